import Learning
import LessonLanguage
import Lessons
import Rendering
import Text

/// `nnlearn collect`: marks the answers that students have saved in the stepper or on the page.
enum CollectCommand {
  struct Options: ArgumentGroup {
    static let declared = Options()

    let folder = Argument.required(
      "folder", .text(completion: .folders),
      help: "A folder with the .jsonl files that students saved, one or more for each.")
    let lessons = LessonCommand.Options.declared.folder
    let report = MarksOptions.declared
  }

  static let command = CommandSpecification(
    name: "collect", abstract: "Mark the answers that students saved in the stepper.",
    discussion: """
      A student steps through 'nnlearn lesson NAME --step --student NAME --seed 7' and types \
      'save answers.jsonl'. Of several attempts at a question the first is marked.
      """,
    parameters: Options.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    let folder = arguments[\Options.folder]
    let names = try OperatingSystem.files(inFolder: folder).filter { $0.hasSuffix(".jsonl") }
    guard !names.isEmpty else {
      throw Diagnostic(.missing, "There is no .jsonl file in \(folder.quoted)")
    }
    var collection = Collection(lessons: arguments[\Options.lessons])
    let paths = names.map { "\(folder)/\($0)" }
    for path in paths { try collection.add(InputFile(path: path)) }
    return try MarksOptions.report(collection.marks, reading: paths, arguments, console)
  }
}

/// The answers in a set of files, all of one lesson and one seed.
private struct Collection {
  private let lessons: String?
  /// The first line, which determines lesson and seed, and the maker of the worksheets.
  private var first: (answers: SavedAnswers, topic: Conversation.Topic, maker: WorksheetMaker)?
  private var students: [String] = []
  private var worksheets: [String: Worksheet] = [:]
  private var answers: [String: [Int: String]] = [:]

  init(lessons: String?) { self.lessons = lessons }

  var marks: ClassMarks {
    var marks = ClassMarks()
    for student in students {
      if let worksheet = worksheets[student] { marks.add(worksheet, answers[student] ?? [:]) }
    }
    return marks
  }

  /// Adds the answers of a file; errors name the line.
  mutating func add(_ file: InputFile) throws(Diagnostic) {
    let text = try SourceText(file)
    for (index, line) in text.lines.enumerated() where !line.isEmpty {
      do throws(Diagnostic) {
        try add(SavedAnswers(line: Array(line.utf8)))
      } catch {
        if error.place != nil { throw error }
        throw Diagnostic(error.kind, "\(file.name): line \(index + 1): \(error.message)")
      }
    }
  }

  private mutating func add(_ saved: SavedAnswers) throws(Diagnostic) {
    if first == nil {
      let topic = try LessonCommand.topic(saved.lesson, folder: lessons)
      let maker = try topic.placed { () throws(Diagnostic) in try topic.maker }
      first = (saved, topic, maker)
    }
    guard let (answers, topic, _) = first, var maker = first?.maker else { return }
    guard saved.lesson == answers.lesson else {
      throw Diagnostic(
        "these are answers to \(saved.lesson.excerpt), and those before to \(answers.lesson.excerpt)"
      )
    }
    guard saved.student.seed == answers.student.seed else {
      throw Diagnostic(
        "the seed is \(saved.student.seed), and that of the answers before \(answers.student.seed)")
    }
    let name = saved.student.name
    if worksheets[name] == nil {
      worksheets[name] = try topic.placed { () throws(Diagnostic) in
        try maker.worksheet(for: saved.student)
      }
      students.append(name)
      first?.maker = maker
    }
    guard let worksheet = worksheets[name],
      worksheet.questions.contains(where: { $0.number == saved.question })
    else { throw Diagnostic("the sheets have no question \(saved.question)") }
    guard self.answers[name]?[saved.question] == nil else {
      throw Diagnostic("\(name.excerpt) has answered question \(saved.question) before")
    }
    self.answers[name, default: [:]][saved.question] = saved.attempts[0]
  }
}
