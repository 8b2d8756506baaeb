/// The options of commands that show a lesson or a program from its beginning to its end.
struct TranscriptOptions: ArgumentGroup {
  static let declared = TranscriptOptions()

  enum Format: String, CaseIterable, Sendable {
    case text, json, html
  }

  let digits = ShowOptions.declared.digits
  let all = ShowOptions.declared.all
  let format = Argument.option(
    "format", .choice(of: Format.self), default: .text,
    help: "Text to read, one JSON object a step, or a page for a browser or printer.")
  let color = ShowOptions.declared.color
  let width = ShowOptions.declared.width
}
