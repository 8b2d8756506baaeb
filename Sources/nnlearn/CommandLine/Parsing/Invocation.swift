import Text

/// The meaning of a command line.
enum Invocation: Sendable {
  case action(CommandSpecification.Action, ParsedArguments)
  case help(CommandPath)
  case version
  case completionScript(Shell)

  /// Parses the words after the program's name.
  ///
  /// - An option takes its value as `--name value` or `--name=value`; only the second form allows
  ///   a value that starts with a dash and is not a number. No option may be given twice.
  /// - `--` makes everything after it positional.
  /// - `--help` and `--version` take effect anywhere, even next to a mistake.
  /// - Parameter path: the program; on return, the command that was found, whose usage is shown after a mistake.
  init(_ words: [String], path: inout CommandPath) throws(Diagnostic) {
    var rest = words[...]
    while !path.command.subcommands.isEmpty, let word = rest.first, !ArgumentReader.isOption(word) {
      rest.removeFirst()
      if word == "help" {
        for word in rest where !BuiltInOptions.help.parameter.names.contains(word) {
          path = try path.appending(subcommandNamed: word)
        }
        self = .help(path)
        return
      }
      path = try path.appending(subcommandNamed: word)
    }

    let beforeTerminator = rest.prefix { $0 != "--" }
    if beforeTerminator.contains(where: BuiltInOptions.help.parameter.names.contains) {
      self = .help(path)
    } else if beforeTerminator.contains(where: BuiltInOptions.version.parameter.names.contains) {
      self = .version
    } else {
      self = Self.invocation(of: path, try ArgumentReader.arguments(in: rest, of: path))
    }
  }

  private static func invocation(of path: CommandPath, _ arguments: ParsedArguments) -> Invocation {
    switch path.command.body {
    case .action(let action): .action(action, arguments)
    case .subcommands:
      arguments[BuiltInOptions.completionScript].map { .completionScript($0) } ?? .help(path)
    }
  }
}
