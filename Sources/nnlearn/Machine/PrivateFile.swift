/// A file that only its owner may read. Failures to read or write it are ignored.
struct PrivateFile {
  let path: String

  /// Returns at most the last `limit` bytes, and whether there were more; empty if it is not a regular file.
  func tail(limit: Int) -> (bytes: [UInt8], isCut: Bool) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return ([], false) }
    defer { close(descriptor) }
    guard Self.isPlain(descriptor) else { return ([], false) }
    let size = lseek(descriptor, 0, SEEK_END)
    let start = max(0, size - off_t(limit))
    guard lseek(descriptor, start, SEEK_SET) == start else { return ([], false) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < limit,
      let count = try? FileDescriptor(number: descriptor).readBytes(into: &chunk), count > 0
    {
      bytes += chunk[..<min(count, limit - bytes.count)]
    }
    return (bytes, start > 0)
  }

  func append(_ bytes: [UInt8]) { write(bytes, O_APPEND) }

  func replace(with bytes: [UInt8]) { write(bytes, O_TRUNC) }

  private func write(_ bytes: [UInt8], _ flag: Int32) {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK | flag
    var descriptor = open(path, flags, 0o600)
    if descriptor < 0, errno == ENOENT {
      Self.makeFolder(Self.folder(of: path), levels: 3)
      descriptor = open(path, flags, 0o600)
    }
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard Self.isPlain(descriptor) else { return }
    try? FileDescriptor(number: descriptor).writeAll(bytes)
  }

  /// Makes a folder and at most `levels` of its parents, so that a missing home folder is not created.
  private static func makeFolder(_ path: String, levels: Int) {
    guard levels > 0, !path.isEmpty, mkdir(path, 0o700) != 0, errno == ENOENT else { return }
    makeFolder(folder(of: path), levels: levels - 1)
    mkdir(path, 0o700)
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  private static func isPlain(_ descriptor: Int32) -> Bool {
    var facts = stat()
    return fstat(descriptor, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
  }
}
