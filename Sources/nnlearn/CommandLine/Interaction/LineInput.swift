/// The source of a conversation's lines: an editor at a terminal, plain lines otherwise.
enum LineInput {
  case editor(LineEditor)
  case plain(PlainLineReader, isInteractive: Bool)

  init(_ console: Console) {
    let isInteractive =
      console.terminal.isTerminal(.standardInput) && console.terminal.isTerminal(.standardOutput)
    self =
      console.terminal.allowsEditing
      ? .editor(
        LineEditor(output: console.output, history: InputHistory(file: StateFolder.file("history")))
      )
      : .plain(
        PlainLineReader(output: console.output, isInteractive: isInteractive),
        isInteractive: isInteractive)
  }

  /// Whether a person is typing.
  var isInteractive: Bool {
    switch self {
    case .editor: true
    case .plain(_, let isInteractive): isInteractive
    }
  }

  /// Makes keys act at once, if possible, and lets computations notice Ctrl-C.
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
