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
    let pace = Argument.option(
      "pace", .choice(of: Stepper.Pace.self),
      help: "With --step: what Enter shows, up to the next question. 'line' unless set.")
    let student = StudentOptions.declared
    let show = TranscriptOptions.declared
  }

  static let command = CommandSpecification(
    name: "lesson", abstract: "Show a lesson, or list them all.",
    parameters: Options.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    let folder = arguments[\Options.folder]
    guard let name = arguments[\Options.name] else {
      let library = try library(folder)
      if arguments[\Options.step] {
        throw Diagnostic(
          .usage,
          "--step takes a lesson: nnlearn lesson \(library.entries.first?.name ?? "…") --step")
      }
      guard try StudentOptions.student(arguments) == nil else {
        throw Diagnostic(.usage, "--student takes a lesson: nnlearn lesson one-neuron --student …")
      }
      list(library, console)
      return .success
    }
    var chosen = try topic(name, folder: folder)
    try StudentOptions.draw(&chosen, arguments)
    return try show(chosen, arguments, console)
  }

  /// Returns the lesson of a name, a number or a path.
  static func topic(_ name: String, folder: String?) throws(Diagnostic) -> Conversation.Topic {
    let library = try library(folder)
    if let entry = library[name] ?? library.entry(number: name) {
      var chosen = Conversation.Topic(
        lesson: Lesson(markdown: entry.text), file: SourceFile(name: entry.file, entry.text),
        name: entry.name, kind: .lesson, loader: .lesson(in: folder))
      chosen.label = library.number(of: entry.name).map { "lesson \($0)" } ?? ""
      chosen.identity = library.identity(of: entry)
      chosen.next = library.entry(after: entry).map { next in
        "nnlearn lesson \(next.name) --step" + (folder.map { " --lessons \($0)" } ?? "")
      }
      return chosen
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
    var chosen = Conversation.Topic(
      lesson: Lesson(markdown: text), file: SourceFile(name: file.name, text),
      name: String(title ?? "lesson"), kind: .lesson, loader: .beside(name))
    chosen.path = name
    chosen.identity = OperatingSystem.absolutePath(name)
    return chosen
  }

  private static func show(
    _ chosen: Conversation.Topic, _ arguments: ParsedArguments, _ console: Console
  ) throws(Diagnostic) -> ExitCode {
    guard arguments[\Options.step] else {
      if arguments[\Options.pace] != nil {
        throw Diagnostic(.usage, "--pace sets what Enter shows with --step: add --step")
      }
      return try Show(arguments, console).run(
        chosen.lesson, file: chosen.file, label: chosen.label, loader: chosen.loader)
    }
    guard arguments[\TranscriptOptions.format] != .html else {
      throw Diagnostic(
        .usage,
        "--format html shows the whole lesson at once, and --step a part at a time: leave one out")
    }
    guard !arguments[\TranscriptOptions.hidesAnswers] else {
      throw Diagnostic(
        .usage, "--step shows no answer before it is given: leave --hide-answers out")
    }
    return Conversation(arguments, console, chosen, pace: arguments[\Options.pace]).run()
  }

  static func library(_ folder: String?) throws(Diagnostic) -> LessonLibrary {
    if let folder { return try LessonLibrary(folder: folder) }
    return .builtIn
  }

  private static func list(_ library: LessonLibrary, _ console: Console) {
    let places = KeptPlaces.standard.places
    let marks = library.entries.map { entry in
      places[library.identity(of: entry)].map { $0.isDone ? Mark.done : .begun }
    }
    let isMarked = marks.contains { $0 != nil }
    let longest = library.entries.map(\.name.count).max() ?? 0
    for (position, entry) in library.entries.enumerated() {
      let mark = marks[position]?.text(console.terminal) ?? " "
      let number = String(repeating: " ", count: position < 9 ? 1 : 0) + "\(position + 1)"
      let name = entry.name + String(repeating: " ", count: longest - entry.name.count)
      console.output.write(
        "\(isMarked ? mark + " " : "")\(number)  \(name)  \(entry.description.escaped)\n")
    }
    guard let first = library.entries.first else { return }
    if isMarked {
      let legend = [Mark.done, .begun].map { "\($0.text(console.terminal)) \($0.rawValue)" }
      console.output.write("\n\(legend.joined(separator: "   "))\n")
    }
    console.output.write(
      """

      Run one:              nnlearn lesson \(first.name)
      One step at a time:   nnlearn lesson \(first.name) --step

      """)
  }

  /// The mark of a lesson in the list.
  private enum Mark: String {
    case begun, done

    func text(_ terminal: Terminal) -> String {
      switch self {
      case .begun: terminal.showsUnicode ? "…" : "."
      case .done: terminal.showsUnicode ? "✓" : "*"
      }
    }
  }
}
