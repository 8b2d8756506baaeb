import Text

/// A file read as a whole, or standard input where the path is `-`.
struct InputFile: Equatable {
  /// What messages call it: the escaped path, or `standard input`.
  let name: String
  let bytes: [UInt8]

  /// The most megabytes that a file may have: a text's, and a data set's or a model's.
  static let textLimit = 16
  static let dataLimit = 1024

  /// Reads `path`. At most a little more than `limit` megabytes are ever read, so that neither a
  /// device nor a pipe without end holds the program up.
  init(path: String, limit: Int = textLimit) throws(Diagnostic) {
    name = path == "-" ? "standard input" : path.escaped
    let contents: [UInt8]?
    do {
      contents = try Self.contents(of: path, limit: limit * 1_000_000)
    } catch {
      throw Self.failure(path: path, error)
    }
    guard let contents else {
      let subject = path == "-" ? "The standard input" : "The file \(path.quoted)"
      throw Diagnostic("\(subject) is larger than \(limit) MB")
    }
    bytes = contents
  }

  /// The first bytes of a file, `count` at most.
  static func start(of path: String, count: Int) throws(Diagnostic) -> [UInt8] {
    do throws(SystemError) {
      return try FileDescriptor.withFile(at: path) { (file) throws(SystemError) in
        var bytes = [UInt8](repeating: 0, count: count)
        let length = try file.readBytes(into: &bytes)
        return Array(bytes.prefix(length))
      }
    } catch {
      throw failure(path: path, error)
    }
  }

  private static func contents(of path: String, limit: Int) throws(SystemError) -> [UInt8]? {
    if path == "-" { return try contents(of: .standardInput, limit: limit) }
    return try FileDescriptor.withFile(at: path) { (file) throws(SystemError) in
      try contents(of: file, limit: limit)
    }
  }

  /// All that `descriptor` gives, or nil where it is more than `limit` bytes.
  private static func contents(
    of descriptor: FileDescriptor, limit: Int
  ) throws(SystemError) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = try descriptor.readBytes(into: &chunk)
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
    return nil
  }

  private static func failure(path: String, _ error: SystemError) -> Diagnostic {
    let message =
      switch error {
      case .noSuchFile: "There is no file \(path.quoted)"
      case .isFolder: "\(path.quoted) is a folder, not a file"
      case .permissionDenied: "No permission to read \(path.quoted)"
      default: "Cannot read \(path.quoted): \(error.explanation)"
      }
    return Diagnostic(.missing, message)
  }
}

/// Which files may be opened: every path that a lesson names, or that is found beside what it names, passes through one of
/// these.
enum PathGate: Sendable {
  /// All: what a user names on the command line.
  case open
  /// Those below a folder, wherever symbolic links lead.
  case below(String)
  /// None: what a lesson names that has no folder.
  case closed

  /// Refuses a path that leads out of the folder. One that leads nowhere passes, and opening it fails.
  func check(_ path: String) throws(Diagnostic) {
    guard let real = OperatingSystem.realPath(path) else { return }
    let isOpen =
      switch self {
      case .open: true
      case .below(let folder): OperatingSystem.realPath(folder).map { real.isBelow($0) } ?? false
      case .closed: false
      }
    guard isOpen else {
      throw Diagnostic("\(path.quoted) leads out of the lesson's own folder")
    }
  }
}

extension String {
  fileprivate func isBelow(_ root: String) -> Bool {
    self == root || hasPrefix(root == "/" ? "/" : root + "/")
  }
}
