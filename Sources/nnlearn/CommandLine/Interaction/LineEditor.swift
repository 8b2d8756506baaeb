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
