import Rendering

/// Reads lines at a terminal, with editing, history and completion. Some keys act at once while the
/// line is empty.
final class LineEditor {
  enum Event: Equatable, Sendable {
    /// Enter: the line stays on the screen with its prompt, the cursor goes to the next line. The
    /// line is empty only where nothing was typed and Enter is no immediate key.
    case line(String)
    /// One of the immediate keys, on an empty line: the prompt is erased, the cursor in column 0.
    case key(Key)
    /// Ctrl-C: what was typed is given up, a new line begun.
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
  ///   - complete: given the text before the cursor, what may stand there.
  func read(
    prompt: String, immediate: Set<Key>, complete: (String) -> Completions
  ) -> Event {
    var line = EditedLine(prompt: prompt, history: history, output: output)
    output.flush()
    TerminalMode.renew()
    while true {
      if input.isEmpty { line.show() }
      switch input.event() {
      case .interrupted: return line.finish(.interrupted)
      case .closed:
        // Whether this can still be written does not matter to anybody.
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

/// What may stand in the place of the end of the text before the cursor.
struct Completions: Equatable, Sendable {
  /// How many characters before the cursor the candidates replace.
  var replacing: Int
  var candidates: [String]

  init(replacing: Int, candidates: [String]) {
    self.replacing = replacing
    self.candidates = candidates
  }

  /// What all candidates begin with.
  var commonPrefix: String {
    guard var prefix = candidates.first.map({ Array($0) }) else { return "" }
    for candidate in candidates.dropFirst() {
      let shared = zip(prefix, candidate).prefix { $0 == $1 }.count
      prefix.removeLast(prefix.count - shared)
    }
    return String(prefix)
  }

  /// The candidates in columns that are read downwards, in lines of less than `width` columns.
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
