import LessonLanguage
import Lessons
import Rendering
import Text

/// `nnlearn run`: runs a program, or a lesson by its path.
enum RunCommand {
  struct Options: ArgumentGroup {
    static let declared = Options()

    let path = Argument.required(
      "file", .text(completion: .files),
      help: "The program's path, or - for standard input. A name that ends in .md is a lesson.")
    let show = TranscriptOptions.declared
  }

  static let command = CommandSpecification(
    name: "run", abstract: "Run a program and show its working.",
    parameters: Options.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    let show = try Show(arguments, console)
    let path = arguments[\Options.path]
    let input = try InputFile(path: path)
    let text = try SourceText(input)
    let lesson = path.hasSuffix(".md") ? Lesson(markdown: text) : Lesson(program: text)
    return show.run(lesson, file: SourceFile(name: input.name, text), loader: .beside(path))
  }
}

/// `nnlearn repl`: statements typed one after another, each with its working.
enum ReplCommand {
  struct Options: ArgumentGroup {
    static let declared = Options()

    let working = WorkingOptions.declared
    let show = ShowOptions.declared
  }

  static let command = CommandSpecification(
    name: "repl", abstract: "Type statements and see their working.",
    discussion: """
      A statement in braces or brackets goes on until they are closed. 'back' takes a statement back, \
      'set' tries another number, 'help' lists the rest. Ctrl-D ends.
      """,
    parameters: Options.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    let nothing = SourceText("")
    let topic = Conversation.Topic(
      lesson: Lesson(program: nothing), file: SourceFile(name: "input", nothing), name: "nnlearn",
      kind: .conversation, loader: .beside(""))
    return Conversation(arguments, console, topic).run()
  }
}
