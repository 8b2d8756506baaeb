#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Puts a file in the place of another without ever leaving half of one: a full disk, a kill or a loss of power leaves the old one whole.
enum SavedFile {
  /// Writes a temporary file beside the target, lets the disk take it, and gives it the target's name.
  ///
  /// What is no plain file, as a device or a pipe, is written to as it is.
  static func replace(_ path: String, with bytes: [UInt8]) throws(SystemError) {
    if isSpecial(path) { return try write(bytes, to: path) }
    let temporary = "\(path).\(getpid()).part"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .latest }
    do throws(SystemError) {
      do throws(SystemError) {
        try FileDescriptor(number: descriptor).writeAll(bytes)
        guard fsync(descriptor) == 0 else { throw SystemError.latest }
      } catch {
        close(descriptor)
        throw error
      }
      guard close(descriptor) == 0, rename(temporary, path) == 0 else { throw SystemError.latest }
    } catch {
      unlink(temporary)
      throw error
    }
    syncFolder(of: path)
  }

  private static func isSpecial(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT != S_IFREG
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .latest }
    defer { close(descriptor) }
    try FileDescriptor(number: descriptor).writeAll(bytes)
  }

  /// Lets the disk take the new name too; a file system that cannot has no more to offer.
  private static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "."
    let descriptor = open(String(folder), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
