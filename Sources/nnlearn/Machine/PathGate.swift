import Text

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
