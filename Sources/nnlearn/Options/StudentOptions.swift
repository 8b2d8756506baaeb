import LessonLanguage
import Lessons
import Rendering
import Text

/// The options that choose a student, whose numbers the exercises of a lesson have.
struct StudentOptions: ArgumentGroup {
  static let declared = StudentOptions()

  let student = Argument.option(
    "student", valueName: "name", .text(),
    help: "Give the exercises the numbers that this student has with the seed.")
  let seed = Argument.option(
    "seed", .integer(in: 0...Int.max), help: "The seed of the exercises' numbers. (default: 0)")

  static func seed(_ arguments: ParsedArguments) -> UInt64 {
    UInt64(arguments[\StudentOptions.seed] ?? 0)
  }

  /// Returns the student who is named, if one is.
  static func student(_ arguments: ParsedArguments) throws(Diagnostic) -> Student? {
    guard let name = arguments[\StudentOptions.student] else { return nil }
    do throws(Diagnostic) {
      return try Student(name: name, seed: seed(arguments))
    } catch {
      throw Diagnostic(.usage, "--student: \(error.message)")
    }
  }

  /// Gives the exercises of a lesson the numbers of the student, if one is named.
  static func draw(
    _ topic: inout Conversation.Topic, _ arguments: ParsedArguments
  ) throws(Diagnostic) {
    guard let student = try student(arguments) else {
      if arguments[\StudentOptions.seed] != nil {
        throw Diagnostic(.usage, "--seed draws the numbers of a student: add --student")
      }
      return
    }
    let chosen = topic
    let (lesson, worksheet) = try chosen.placed { () throws(Diagnostic) in
      var maker = try chosen.maker
      return try maker.lesson(for: student)
    }
    topic.lesson = lesson
    topic.answers = AnswerSheet(lesson: chosen.written, worksheet)
    topic.identity = topic.identity.map { "\($0) form \(student.form)" }
  }
}

extension Conversation.Topic {
  /// The lesson's name or path, by which `LessonCommand.topic` finds it.
  var written: String { path ?? name }

  /// The maker of the lesson's worksheets.
  var maker: WorksheetMaker {
    get throws(Diagnostic) { try WorksheetMaker(lesson, session: Session(loader: loader)) }
  }

  /// Runs `body`, whose errors are in the lesson's text.
  func placed<Value>(_ body: () throws(Diagnostic) -> Value) throws(Diagnostic) -> Value {
    do throws(Diagnostic) { return try body() } catch {
      throw Diagnostic(
        error.kind, error.place ?? Place(line: 1, column: 1), DiagnosticText(error, file).sentence)
    }
  }
}
