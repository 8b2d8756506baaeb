import Text

/// The contents of a file, or of standard input if the path is `-`.
struct InputFile: Equatable {
  /// Its name in messages: the escaped path, or `standard input`.
  let name: String
  let bytes: [UInt8]

  /// The largest size of a file in megabytes: for a text, and for a data set or a model.
  static let textLimit = 16
  static let dataLimit = 1024

  /// Reads `path`. Never reads much more than `limit` megabytes, so that an endless device or pipe does not block the program.
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

  /// Returns the first bytes of a file, at most `count`.
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

  /// Reads `descriptor` to its end; `nil` if there are more than `limit` bytes.
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

/// A check on the files that may be opened. Every path in a lesson, and every path that is derived from one, is checked.
enum PathGate: Sendable {
  /// All files, for paths on the command line.
  case open
  /// Files in a folder, after resolving symbolic links.
  case below(String)
  /// No files, for a lesson without a folder.
  case closed

  /// Throws for a path outside the folder. A path that does not exist passes; opening it fails.
  func check(_ path: String) throws(Diagnostic) {
    guard let real = OperatingSystem.realPath(path) else { return }
    let isOpen =
      switch self {
      case .open: true
      case .below(let folder): OperatingSystem.realPath(folder).map { real.isBelow($0) } ?? false
      case .closed: false
      }
    guard isOpen else {
      throw Diagnostic("\(path.quoted) is outside the lesson's own folder")
    }
  }
}

extension String {
  fileprivate func isBelow(_ root: String) -> Bool {
    self == root || hasPrefix(root == "/" ? "/" : root + "/")
  }
}
