/// Writes the completion script for fish: one `complete` line for each thing to offer, with a
/// condition on the words before the cursor.
struct FishCompletion {
  let root: CommandPath

  var script: String {
    let name = root.name
    return """
      # Completes \(name) in fish. Load it with:
      #   \(name) --generate-completion-script fish | source

      # Whether the words before the cursor, the first one left out, match a pattern.
      function __\(name)_after
          set -l words (commandline -opc)
          string match -qr -- "^\\S+ $argv[1]" "$words "
      end

      complete -c \(name) -f
      \(root.withDescendants.flatMap(lines).joined(separator: "\n"))

      """
  }

  private func lines(of path: CommandPath) -> [String] {
    let words = path.subcommandNames.map { "\($0) " }.joined()
    let subcommands = path.command.subcommands
    let start = start(after: subcommands.isEmpty ? words : words + "(-.* )?$")
    let options = path.optionsAndFlags.map { "\(start)\(names($0)) -d \(quoted($0.help))" }
    let positionals = path.positionals.compactMap { positional in
      positional.value.map { start + offer($0.completion) }
    }
    if subcommands.isEmpty { return options + positionals }

    let help = BuiltInOptions.help.parameter.help
    return subcommands.map { "\(start) -a \(quoted($0.name)) -d \(quoted($0.abstract))" }
      + ["\(start) -a 'help' -d \(quoted(help))"]
      + ["\(self.start(after: words + "help $")) -a \(list(subcommands.map(\.name)))"] + options
  }

  /// The start of a line that applies if the words before the cursor match `pattern`.
  private func start(after pattern: String) -> String {
    "complete -c \(root.name) -n \(quoted("__\(root.name)_after \(quoted(pattern))"))"
  }

  private func names(_ parameter: Parameter) -> String {
    let names = parameter.names.map { name in
      name.hasPrefix("--") ? " -l \(name.dropFirst(2))" : " -s \(name.dropFirst())"
    }
    return names.joined() + (parameter.value.map { " -r\(offer($0.completion))" } ?? "")
  }

  private func offer(_ completion: Completion) -> String {
    let words = completion.words.isEmpty ? "" : " -a \(list(completion.words))"
    return switch completion.paths {
    case .none: " -f\(words)"
    case .files: " -F\(words)"
    case .folders: " -f -a '(__fish_complete_directories)'\(words)"
    }
  }

  private func list(_ words: [String]) -> String {
    quoted(words.joined(separator: " "))
  }

  private func quoted(_ text: String) -> String {
    let escaped = text.reduce(into: "") { result, character in
      if "\\'".contains(character) { result += "\\" }
      result.append(character)
    }
    return "'\(escaped)'"
  }
}
