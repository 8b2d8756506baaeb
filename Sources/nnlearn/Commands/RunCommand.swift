import LessonLanguage
import Lessons
import Rendering
import Text

/// `nnlearn run`: a program, or a lesson by its path.
enum RunCommand {
  struct Options: ArgumentGroup {
    static let declared = Options()

    let path = Argument.required(
      "file", .text(completion: .files),
      help: "The program's path, or - for standard input. A name that ends in .md is a lesson.")
    let show = ShowOptions.declared
  }

  static let command = CommandSpecification(
    name: "run", abstract: "Run a program and show its working.",
    parameters: Options.declared.parameters, action: run)

  static func run(
    _ arguments: ParsedArguments, _ console: Console
  ) throws(Diagnostic) -> ExitCode {
    let show = try Show(arguments, console)
    let path = arguments[\Options.path]
    let input = try InputFile(path: path)
    let text = try SourceText(input)
    let lesson = path.hasSuffix(".md") ? Lesson(markdown: text) : Lesson(program: text)
    return show.run(
      lesson, file: SourceFile(name: input.name, text), loader: .beside(path))
  }
}
