import Rendering
import Text

/// The options of every command that shows workings.
struct ShowOptions: ArgumentGroup {
  static let declared = ShowOptions()

  enum Format: String, CaseIterable, Sendable {
    case text, json
  }

  let digits = Argument.option(
    "digits", .integer(in: 0...15), help: "Decimals of the working, overriding the lesson's.")
  let all = Argument.flag("all", help: "Show long tables and loops whole.")
  let format = Argument.option(
    "format", .choice(of: Format.self), default: .text,
    help: "Text, or one JSON object per step.")
  let color = Argument.option(
    "color", .choice(of: ColorChoice.self), default: .auto, help: "When to use bold and dim type.")
  let width = Argument.option(
    "width", .integer(in: 40...240), help: "The number of columns, instead of the terminal's.")

  /// Returns the style of the output, and turns the console's bold and dim type on or off accordingly.
  ///
  /// - Parameter terminal: the current terminal, if it may have changed.
  static func style(
    _ arguments: ParsedArguments, _ console: Console, _ terminal: Terminal? = nil
  ) -> Style {
    let terminal = terminal ?? console.terminal
    let style = Style(
      width: arguments[\ShowOptions.width] ?? min(terminal.width, 100),
      unicode: terminal.showsUnicode,
      color: terminal.allowsColor(arguments[\ShowOptions.color]),
      digits: arguments[\ShowOptions.digits], showsAll: arguments[\ShowOptions.all],
      detail: arguments[\WorkingOptions.detail])
    console.showStyles(style.color)
    return style
  }
}
