import Learning
import LessonLanguage
import Lessons
import Rendering
import Text

/// `nnlearn lesson`: lists the lessons, or shows one.
enum LessonCommand {
  struct Options: ArgumentGroup {
    static let declared = Options()

    let name = Argument.optional(
      "lesson",
      .text(
        completion: Completion(words: LessonLibrary.builtIn.entries.map(\.name), paths: .files)),
      help: "A lesson's name, or the path of a Markdown file. Without it, the list.")
    let step = Argument.flag(
      "step", help: "Unfold the lesson a part at a time: forward, back, what if.")
    let folder = Argument.option(
      "lessons", valueName: "folder", .text(completion: .folders),
      help: "Take the lessons from a folder instead of the built-in ones.")
    let show = TranscriptOptions.declared
  }

  static let command = CommandSpecification(
    name: "lesson", abstract: "Show a lesson, or list them all.",
    parameters: Options.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    let library = try library(arguments[\Options.folder])
    guard let name = arguments[\Options.name] else {
      if arguments[\Options.step] {
        throw Diagnostic(
          .usage,
          "--step takes a lesson: nnlearn lesson \(library.entries.first?.name ?? "…") --step")
      }
      list(library, console)
      return .success
    }
    if let entry = library[name] ?? library.entry(number: name) {
      let number = library.number(of: entry.name).map { "lesson \($0)" } ?? ""
      return try show(
        entry.text, file: SourceFile(name: entry.file, entry.text), name: entry.name,
        label: number, loader: .lesson(in: arguments[\Options.folder]), arguments, console)
    }
    guard name.contains("/") || name.hasSuffix(".md") else {
      let names = library.entries.map(\.name)
      let nearest = NearestName.suggestion(for: name, among: names)
      throw Diagnostic(
        .missing,
        "There is no lesson \(name.quoted)"
          + (nearest.map { ". Did you mean '\($0)'?" } ?? ""))
    }
    let file = try InputFile(path: name)
    let text = try SourceText(file)
    let title = name.split(separator: "/").last.map { $0.hasSuffix(".md") ? $0.dropLast(3) : $0 }
    return try show(
      text, file: SourceFile(name: file.name, text), name: String(title ?? "lesson"), label: "",
      loader: .beside(name), arguments, console)
  }

  private static func show(
    _ text: SourceText, file: SourceFile, name: String, label: String, loader: DataLoader,
    _ arguments: ParsedArguments, _ console: Console
  ) throws(Diagnostic) -> ExitCode {
    let lesson = Lesson(markdown: text)
    guard arguments[\Options.step] else {
      return try Show(arguments, console).run(lesson, file: file, label: label, loader: loader)
    }
    guard arguments[\TranscriptOptions.format] != .html else {
      throw Diagnostic(
        .usage,
        "--format html shows the whole lesson at once, and --step a part at a time: leave one out")
    }
    let conversation = Conversation(
      arguments, console, lesson: lesson, file: file, name: name, label: label, kind: .lesson,
      loader: loader)
    return conversation.run()
  }

  static func library(_ folder: String?) throws(Diagnostic) -> LessonLibrary {
    if let folder { return try LessonLibrary(folder: folder) }
    return .builtIn
  }

  private static func list(_ library: LessonLibrary, _ console: Console) {
    let longest = library.entries.map(\.name.count).max() ?? 0
    for (position, entry) in library.entries.enumerated() {
      let number = String(repeating: " ", count: position < 9 ? 1 : 0) + "\(position + 1)"
      let name = entry.name + String(repeating: " ", count: longest - entry.name.count)
      console.output.write("\(number)  \(name)  \(entry.description.escaped)\n")
    }
    guard let first = library.entries.first else { return }
    console.output.write(
      """

      Run one:              nnlearn lesson \(first.name)
      One step at a time:   nnlearn lesson \(first.name) --step

      """)
  }
}
