/// Writes the completion script for bash 3.2 and later.
///
/// One function scans the words before the cursor to find the command, the option that still needs
/// its value and the number of positional arguments, and then looks up the completions in a table.
/// bash splits `--name=value` at `=`, unless told not to: both cases are handled.
struct BashCompletion {
  let root: CommandPath

  var script: String {
    let name = root.name
    let commands = root.withDescendants
    return """
      # Completes \(name) in bash. Load it with:
      #   source <(\(name) --generate-completion-script bash)

      _\(name)() {
        local command=\(name.shellQuoted) option='' position=0 ended='' word index
        local current=${COMP_WORDS[COMP_CWORD]} attached='' words=() paths=''
        COMPREPLY=()

        for ((index = 1; index < COMP_CWORD; index++)); do
          word=${COMP_WORDS[index]}
          if [[ -n $ended ]]; then
            ((++position))
          elif [[ -n $option ]]; then
            [[ $word == '=' ]] || option=''
          else
            case "$command $word" in
              \(pattern(commands.flatMap(subcommands))) command+=" $word" ;;
              \(pattern(commands.flatMap(valuedOptions))) option=$word ;;
              *' --') ended=1 ;;
              *' -'?*) ;;
              *) ((++position)) ;;
            esac
          fi
        done

        if [[ -n $option && $current == '=' ]]; then
          current=''
        elif [[ -z $ended$option && $current == --*=* ]]; then
          option=${current%%=*}
          attached="$option="
          current=${current#*=}
        fi

        if [[ -z $ended$option && $current == -* ]]; then
          case $command in
            \(commands.map(optionNames).joined(separator: "\n      "))
          esac
        else
          case "$command ${option:-$position}" in
            \(commands.flatMap(values).joined(separator: "\n      "))
          esac
        fi

        for word in "${words[@]}"; do
          [[ $word == "$current"* ]] && COMPREPLY+=("$attached$word")
        done
        if [[ -n $paths ]]; then
          compopt -o filenames 2>/dev/null
          while IFS= read -r word; do
            COMPREPLY+=("$attached$word")
          done < <(compgen "$paths" -- "$current")
        fi
      }

      complete -F _\(name) \(name)

      """
  }

  /// Every subcommand as the scan encounters it: the command and the next word.
  private func subcommands(of path: CommandPath) -> [String] {
    let names = path.command.subcommands.map(\.name)
    return names.isEmpty ? [] : (names + ["help"]).map { "\(path.name) \($0)" }
  }

  /// Every option that takes a value, as the scan encounters it: the command and the next word.
  private func valuedOptions(of path: CommandPath) -> [String] {
    path.optionsAndFlags.filter { $0.value != nil }.flatMap(\.names).map { "\(path.name) \($0)" }
  }

  /// The case that offers the options of a command.
  private func optionNames(of path: CommandPath) -> String {
    "\(pattern([path.name])) words=\(array(path.parameters.flatMap(\.names))) ;;"
  }

  /// The cases that offer subcommands, values of options and positional arguments.
  private func values(of path: CommandPath) -> [String] {
    let names = path.command.subcommands.map(\.name)
    let subcommands =
      names.isEmpty
      ? []
      : [
        "\(pattern(["\(path.name) 0"])) words=\(array(names + ["help"])) ;;",
        "\(pattern(["\(path.name) help 0"])) words=\(array(names)) ;;",
      ]
    let options = path.optionsAndFlags.compactMap { option in
      offer(option).map { "\(pattern(option.names.map { "\(path.name) \($0)" })) \($0) ;;" }
    }
    let positionals = path.positionals.enumerated().compactMap { index, positional in
      let place =
        positional.positionalCount == .many
        ? "\("\(path.name) ".shellQuoted)[0-9]*)" : pattern(["\(path.name) \(index)"])
      return offer(positional).map { "\(place) \($0) ;;" }
    }
    return subcommands + options + positionals
  }

  /// The assignments that offer the values of `parameter`.
  private func offer(_ parameter: Parameter) -> String? {
    guard let completion = parameter.value?.completion, completion != Completion() else {
      return nil
    }
    let paths =
      switch completion.paths {
      case .none: ""
      case .files: " paths=-f"
      case .folders: " paths=-d"
      }
    return "words=\(array(completion.words))\(paths)"
  }

  /// The pattern of a case: `'a'|'b')`
  private func pattern(_ texts: [String]) -> String {
    texts.map(\.shellQuoted).joined(separator: "|") + ")"
  }

  private func array(_ words: [String]) -> String {
    "(\(words.map(\.shellQuoted).joined(separator: " ")))"
  }
}
