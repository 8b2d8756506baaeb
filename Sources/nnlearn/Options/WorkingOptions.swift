import LessonLanguage

/// The option of every command that shows workings.
struct WorkingOptions: ArgumentGroup {
  static let declared = WorkingOptions()

  let detail = Argument.option(
    "detail", valueName: "level", .choice(of: Detail.self), default: .normal,
    help: "How much of the working to show; normal folds only long ones.")
}
