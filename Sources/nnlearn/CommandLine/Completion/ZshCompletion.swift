/// Writes the completion script for zsh: one function a command, each a call of `_arguments`.
struct ZshCompletion {
  let root: CommandPath

  private static let continuation = " \\\n    "

  var script: String {
    let function = functionName(root)
    return """
      #compdef \(root.name)
      # Completes \(root.name) in zsh. Store it as \(function) in a folder of $fpath, or run:
      #   source <(\(root.name) --generate-completion-script zsh)

      \(root.withDescendants.map(function(for:)).joined(separator: "\n\n"))

      if [[ $funcstack[1] == \(function) ]]; then
        \(function) "$@"
      else
        compdef \(function) \(root.name)
      fi

      """
  }

  private func functionName(_ path: CommandPath) -> String {
    "_" + ([path.root.name] + path.subcommandNames).joined(separator: "_")
  }

  private func function(for path: CommandPath) -> String {
    let arguments = path.optionsAndFlags.flatMap(options) + path.positionals.map(positional)
    if path.command.subcommands.isEmpty {
      return """
        \(functionName(path))() {
          _arguments -S\(continued(arguments))
        }
        """
    }
    let cases = path.children.map { "\($0.command.name)) \(functionName($0)) ;;" }
    return """
      \(functionName(path))() {
        local curcontext=$curcontext state line
        local -A opt_args
        local -a subcommands=(\(continued(path.command.subcommands.map(described)))
        )
        _arguments -C -S\(continued(arguments + ["': :->subcommand'", "'*:: :->arguments'"]))
        case $state in
          subcommand) _describe subcommand subcommands -- '(help:Show\\ help\\ information.)' ;;
          arguments)
            case $words[1] in
              help) ((CURRENT == 2)) && _describe subcommand subcommands ;;
              \(cases.joined(separator: "\n        "))
            esac ;;
        esac
      }
      """
  }

  private func continued(_ words: [String]) -> String {
    words.map { Self.continuation + $0 }.joined()
  }

  /// An entry of `_describe`: `'lesson:Show a lesson.'`
  private func described(_ command: CommandSpecification) -> String {
    "\(command.name):\(command.abstract)".shellQuoted
  }

  /// The specification of every spelling of an option, each of which excludes the others unless the option may be repeated.
  private func options(_ parameter: Parameter) -> [String] {
    let exclusion =
      parameter.repeats ? "*" : "(\(parameter.names.joined(separator: " ")))"
    return parameter.names.map { name in
      let separator = parameter.value != nil && name.hasPrefix("--") ? "=" : ""
      return "\(exclusion)\(name)\(separator)[\(escaped(parameter.help))]\(value(of: parameter))"
        .shellQuoted
    }
  }

  private func positional(_ parameter: Parameter) -> String {
    let start =
      switch parameter.positionalCount {
      case .many: "*"
      case .optional: ":"
      case .one, nil: ""
      }
    return (start + value(of: parameter)).shellQuoted
  }

  /// The message and the action that complete a value: `:format:{compadd -- 'text' 'json'}`
  private func value(of parameter: Parameter) -> String {
    guard let value = parameter.value else { return "" }
    let words = value.completion.words.map(\.shellQuoted).joined(separator: " ")
    let paths =
      switch value.completion.paths {
      case .none: ""
      case .files: "_files"
      case .folders: "_files -/"
      }
    let commands = [words.isEmpty ? "" : "compadd -- \(words)", paths].filter { !$0.isEmpty }
    let action = commands.isEmpty ? " " : "{\(commands.joined(separator: "; "))}"
    return ":\(value.name):\(escaped(action))"
  }

  /// The text escaped for `_arguments`.
  private func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      if "\\[]:".contains(character) { result += "\\" }
      result.append(character)
    }
  }
}
