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

/// Text on its way to standard output, gathered into few large writes.
///
/// A reader that went away (`| head`) ends the program quietly with status 0. Any other failure
/// is told on standard error and ends it with `ExitCode.cannotWrite`. So nobody who writes has to
/// handle an error. A program that also writes files goes on without its output.
final class StandardOutput {
  private let descriptor: FileDescriptor
  private let capacity: Int
  private var buffer: [UInt8] = []
  /// Whether bold and dim type may be sent.
  var showsStyles = false
  /// Whether the program has more to do than write here; a failure then does not end it at once.
  var isOptional = false
  private var failure: SystemError?

  /// - Parameter capacity: how many bytes are held back; nothing is held back from a terminal.
  init(descriptor: FileDescriptor = .standardOutput, capacity: Int = 1 << 16) {
    self.descriptor = descriptor
    self.capacity = descriptor.isTerminal ? 0 : capacity
  }

  func write(_ text: String) { write([.text(text)]) }

  func write(_ pieces: [TerminalOutput]) {
    for piece in pieces { piece.append(to: &buffer, styles: showsStyles) }
    if buffer.count > capacity { flush() }
  }

  /// Writes what is held back; call it before the program ends or waits.
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

  /// The status for a program that has ended with another, after it has told what could not be written.
  func exitCode(after status: ExitCode) -> ExitCode {
    guard let failure, failure != .brokenPipe else { return status }
    StandardError().write("Error: Cannot write the output: \(failure.explanation)\n")
    return status == .success ? .cannotWrite : status
  }
}

/// Text for the person at the terminal: errors, progress, everything that is not data.
final class StandardError {
  private let descriptor: FileDescriptor
  /// Whether bold and dim type may be sent.
  var showsStyles = false

  init(descriptor: FileDescriptor = .standardError) {
    self.descriptor = descriptor
  }

  /// Writes at once. A failure is ignored: there is no place left to tell it.
  func write(_ text: String) { write([.text(text)]) }

  func write(_ pieces: [TerminalOutput]) {
    var bytes: [UInt8] = []
    for piece in pieces { piece.append(to: &bytes, styles: showsStyles) }
    try? descriptor.writeAll(bytes)
  }
}
