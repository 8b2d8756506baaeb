/// The help of a command, laid out like that of Swift's own tools.
struct HelpText {
  let path: CommandPath
  let width: Int

  /// The column in which the explanations start.
  private static let explanationColumn = 26

  /// The whole help, ending with a line break.
  var text: String {
    let command = path.command
    let sections = [
      "OVERVIEW: \(command.abstract)".wrapped(width: width),
      command.discussion.wrapped(width: width),
      usage(after: "USAGE: "),
      section("ARGUMENTS", path.positionals.map(entry)),
      section("OPTIONS", path.optionsAndFlags.map(entry)),
      section("SUBCOMMANDS", command.subcommands.map { entry($0.name, $0.abstract) }),
      command.subcommands.isEmpty ? "" : "  See '\(helpCall)' for detailed help.",
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// The usage line with `prefix` before it; further lines are aligned after the prefix.
  func usage(after prefix: String) -> String {
    let command = path.command
    let options = command.parameters.filter { !$0.isPositional }
    let pieces =
      [path.name] + (options + path.positionals).map(\.usage)
      + (command.subcommands.isEmpty ? [] : ["<subcommand>"])
    return prefix + pieces.wrapped(width: width, indent: prefix.count)
  }

  /// The text after the message of an invalid call: the usage, and where to read more.
  var reminder: String {
    """
    \(usage(after: "Usage: "))
      See '\(path.name) --help' for more information.

    """
  }

  private var helpCall: String {
    ([path.root.name, "help"] + path.subcommandNames + ["<subcommand>"]).joined(separator: " ")
  }

  private func section(_ title: String, _ entries: [String]) -> String {
    entries.isEmpty ? "" : "\(title):\n\(entries.joined(separator: "\n"))"
  }

  private func entry(_ parameter: Parameter) -> String {
    entry(parameter.fullLabel, parameter.explanation)
  }

  /// A label and its explanation, which starts on the next line if the label is too long.
  private func entry(_ label: String, _ explanation: String) -> String {
    let column = Self.explanationColumn
    let start = "  \(label)"
    let gap =
      start.count < column
      ? String(repeating: " ", count: column - start.count)
      : "\n" + String(repeating: " ", count: column)
    return start + gap + explanation.wrapped(width: width, indent: column)
  }
}

extension Parameter {
  /// Its form in the usage line, with optional parts in brackets.
  fileprivate var usage: String {
    switch positionalCount {
    case nil, .optional: "[\(label)]"
    case .one: label
    case .many: "[\(label) ...]"
    }
  }
}

// MARK: - Lines

extension Sequence where Element: StringProtocol {
  /// The pieces joined with spaces into lines of at most `width` characters.
  ///
  /// The first line is taken to start at column `indent`, and the others are indented to it. A
  /// piece that is too long for any line gets a line of its own.
  func wrapped(width: Int, indent: Int) -> String {
    var text = ""
    var column = indent
    for piece in self {
      if column > indent, column + 1 + piece.count > width {
        text += "\n" + String(repeating: " ", count: indent)
        column = indent
      } else if column > indent {
        text += " "
        column += 1
      }
      text += piece
      column += piece.count
    }
    return text
  }
}

extension String {
  /// The text with every line broken between words to fit `width`, except lines that start with a
  /// space. All lines after the first are indented by `indent`.
  func wrapped(width: Int, indent: Int = 0) -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        line.hasPrefix(" ")
          ? String(line) : line.split(separator: " ").wrapped(width: width, indent: indent)
      }
      .joined(separator: "\n" + String(repeating: " ", count: indent))
  }
}
