/// Where a conversation's lines come from: an editor at a terminal, plain lines anywhere else.
enum LineInput {
  case editor(LineEditor)
  case plain(PlainLineReader, isInteractive: Bool)

  init(_ console: Console) {
    let isInteractive =
      console.terminal.isTerminal(.standardInput) && console.terminal.isTerminal(.standardOutput)
    self =
      console.terminal.allowsEditing
      ? .editor(
        LineEditor(output: console.output, history: InputHistory(file: InputHistory.standardFile)))
      : .plain(
        PlainLineReader(output: console.output, isInteractive: isInteractive),
        isInteractive: isInteractive)
  }

  /// Whether somebody types.
  var isInteractive: Bool {
    switch self {
    case .editor: true
    case .plain(_, let isInteractive): isInteractive
    }
  }

  /// Lets keys act at once, where they can, and Ctrl-C be noticed by a computation.
  func begin() {
    if case .editor = self { TerminalMode.begin() }
    if isInteractive { Interruption.watch() }
  }

  func end() { TerminalMode.end() }

  func read(
    prompt: String, immediate: Set<Key>, complete: (String) -> Completions
  ) -> LineEditor.Event {
    switch self {
    case .editor(let editor):
      editor.read(prompt: prompt, immediate: immediate, complete: complete)
    case .plain(let reader, _): reader.read(prompt: prompt)
    }
  }
}
