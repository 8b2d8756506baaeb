/// The result of waiting for keys.
enum TerminalInput {
  case bytes([UInt8])
  /// The time ran out.
  case silence
  /// A signal: the window was resized, a stopped program continues, or Ctrl-C.
  case signal
  /// The terminal is gone.
  case closed

  /// Waits for standard input or a signal, indefinitely if no time is given.
  static func next(milliseconds: Int?) -> TerminalInput {
    let wakeUp = signalState.pointee.wakeUp.read
    var files = fd_set()
    insert(0, into: &files)
    insert(wakeUp, into: &files)
    var time = timeval()
    time.tv_sec = numericCast((milliseconds ?? 0) / 1000)
    time.tv_usec = numericCast((milliseconds ?? 0) % 1000 * 1000)
    let limit = max(0, wakeUp) + 1
    let count =
      milliseconds == nil
      ? select(limit, &files, nil, nil, nil) : select(limit, &files, nil, nil, &time)
    if count == 0 { return .silence }
    if count < 0, errno != EINTR { return .closed }
    if count < 0 || contains(wakeUp, files) {
      drain(wakeUp)
      return .signal
    }
    return bytes()
  }

  private static func bytes() -> TerminalInput {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = chunk.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
    if count > 0 { return .bytes(Array(chunk[..<count])) }
    return count < 0 && (errno == EINTR || errno == EAGAIN) ? .signal : .closed
  }

  private static func drain(_ descriptor: Int32) {
    var chunk = [UInt8](repeating: 0, count: 64)
    while (try? FileDescriptor(number: descriptor).readBytes(into: &chunk)) ?? 0 > 0 {}
  }

  /// The set is a bit array in byte order on every supported machine.
  private static func insert(_ descriptor: Int32, into files: inout fd_set) {
    withUnsafeMutableBytes(of: &files) { bytes in
      guard descriptor >= 0, Int(descriptor) < bytes.count * 8 else { return }
      bytes[Int(descriptor) / 8] |= 1 << UInt8(descriptor % 8)
    }
  }

  private static func contains(_ descriptor: Int32, _ files: fd_set) -> Bool {
    withUnsafeBytes(of: files) { bytes in
      guard descriptor >= 0, Int(descriptor) < bytes.count * 8 else { return false }
      return bytes[Int(descriptor) / 8] & 1 << UInt8(descriptor % 8) != 0
    }
  }
}
