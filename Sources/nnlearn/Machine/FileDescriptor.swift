/// The reason why the operating system refused a call.
struct SystemError: Error, Equatable {
  let code: Int32

  static let brokenPipe = SystemError(code: EPIPE)
  static let noSuchFile = SystemError(code: ENOENT)
  static let isFolder = SystemError(code: EISDIR)
  static let permissionDenied = SystemError(code: EACCES)

  /// The system's own words, such as `No space left on device`.
  var explanation: String { String(cString: strerror(code)) }

  static var latest: SystemError { SystemError(code: errno) }
}

/// The system's number of an open file.
struct FileDescriptor: Hashable, Sendable {
  let number: Int32

  static let standardInput = FileDescriptor(number: 0)
  static let standardOutput = FileDescriptor(number: 1)
  static let standardError = FileDescriptor(number: 2)

  /// Opens the file at `path` for reading, runs `body` and closes the file.
  static func withFile<Result>(
    at path: String, _ body: (FileDescriptor) throws(SystemError) -> Result
  ) throws(SystemError) -> Result {
    let number = try retryingWhenInterrupted { open(path, O_RDONLY | O_CLOEXEC) }
    defer { close(number) }
    return try body(FileDescriptor(number: number))
  }

  /// Reads available bytes into the start of `buffer`.
  ///
  /// - Returns: the number of bytes read, 0 at the end of the file.
  func readBytes(into buffer: inout [UInt8]) throws(SystemError) -> Int {
    try retryingWhenInterrupted {
      buffer.withUnsafeMutableBytes { read(number, $0.baseAddress, $0.count) }
    }
  }

  /// Writes all of `bytes`, in as many calls as the system needs.
  func writeAll(_ bytes: [UInt8]) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      written += try retryingWhenInterrupted {
        bytes.withUnsafeBytes {
          let rest = UnsafeRawBufferPointer(rebasing: $0[written...])
          return write(number, rest.baseAddress, rest.count)
        }
      }
    }
  }

  var isTerminal: Bool { isatty(number) == 1 }

  /// The number of columns of the descriptor's terminal, if known.
  var columns: Int? {
    var size = winsize()
    guard ioctl(number, numericCast(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// The number of rows of the descriptor's terminal, if known.
  var rows: Int? {
    var size = winsize()
    guard ioctl(number, numericCast(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return nil }
    return Int(size.ws_row)
  }
}

/// Repeats a call for as long as a signal interrupts it; -1 from it is an error.
func retryingWhenInterrupted<Count: SignedInteger>(
  _ call: () -> Count
) throws(SystemError) -> Count {
  while true {
    let result = call()
    if result >= 0 { return result }
    guard errno == EINTR else { throw .latest }
  }
}
