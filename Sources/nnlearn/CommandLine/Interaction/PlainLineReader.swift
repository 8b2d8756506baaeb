/// Reads lines from a pipe, or at a terminal that cannot move its cursor.
struct PlainLineReader {
  typealias Event = LineEditor.Event

  private let output: StandardOutput
  private let isInteractive: Bool

  /// - Parameter isInteractive: whether somebody types, who needs a prompt.
  init(output: StandardOutput, isInteractive: Bool) {
    self.output = output
    self.isInteractive = isInteractive
  }

  /// Reads the next line. Somebody who only presses Enter means the key.
  func read(prompt: String) -> Event {
    if isInteractive { output.write(prompt) }
    output.flush()
    guard let line = readLine(strippingNewline: true) else { return ended() }
    return line.isEmpty && isInteractive ? .key(.enter) : .line(line)
  }

  private func ended() -> Event {
    if isInteractive {
      output.write("\n")
      output.flush()
    }
    guard Interruption.isPending else { return .endOfInput }
    Interruption.clear()
    return .interrupted
  }
}
