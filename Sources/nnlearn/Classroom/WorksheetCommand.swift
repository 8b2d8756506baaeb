import LessonLanguage
import Lessons
import Rendering
import Text

/// `nnlearn worksheet`: exercises with numbers of their own for each student, and the key.
enum WorksheetCommand {
  struct Options: ArgumentGroup {
    static let declared = Options()

    let lesson = Argument.required(
      "lesson", .text(completion: LessonCommand.Options.declared.name.parameter.completion),
      help: "A lesson's name, or the path of a Markdown file, with numbers to draw.")
    let folder = LessonCommand.Options.declared.folder
    let list = Argument.option(
      "class", valueName: "file", .text(completion: .files),
      help: "A table with a column 'name': a sheet for each student.")
    let count = Argument.option(
      "count", valueName: "sheets", .integer(in: 1...10_000),
      help: "This many sheets with numbers instead of names.")
    let student = StudentOptions.declared
    let output = Argument.option(
      "out", valueName: "folder", .text(completion: .folders), default: "sheets",
      help: "The folder for the files; it must be new, empty, or of an earlier run.")
    let format = ShowOptions.declared.format
  }

  static let command = CommandSpecification(
    name: "worksheet", abstract: "Make exercises with other numbers for each student.",
    discussion: """
      The lesson's 'draw' statements say which numbers differ. The folder gets sheets.html and key.html \
      to print, key.csv for 'nnlearn mark', moodle.xml and questions.json. The same name and seed \
      always have the same numbers.
      """,
    parameters: Options.declared.parameters, action: run)

  static let files = ["sheets.html", "key.html", "key.csv", "moodle.xml", "questions.json"]

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    let topic = try LessonCommand.topic(
      arguments[\Options.lesson], folder: arguments[\Options.folder])
    let students = try students(arguments)
    let folder = try OutputFolder(arguments[\Options.output], names: files)
    try check(folder, of: topic.written)
    let (worksheets, rejected) = try topic.placed { () throws(Diagnostic) in
      var maker = try topic.maker
      var worksheets: [Worksheet] = []
      for student in students { worksheets.append(try maker.worksheet(for: student)) }
      return (worksheets, maker.rejected)
    }
    let stylesheet = ["lesson.css", "sheets.css"].map { embeddedPage[$0] ?? "" }.joined()
    let html = WorksheetHTML(title: topic.lesson.title, stylesheet: stylesheet)
    let keys = worksheets.map { $0.forKey }
    try folder.write([
      html.sheets(worksheets), html.key(keys), KeyCSV.text(lesson: topic.written, keys),
      MoodleXML(lesson: topic.name, keys).text,
      QuestionsJSON.text(lesson: topic.written, seed: StudentOptions.seed(arguments), keys),
    ])
    let report = WorksheetReport(
      lesson: topic.name, folder: folder.path, files: files, replaced: folder.existing,
      worksheets: worksheets, rejected: rejected)
    switch arguments[\ShowOptions.format] {
    case .text: for line in report.lines { console.output.write(line + "\n") }
    case .json: console.output.write(report.json.text + "\n")
    }
    console.output.flush()
    return .success
  }

  /// Fails if the files of a folder are not those of an earlier run for a lesson: they would be replaced.
  private static func check(_ folder: OutputFolder, of lesson: String) throws(Diagnostic) {
    guard folder.existing > 0 else { return }
    let other = try? AnswerKey.lesson("\(folder.path)/key.csv")
    guard other != lesson else { return }
    let files = other.map { "the sheets of \($0.excerpt)" } ?? "files of another origin"
    throw Diagnostic(
      .unwritable,
      "The folder \(folder.path.quoted) has \(files); name a new or empty folder with --out"
    )
  }

  private static func students(_ arguments: ParsedArguments) throws(Diagnostic) -> [Student] {
    let seed = StudentOptions.seed(arguments)
    switch (
      arguments[\Options.list], arguments[\Options.count], try StudentOptions.student(arguments)
    ) {
    case (let list?, nil, nil): return try ClassList.students(list, seed: seed)
    case (nil, let count?, nil): return (1...count).map { Student(sheet: $0, seed: seed) }
    case (nil, nil, let student?): return [student]
    default:
      throw Diagnostic(
        .usage, "A worksheet takes one of --class FILE, --count SHEETS and --student NAME")
    }
  }
}

extension Parameter {
  /// The completions of its value.
  fileprivate var completion: Completion { value?.completion ?? Completion() }
}
