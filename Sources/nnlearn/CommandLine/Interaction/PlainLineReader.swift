/// Reads lines from a pipe, or at a terminal that cannot move its cursor.
final class PlainLineReader {
  typealias Event = LineEditor.Event

  private let output: StandardOutput
  private let isInteractive: Bool
  /// Bytes that were read and not yet returned; there is no line end before `searched`.
  private var bytes: [UInt8] = []
  private var searched = 0
  private var isClosed = false

  /// - Parameter isInteractive: whether a person is typing, who needs a prompt.
  init(output: StandardOutput, isInteractive: Bool) {
    self.output = output
    self.isInteractive = isInteractive
  }

  /// Reads the next line. From a person, an empty line means the Enter key. Ctrl-C discards the line.
  func read(prompt: String) -> Event {
    if isInteractive { output.write(prompt) }
    output.flush()
    while true {
      if isInteractive, Interruption.isPending { return interrupted() }
      if let line = nextLine() { return line.isEmpty && isInteractive ? .key(.enter) : .line(line) }
      if isClosed { return ended() }
      switch TerminalInput.next(milliseconds: nil) {
      case .bytes(let more): bytes += more
      case .closed: isClosed = true
      case .signal, .silence: break
      }
    }
  }

  /// Removes a line from the bytes that were read; at the end of input, the remaining bytes.
  private func nextLine() -> String? {
    let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n"))
    searched = bytes.count
    guard let end = end ?? (isClosed && !bytes.isEmpty ? bytes.count : nil) else { return nil }
    var line = bytes[..<end]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    let text = String(decoding: line, as: UTF8.self)
    bytes.removeSubrange(..<min(end + 1, bytes.count))
    searched = 0
    return text
  }

  private func interrupted() -> Event {
    Interruption.clear()
    (bytes, searched) = ([], 0)
    output.write("\n")
    return .interrupted
  }

  private func ended() -> Event {
    if isInteractive { output.write("\n") }
    output.flush()
    return .endOfInput
  }
}
