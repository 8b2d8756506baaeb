import Learning
import Text

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Which files may be opened: every path that a lesson names, or that is found beside what it names, passes through one of
/// these.
enum PathGate: Sendable {
  /// All: what a user names on the command line.
  case open
  /// Those below a folder, wherever symbolic links lead.
  case below(String)

  /// Refuses a path that leads out of the folder. One that leads nowhere passes, and opening it fails.
  func check(_ path: String) throws(CommandFailure) {
    guard case .below(let folder) = self, let real = Self.real(path) else { return }
    guard let root = Self.real(folder),
      real == root || real.hasPrefix(root == "/" ? "/" : root + "/")
    else {
      throw CommandFailure(
        message: "\(path.quoted) leads out of the lesson's own folder", exitCode: .badData)
    }
  }

  /// The path without links and dots; nil where there is nothing.
  private static func real(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }
}
