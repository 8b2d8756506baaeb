import Learning
import LessonLanguage
import Text

/// A command line that cannot be understood.
struct WrongCall: Error {
  /// What is wrong, in one line.
  let message: String
  /// The command whose usage helps.
  let path: CommandPath

  /// The lines for standard error: the message, the usage, and where to read more.
  func report(width: Int) -> String {
    """
    Error: \(message.escaped)
    \(HelpText(path: path, width: width).usage(after: "Usage: "))
      See '\(path.name) --help' for more information.

    """
  }

  /// An unknown name of some `noun`, with the nearest known one.
  static func unknown(
    _ noun: String, _ name: String, among known: [String], path: CommandPath
  ) -> WrongCall {
    let suggestion = NearestName.suggestion(for: name, among: known)
    let hint = suggestion.map { ". Did you mean \($0.quoted)?" } ?? ""
    return WrongCall(message: "Unknown \(noun) \(name.quoted)\(hint)", path: path)
  }
}
