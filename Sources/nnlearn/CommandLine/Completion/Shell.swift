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
