/// Where a conversation's lines come from: an editor at a terminal, plain lines anywhere else.
enum LineInput {
  case editor(LineEditor)
  /// Lines as they come; a prompt and an empty line mean something only where someone is there.
  case plain(StandardOutput, isInteractive: Bool)

  init(_ console: Console) {
    let isInteractive =
      console.terminal.isTerminal(.standardInput) && console.terminal.isTerminal(.standardOutput)
    if isInteractive, console.terminal.movesCursor {
      self = .editor(
        LineEditor(output: console.output, history: InputHistory(file: InputHistory.standardFile)))
    } else {
      self = .plain(console.output, isInteractive: isInteractive)
    }
  }

  var isInteractive: Bool {
    switch self {
    case .editor: true
    case .plain(_, let isInteractive): isInteractive
    }
  }

  /// Whether keys act at once.
  var hasKeys: Bool {
    if case .editor = self { return true }
    return false
  }

  func read(
    prompt: String, immediate: Set<Key>, complete: (String) -> Completions
  ) -> InputEvent {
    switch self {
    case .editor(let editor):
      return editor.read(prompt: prompt, immediate: immediate, complete: complete)
    case .plain(let output, let isInteractive):
      if isInteractive { output.write(prompt) }
      output.flush()
      guard let line = readLine(strippingNewline: true) else {
        if isInteractive { output.write("\n") }
        if Interruption.isPending {
          Interruption.clear()
          return .interrupted
        }
        return .endOfInput
      }
      return isInteractive && line.isEmpty ? .key(.enter) : .line(line)
    }
  }
}
