/// The options that commands have without declaring them.
enum BuiltInOptions {
  static let help = Argument.flag("help", short: "h", help: "Show help information.")
  static let version = Argument.flag("version", help: "Show the version.")
  static let completionScript = Argument.option(
    "generate-completion-script", valueName: "shell", .choice(of: Shell.self),
    help: "Print a script that teaches a shell to complete commands.")

  /// - Parameter atRoot: whether for the program itself, not one of its subcommands.
  static func parameters(atRoot: Bool) -> [Parameter] {
    (atRoot ? [completionScript.parameter] : []) + [version.parameter, help.parameter]
  }
}
