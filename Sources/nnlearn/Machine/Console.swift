/// The output streams of a command, with the terminal.
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

  /// Turns bold and dim type on or off.
  func showStyles(_ isAllowed: Bool) {
    output.showsStyles = isAllowed
    error.showsStyles = isAllowed
  }
}

/// Standard output, buffered.
///
/// If the reader has gone away (`| head`), the program ends quietly with status 0. Any other
/// failure is reported on standard error and ends it with `ExitCode.cannotWrite`, so callers need
/// not handle errors. A program that also writes files continues without output.
final class StandardOutput {
  private let descriptor: FileDescriptor
  private let capacity: Int
  private var buffer: [UInt8] = []
  /// Whether bold and dim type may be sent.
  var showsStyles = false
  /// Whether the program has other work, so that a failure does not end it at once.
  var isOptional = false
  private var failure: SystemError?

  /// - Parameter capacity: the size of the buffer in bytes; output to a terminal is not buffered.
  init(descriptor: FileDescriptor = .standardOutput, capacity: Int = 1 << 16) {
    self.descriptor = descriptor
    self.capacity = descriptor.isTerminal ? 0 : capacity
  }

  func write(_ text: String) { write([.text(text)]) }

  func write(_ pieces: [TerminalOutput]) {
    for piece in pieces { piece.append(to: &buffer, styles: showsStyles) }
    if buffer.count > capacity { flush() }
  }

  /// Writes the buffer; call it before the program ends or waits.
  func flush() {
    defer { buffer.removeAll(keepingCapacity: true) }
    guard failure == nil else { return }
    do {
      try descriptor.writeAll(buffer)
    } catch {
      failure = error
      if !isOptional { OperatingSystem.endProgram(exitCode(after: .success)) }
    }
  }

  /// Reports a failure to write, and returns the exit status of a program that ended with `status`.
  func exitCode(after status: ExitCode) -> ExitCode {
    guard let failure, failure != .brokenPipe else { return status }
    StandardError().write("Error: Cannot write the output: \(failure.explanation)\n")
    return status == .success ? .cannotWrite : status
  }
}

/// Standard error: errors, progress, everything that is not data.
final class StandardError {
  private let descriptor: FileDescriptor
  /// Whether bold and dim type may be sent.
  var showsStyles = false

  init(descriptor: FileDescriptor = .standardError) {
    self.descriptor = descriptor
  }

  /// Writes at once. A failure is ignored, because it cannot be reported.
  func write(_ text: String) { write([.text(text)]) }

  func write(_ pieces: [TerminalOutput]) {
    var bytes: [UInt8] = []
    for piece in pieces { piece.append(to: &bytes, styles: showsStyles) }
    try? descriptor.writeAll(bytes)
  }
}
