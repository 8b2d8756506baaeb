/// The options that every command has without declaring them.
enum BuiltInOptions {
  static let help = Argument.flag("help", short: "h", help: "Show help information.")
  static let version = Argument.flag("version", help: "Show the version.")
  static let completionScript = Argument.option(
    "generate-completion-script", valueName: "shell", .choice(of: Shell.self),
    help: "Print a script that teaches a shell to complete commands.")

  /// - Parameter atRoot: whether the command is the program itself and not a subcommand.
  static func parameters(atRoot: Bool) -> [Parameter] {
    (atRoot ? [completionScript.parameter] : []) + [version.parameter, help.parameter]
  }
}
