import Rendering
import Text

/// The options of every command that shows workings.
enum ShowOptions {
  enum Format: String, CaseIterable, Sendable {
    case text, json
  }

  static let digits = Argument.option(
    "digits", .integer(in: 0...15), help: "Decimals of the working, over what the lesson says.")
  static let all = Argument.flag("all", help: "Show long tables and loops whole.")
  static let format = Argument.option(
    "format", .choice(of: Format.self), default: .text,
    help: "Text to read, or one JSON object a step.")
  static let color = Argument.option(
    "color", .choice(of: ColorChoice.self), default: .auto, help: "When to use bold and dim type.")
  static let width = Argument.option(
    "width", .integer(in: 40...240), help: "Columns to fill, in place of the terminal's own.")

  static let parameters = [
    digits.parameter, all.parameter, format.parameter, color.parameter, width.parameter,
  ]

  /// How the output is to look; the console lets bold and dim type through accordingly.
  ///
  /// - Parameter terminal: the terminal as it is now, where it may have changed.
  static func style(
    _ arguments: ParsedArguments, _ console: Console, _ terminal: Terminal? = nil
  ) -> Style {
    let terminal = terminal ?? console.terminal
    let style = Style(
      width: arguments[width] ?? min(terminal.width, 100), unicode: terminal.showsUnicode,
      color: terminal.allowsColor(arguments[color]), digits: arguments[digits],
      showsAll: arguments[all])
    console.showStyles(style.color)
    return style
  }
}
