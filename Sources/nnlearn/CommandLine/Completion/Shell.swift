/// The shells that can complete commands.
enum Shell: String, CaseIterable, Sendable {
  case bash, zsh, fish

  /// Returns the script that completes the command line of `root`.
  func completionScript(for root: CommandSpecification) -> String {
    let path = CommandPath(root)
    return switch self {
    case .bash: BashCompletion(root: path).script
    case .zsh: ZshCompletion(root: path).script
    case .fish: FishCompletion(root: path).script
    }
  }
}

extension StringProtocol {
  /// The text as a word that bash and zsh take literally.
  var shellQuoted: String {
    "'\(split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
  }
}

extension String {
  /// The text as one word of a POSIX shell.
  var forShell: String {
    let isPlain =
      !isEmpty
      && utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "_./-+=:,@%".utf8.contains(byte)
        }
      }
    return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
