import Text

/// Writing files without ever leaving half of one.
enum OutputFile {
  /// Puts `text` in the place of the file at `path`: all of it, or none where the disk refuses.
  static func replace(_ path: String, with text: String) throws(Diagnostic) {
    try replace(path, with: Array(text.utf8))
  }

  static func replace(_ path: String, with bytes: [UInt8]) throws(Diagnostic) {
    try told(path) { () throws(SystemError) in try SavedFile(path).replace(with: bytes) }
  }

  /// Fails as `replace` would, as far as that can be known before there is anything to write.
  static func check(_ path: String) throws(Diagnostic) {
    try told(path) { () throws(SystemError) in try SavedFile(path).checkWritable() }
  }

  private static func told(
    _ path: String, _ body: () throws(SystemError) -> Void
  ) throws(Diagnostic) {
    do throws(SystemError) { try body() } catch {
      throw Diagnostic(
        .unwritable, "Cannot write \(path.quoted): \(error.explanation)")
    }
  }
}

/// A file that is replaced as a whole: a full disk, a kill or a loss of power leaves the old one whole.
///
/// A symbolic link is followed, and the file keeps its mode and its owner. A file that nobody may write to is not replaced.
struct SavedFile {
  /// Where the file is, after all links.
  private let path: String
  private let existing: stat?

  init(_ path: String) throws(SystemError) {
    self.path = try Self.destination(of: path)
    existing = Self.facts(of: self.path)
  }

  /// Fails as `replace` would, as far as that can be known before.
  func checkWritable() throws(SystemError) {
    if let existing {
      if existing.st_mode & S_IFMT == S_IFDIR { throw .isFolder }
      // The superuser may write to what is read-only, but whoever made it so did not want that.
      if existing.st_mode & 0o222 == 0 { throw .permissionDenied }
      guard access(path, W_OK) == 0 else { throw .latest }
      if isSpecial { return }
    }
    guard access(folder, W_OK | X_OK) == 0 else { throw .latest }
    guard let facts = Self.facts(of: folder), facts.st_mode & S_IFMT == S_IFDIR else {
      throw SystemError(code: ENOTDIR)
    }
  }

  /// Writes a temporary file beside the target, lets the disk take it, and gives it the target's name.
  ///
  /// What is no plain file, as a device or a pipe, is written to as it is.
  func replace(with bytes: [UInt8]) throws(SystemError) {
    try checkWritable()
    if isSpecial { return try write(bytes) }
    let (temporary, descriptor) = try makeTemporary()
    do throws(SystemError) {
      do throws(SystemError) {
        try FileDescriptor(number: descriptor).writeAll(bytes)
        if let existing {
          // Only the superuser can give a file away.
          _ = fchown(descriptor, existing.st_uid, existing.st_gid)
          _ = try retryingWhenInterrupted { fchmod(descriptor, existing.st_mode & 0o7777) }
        }
        _ = try retryingWhenInterrupted { fsync(descriptor) }
        _ = try retryingWhenInterrupted { rename(temporary, path) }
      } catch {
        close(descriptor)
        throw error
      }
      // What the disk has taken is not lost by a close that a signal interrupts.
      guard close(descriptor) == 0 || errno == EINTR else { throw SystemError.latest }
    } catch {
      unlink(temporary)
      throw error
    }
    syncFolder()
  }

  private var isSpecial: Bool { existing.map { $0.st_mode & S_IFMT != S_IFREG } ?? false }

  private var folder: String { Self.folder(of: path) }

  // MARK: The temporary file

  /// A new file beside the target, locked for as long as it is open. One that a killed run has left is removed first.
  private func makeTemporary() throws(SystemError) -> (path: String, descriptor: Int32) {
    let shared = path + ".nnlearn.part"
    for _ in 0..<10 {
      if let descriptor = try Self.create(shared) {
        if Self.lock(descriptor), Self.isSame(descriptor, shared) { return (shared, descriptor) }
        close(descriptor)
      }
      guard Self.removeLeftOver(shared) else { break }
    }
    // Another run is writing the same file at this moment.
    let own = "\(path).\(getpid()).nnlearn.part"
    unlink(own)
    guard let descriptor = try Self.create(own) else { throw SystemError(code: EEXIST) }
    return (own, descriptor)
  }

  /// Creates a file; nil where there is one.
  private static func create(_ path: String) throws(SystemError) -> Int32? {
    do throws(SystemError) {
      return try retryingWhenInterrupted {
        open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      }
    } catch {
      if error.code == EEXIST { return nil }
      throw error
    }
  }

  /// Removes a temporary file that no run holds open; says whether it is gone.
  private static func removeLeftOver(_ path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard descriptor >= 0 else { return errno == ENOENT || unlink(path) == 0 }
    defer { close(descriptor) }
    guard lock(descriptor) else { return false }
    if isSame(descriptor, path) { unlink(path) }
    return true
  }

  /// Whether no other process has the lock. A file system without locks has none to respect.
  private static func lock(_ descriptor: Int32) -> Bool {
    flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
  }

  private static func isSame(_ descriptor: Int32, _ path: String) -> Bool {
    var open = stat()
    guard fstat(descriptor, &open) == 0, let named = facts(of: path) else { return false }
    return open.st_dev == named.st_dev && open.st_ino == named.st_ino
  }

  // MARK: Paths

  private func write(_ bytes: [UInt8]) throws(SystemError) {
    let descriptor = try retryingWhenInterrupted { open(path, O_WRONLY | O_CLOEXEC) }
    defer { close(descriptor) }
    try FileDescriptor(number: descriptor).writeAll(bytes)
  }

  /// Lets the disk take the new name too; a file system that cannot has no more to offer.
  private func syncFolder() {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = try? retryingWhenInterrupted { fsync(descriptor) }
    close(descriptor)
  }

  /// Where a path leads, the file there or not.
  private static func destination(of path: String) throws(SystemError) -> String {
    var path = path
    for _ in 0..<40 {
      var target = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let length = readlink(path, &target, Int(PATH_MAX))
      guard length >= 0 else { return path }
      let link = String(decoding: target[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      path = link.hasPrefix("/") ? link : folder(of: path) + "/" + link
    }
    throw SystemError(code: ELOOP)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func facts(of path: String) -> stat? {
    var facts = stat()
    return stat(path, &facts) == 0 ? facts : nil
  }
}

// MARK: - Which file it is

extension SavedFile {
  /// What makes two paths lead to one file: its device and number, or those of the folder where there is no file yet.
  struct Identity: Hashable {
    fileprivate let device: UInt64
    fileprivate let number: UInt64
    fileprivate let newName: String?
  }

  /// Nil for what is no plain file, which keeps nothing that could be lost, and where there is no folder.
  var identity: Identity? {
    guard !isSpecial, let facts = existing ?? Self.facts(of: folder) else { return nil }
    let name = path.split(separator: "/").last.map { String($0) }
    return Identity(
      device: UInt64(truncatingIfNeeded: facts.st_dev),
      number: UInt64(truncatingIfNeeded: facts.st_ino), newName: existing == nil ? name : nil)
  }
}
