import Text

/// Writes files atomically.
enum OutputFile {
  /// Replaces the file at `path` with `text`, or leaves it unchanged if that fails.
  static func replace(_ path: String, with text: String) throws(Diagnostic) {
    try replace(path, with: Array(text.utf8))
  }

  static func replace(_ path: String, with bytes: [UInt8]) throws(Diagnostic) {
    try told(path) { () throws(SystemError) in try SavedFile(path).replace(with: bytes) }
  }

  /// Fails if `replace` would, as far as that can be known in advance.
  static func check(_ path: String) throws(Diagnostic) {
    try told(path) { () throws(SystemError) in try SavedFile(path).checkWritable() }
  }

  /// Fails if a path is that of a file which the command reads.
  static func check(_ path: String, against inputs: [String]) throws(Diagnostic) {
    guard let identity = try? SavedFile(path).identity else { return }
    for input in inputs where input != "-" {
      if let other = try? SavedFile(input).identity, other == identity {
        throw Diagnostic(.usage, "\(path.quoted) would overwrite \(input.quoted), which is read")
      }
    }
  }

  private static func told(
    _ path: String, _ body: () throws(SystemError) -> Void
  ) throws(Diagnostic) {
    do throws(SystemError) { try body() } catch {
      throw Diagnostic(.unwritable, "Cannot write \(path.quoted): \(error.explanation)")
    }
  }
}

/// A file that is replaced atomically: a full disk, a kill or a power failure leaves the old one intact.
///
/// Symbolic links are followed, and the file keeps its mode and owner. A read-only file is not replaced.
struct SavedFile {
  /// The path of the file, with links resolved.
  private let path: String
  private let existing: stat?

  init(_ path: String) throws(SystemError) {
    self.path = try Self.destination(of: path)
    existing = Self.facts(of: self.path)
  }

  /// Fails if `replace` would, as far as that can be known in advance.
  func checkWritable() throws(SystemError) {
    if let existing {
      if existing.st_mode & S_IFMT == S_IFDIR { throw .isFolder }
      // The superuser could write to a read-only file, but that would not be intended.
      if existing.st_mode & 0o222 == 0 { throw .permissionDenied }
      guard access(path, W_OK) == 0 else { throw .latest }
      if isSpecial { return }
    }
    guard access(folder, W_OK | X_OK) == 0 else { throw .latest }
    guard let facts = Self.facts(of: folder), facts.st_mode & S_IFMT == S_IFDIR else {
      throw SystemError(code: ENOTDIR)
    }
  }

  /// Writes a temporary file next to the target, syncs it to disk, and renames it to the target.
  ///
  /// A device, a pipe or the like is written to directly.
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
      // Synced data are not lost if a signal interrupts the close.
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

  /// Creates a file next to the target, locked while it is open. One that a killed run has left is removed first.
  private func makeTemporary() throws(SystemError) -> (path: String, descriptor: Int32) {
    let shared = path + ".nnlearn.part"
    for _ in 0..<10 {
      if let descriptor = try Self.create(shared) {
        if Self.lock(descriptor), Self.isSame(descriptor, shared) { return (shared, descriptor) }
        close(descriptor)
      }
      guard Self.removeLeftOver(shared) else { break }
    }
    // Another run is currently writing the same file.
    let own = "\(path).\(getpid()).nnlearn.part"
    unlink(own)
    guard let descriptor = try Self.create(own) else { throw SystemError(code: EEXIST) }
    return (own, descriptor)
  }

  /// Creates a file; returns `nil` if it exists.
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

  /// Removes a temporary file that no run has open; returns whether it was removed.
  private static func removeLeftOver(_ path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard descriptor >= 0 else { return errno == ENOENT || unlink(path) == 0 }
    defer { close(descriptor) }
    guard lock(descriptor) else { return false }
    if isSame(descriptor, path) { unlink(path) }
    return true
  }

  /// Locks a file; returns false if another process has the lock. Succeeds on a file system without locks.
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

  /// Syncs the new name to disk too, if the file system can.
  private func syncFolder() {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = try? retryingWhenInterrupted { fsync(descriptor) }
    close(descriptor)
  }

  /// Resolves a path, whether or not the file exists.
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

// MARK: - Identity

extension SavedFile {
  /// Identifies the file of a path by device and inode or, if it does not exist yet, by those of its folder and its name.
  struct Identity: Hashable {
    fileprivate let device: UInt64
    fileprivate let number: UInt64
    fileprivate let newName: String?
  }

  /// `nil` if it is not a regular file, so that nothing can be lost, or if its folder does not exist.
  var identity: Identity? {
    guard !isSpecial, let facts = existing ?? Self.facts(of: folder) else { return nil }
    let name = path.split(separator: "/").last.map { String($0) }
    return Identity(
      device: UInt64(truncatingIfNeeded: facts.st_dev),
      number: UInt64(truncatingIfNeeded: facts.st_ino), newName: existing == nil ? name : nil)
  }
}
