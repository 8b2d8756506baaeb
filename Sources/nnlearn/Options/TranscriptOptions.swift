/// The options of commands that show a whole lesson or program.
struct TranscriptOptions: ArgumentGroup {
  static let declared = TranscriptOptions()

  enum Format: String, CaseIterable, Sendable {
    case text, json, html
  }

  let detail = WorkingOptions.declared.detail
  let digits = ShowOptions.declared.digits
  let all = ShowOptions.declared.all
  let format = Argument.option(
    "format", .choice(of: Format.self), default: .text,
    help: "Text, one JSON object per step, or a page for a browser or printer.")
  let hidesAnswers = Argument.flag(
    "hide-answers",
    help:
      "Show the questions without answers, hints and mistakes, and leave out what computes the answers."
  )
  let color = ShowOptions.declared.color
  let width = ShowOptions.declared.width
}
