import Text

/// A folder for a fixed set of files, and no others.
struct OutputFolder {
  let path: String
  private let names: [String]
  /// The number of files that are there already, from an earlier run.
  let existing: Int

  /// Fails if the folder has other files, which a new run could be mistaken for, or links that lead out of it.
  init(_ path: String, names: [String]) throws(Diagnostic) {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    self.path = trimmed
    self.names = names
    guard OperatingSystem.exists(trimmed) else {
      existing = 0
      return
    }
    guard OperatingSystem.isFolder(trimmed) else {
      throw Diagnostic(.unwritable, "Cannot write into \(path.quoted): it is not a folder")
    }
    let found = try OperatingSystem.files(inFolder: trimmed)
    if let other = found.first(where: { !names.contains($0) }) {
      throw Diagnostic(
        .unwritable,
        "The folder \(path.quoted) has other files, such as \(other.excerpt); name a new or empty folder"
      )
    }
    for name in found where !Self.isPlainFile("\(trimmed)/\(name)") {
      throw Diagnostic(
        .unwritable, "Cannot replace \("\(path)/\(name)".quoted): it is a link or a folder")
    }
    existing = found.count
  }

  /// Writes all files, and creates the folder if it is missing.
  func write(_ texts: [String]) throws(Diagnostic) {
    try Self.create(path)
    for (name, text) in zip(names, texts) {
      try OutputFile.replace("\(path)/\(name)", with: text)
    }
  }

  /// Creates a folder if it is missing; another run may create it at the same time.
  static func create(_ path: String) throws(Diagnostic) {
    if !OperatingSystem.exists(path), mkdir(path, 0o777) != 0, errno != EEXIST {
      throw Diagnostic(
        .unwritable, "Cannot create the folder \(path.quoted): \(SystemError.latest.explanation)")
    }
  }

  private static func isPlainFile(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
  }
}
