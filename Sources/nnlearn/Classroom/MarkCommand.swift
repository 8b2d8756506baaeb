import Learning
import Lessons
import Rendering
import Text

/// `nnlearn mark`: marks answers by the key of their worksheets.
enum MarkCommand {
  struct Options: ArgumentGroup {
    static let declared = Options()

    let answers = Argument.required(
      "answers", .text(completion: .files),
      help: "A table with the columns student, question and answer, or - for standard input.")
    let key = KeyOptions.declared
    let report = MarksOptions.declared
  }

  static let command = CommandSpecification(
    name: "mark", abstract: "Mark answers, and name the mistakes in wrong ones.",
    discussion: """
      An answer that is right for the student's own answer to an earlier question is marked as carried \
      forward, and counts.
      """,
    parameters: Options.declared.parameters, action: run)

  static func run(_ arguments: ParsedArguments, _ console: Console) throws(Diagnostic) -> ExitCode {
    let key = try KeyOptions.key(arguments)
    let input = try InputFile(path: arguments[\Options.answers])
    let answers = try Diagnostic.about(input.name, read(input.bytes, key))
    var marks = ClassMarks()
    for student in key.students {
      guard let worksheet = key.worksheets[student], let given = answers[student] else {
        marks.absent.append(student)
        continue
      }
      marks.add(worksheet, given)
    }
    return try MarksOptions.report(
      marks, reading: [arguments[\Options.answers], arguments[\KeyOptions.key]], arguments, console)
  }

  /// Returns the answers of each student, by question. Unknown students and questions are errors, and second answers, too.
  private static func read(
    _ bytes: [UInt8], _ key: AnswerKey
  ) throws(Diagnostic) -> [String: [Int: String]] {
    let table = try TextTable(bytes, needing: ["student", "question", "answer"])
    var answers: [String: [Int: String]] = [:]
    for row in table.rows {
      let name = SheetCell.read(table[row, "student"]).singleSpaced
      guard let worksheet = key.worksheets[name] else {
        throw table.error(row, "student", key.unknown(name))
      }
      let field = table[row, "question"]
      guard let number = Int(field), worksheet.questions.contains(where: { $0.number == number })
      else {
        throw table.error(
          row, "question",
          "there is no question \(field.excerpt); the questions are 1 to \(worksheet.questions.count)"
        )
      }
      guard answers[name]?[number] == nil else {
        throw table.error(row, "question", "\(name.excerpt) has answered question \(number) above")
      }
      answers[name, default: [:]][number] = SheetCell.read(table[row, "answer"])
    }
    return answers
  }
}

extension AnswerKey {
  /// The problem of a student who is not in the key.
  func unknown(_ name: String) -> String {
    let nearest = NearestName.suggestion(for: name, among: students)
    return "\(name.excerpt) is not in the key"
      + (nearest.map { "; did you mean \($0.quoted)?" } ?? "")
  }
}

/// The key of the commands that mark.
struct KeyOptions: ArgumentGroup {
  static let declared = KeyOptions()

  let key = Argument.option(
    "key", valueName: "file", .text(completion: .files), default: "sheets/key.csv",
    help: "The key.csv of 'nnlearn worksheet'.")
  let folder = LessonCommand.Options.declared.folder

  static func key(_ arguments: ParsedArguments) throws(Diagnostic) -> AnswerKey {
    try AnswerKey(arguments[\KeyOptions.key], lessons: arguments[\KeyOptions.folder])
  }
}

/// How the commands that mark report the marks.
struct MarksOptions: ArgumentGroup {
  static let declared = MarksOptions()

  let output = Argument.option(
    "output", valueName: "file", .text(completion: .files),
    help: "Write a row for each answer as .csv, too.")
  let format = ShowOptions.declared.format
  let color = ShowOptions.declared.color
  let width = ShowOptions.declared.width

  /// - Parameter inputs: the files that were read, which are never overwritten.
  static func report(
    _ marks: ClassMarks, reading inputs: [String], _ arguments: ParsedArguments, _ console: Console
  ) throws(Diagnostic) -> ExitCode {
    if let path = arguments[\MarksOptions.output] {
      guard path.hasSuffix(".csv") else {
        throw Diagnostic(.usage, "--output \(path.quoted): the name must end in .csv")
      }
      try OutputFile.check(path, against: inputs)
      try OutputFile.replace(path, with: MarksFiles.csv(marks))
    }
    let style = ShowOptions.style(arguments, console)
    let lines =
      arguments[\MarksOptions.format] == .json
      ? MarksFiles.jsonLines(marks) : MarksText(marks, style).lines
    for line in lines { console.output.write(line + "\n") }
    console.output.flush()
    return .success
  }
}
