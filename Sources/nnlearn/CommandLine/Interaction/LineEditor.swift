import Rendering

/// Reads lines at a terminal, with editing, history and completion. Some keys act at once while the line is empty.
final class LineEditor {
  enum Event: Equatable, Sendable {
    /// Enter: the line and its prompt stay on the screen, the cursor moves to the next line. The
    /// line is empty only if nothing was typed and Enter is not an immediate key.
    case line(String)
    /// One of the immediate keys, on an empty line: the prompt is erased, the cursor is in column 0.
    case key(Key)
    /// Ctrl-C: the text is discarded and a new line begun.
    case interrupted
    /// Ctrl-D on an empty line, or the terminal was closed; a new line is begun.
    case endOfInput
  }

  private let output: StandardOutput
  private let history: InputHistory
  private let input = KeyInput.standard

  init(output: StandardOutput, history: InputHistory) {
    self.output = output
    self.history = history
  }

  /// Shows the prompt and reads up to the next event.
  ///
  /// - Parameters:
  ///   - prompt: may be bold or dim.
  ///   - immediate: keys that act at once on an empty line. Letters never do, nor up and down.
  ///   - complete: returns the completions for the text before the cursor.
  func read(prompt: String, immediate: Set<Key>, complete: (String) -> Completions) -> Event {
    var line = EditedLine(prompt: prompt, history: history, output: output)
    output.flush()
    TerminalMode.renew()
    while true {
      if input.isEmpty { line.show() }
      switch input.event() {
      case .interrupted: return line.finish(.interrupted)
      case .closed:
        // A failure to write this does not matter.
        try? FileDescriptor.standardOutput.writeAll([UInt8(ascii: "\n")])
        return .endOfInput
      case .disturbed: line.showAgain()
      case .stroke(let stroke):
        if let event = line.take(stroke, immediate, complete) {
          if case .line(let text) = event { history.append(text) }
          return line.finish(event)
        }
      }
    }
  }
}

/// Candidates to replace the end of the text before the cursor.
struct Completions: Equatable, Sendable {
  /// The number of characters before the cursor that the candidates replace.
  var replacing: Int
  var candidates: [String]

  init(replacing: Int, candidates: [String]) {
    self.replacing = replacing
    self.candidates = candidates
  }

  /// The common prefix of all candidates.
  var commonPrefix: String {
    guard var prefix = candidates.first.map({ Array($0) }) else { return "" }
    for candidate in candidates.dropFirst() {
      let shared = zip(prefix, candidate).prefix { $0 == $1 }.count
      prefix.removeLast(prefix.count - shared)
    }
    return String(prefix)
  }

  /// The candidates in columns, in lines shorter than `width` columns.
  func lines(width: Int) -> [String] {
    let names = candidates.map { LineFrame.printable($0) }
    let column = (names.map { TextColumns.width($0) }.max() ?? 0) + 2
    let perLine = max(1, (width - 1) / column)
    let rows = (names.count + perLine - 1) / perLine
    return (0..<rows).map { row in
      let cells = stride(from: row, to: names.count, by: rows).map { names[$0] }
      return cells.dropLast().map { TextColumns.padded($0, to: column) }.joined() + cells.last!
    }
  }
}
