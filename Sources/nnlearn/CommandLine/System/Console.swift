/// Where a command writes, and what it may write there.
struct Console {
  let output: StandardOutput
  let error: StandardError
  let terminal: Terminal

  init(
    output: StandardOutput = StandardOutput(), error: StandardError = StandardError(),
    terminal: Terminal = .current
  ) {
    self.output = output
    self.error = error
    self.terminal = terminal
  }

  /// Lets bold and dim type through, or not.
  func showStyles(_ isAllowed: Bool) {
    output.showsStyles = isAllowed
    error.showsStyles = isAllowed
  }
}
