import LessonLanguage
import Lessons
import Rendering
import Text

/// `nnlearn repl`: statements typed one after another, each with its working.
enum ReplCommand {
  static let command = CommandSpecification(
    name: "repl", abstract: "Type statements and see their working.",
    discussion: """
      A statement in braces or brackets goes on until they are closed. 'back' takes a statement back, \
      'set' tries another number, 'help' lists the rest. Ctrl-D ends.
      """,
    parameters: ShowOptions.declared.parameters, action: run)

  static func run(
    _ arguments: ParsedArguments, _ console: Console
  ) throws(Diagnostic) -> ExitCode {
    let nothing = SourceText("")
    let conversation = Conversation(
      arguments, console, lesson: Lesson(program: nothing),
      file: SourceFile(name: "input", nothing), name: "nnlearn", kind: .conversation,
      loader: .beside(""))
    return conversation.run()
  }
}
