import Text

/// The whole program: parses a command line, runs its command, and reports errors.
struct CommandLineProgram: Sendable {
  let root: CommandSpecification
  let version: String

  /// Runs the command in `words`, the arguments without the program's name.
  ///
  /// - Returns: the exit status, after all output was written.
  func run(_ words: [String], console: Console = Console()) -> ExitCode {
    OperatingSystem.reportRefusedWrites()
    let status = perform(words, console)
    console.output.flush()
    return console.output.exitCode(after: status)
  }

  private func perform(_ words: [String], _ console: Console) -> ExitCode {
    let width = console.terminal.width
    var path = CommandPath(root)
    do throws(Diagnostic) {
      switch try Invocation(words, path: &path) {
      case .action(let action, let arguments):
        return carryOut(action, arguments, console)
      case .help(let path):
        console.output.write(HelpText(path: path, width: width).text)
      case .version:
        console.output.write("\(version)\n")
      case .completionScript(let shell):
        console.output.write(shell.completionScript(for: root))
      }
      return .success
    } catch {
      console.error.write(error.report + HelpText(path: path, width: width).reminder)
      return error.exitCode
    }
  }

  private func carryOut(
    _ action: CommandSpecification.Action, _ arguments: ParsedArguments, _ console: Console
  ) -> ExitCode {
    do throws(Diagnostic) {
      return try action(arguments, console)
    } catch {
      console.output.flush()
      console.error.write(error.report)
      return error.exitCode
    }
  }
}
