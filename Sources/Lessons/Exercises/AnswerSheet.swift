import LessonLanguage
import Text

/// The answers that a student gives in a lesson with numbers of their own, to be saved and collected.
///
/// A file has a line of JSON for each question that was answered, with every attempt in order:
///
///     {"schema":1,"kind":"answers","lesson":"xor","seed":7,"student":"Ada","question":3,"answers":["0.39","0.41"]}
package struct AnswerSheet: Sendable {
  private let lesson: String
  private let worksheet: Worksheet
  private var attempts: [Int: [String]] = [:]

  package init(lesson: String, _ worksheet: Worksheet) {
    self.lesson = lesson
    self.worksheet = worksheet
  }

  /// Records an answer to the question whose statement is at a place; any other question is not on the sheet.
  package mutating func record(_ text: String, at place: Place) {
    guard let question = worksheet.questions.first(where: { $0.step.place == place }) else {
      return
    }
    attempts[question.number, default: []].append(text)
  }

  /// The file's text.
  package var text: String {
    attempts.keys.sorted().map { number in
      JSON.object([
        ("schema", .whole(1)), ("kind", .string("answers")), ("lesson", .string(lesson)),
        ("seed", .integer(Int64(worksheet.student.seed))),
        ("student", .string(worksheet.student.name)), ("question", .whole(number)),
        ("answers", .strings(attempts[number] ?? [])),
      ]).text + "\n"
    }.joined()
  }
}

/// A line of a saved answer sheet.
package struct SavedAnswers: Sendable {
  package let lesson: String
  package let student: Student
  package let question: Int
  /// The attempts, the first of which counts.
  package let attempts: [String]

  /// Reads a line; throws if it is not one of an answer sheet.
  package init(line: [UInt8]) throws(Diagnostic) {
    let value = try JSONReader.value(of: line, in: 0..<line.count)
    guard value["schema"]?.whole == 1, value["kind"]?.string == "answers" else {
      throw Diagnostic("this is not a line of saved answers")
    }
    func member<Value>(_ name: String, _ read: (JSON) -> Value?) throws(Diagnostic) -> Value {
      guard let found = value[name].flatMap(read) else {
        throw Diagnostic("the member '\(name)' is missing or of another type")
      }
      return found
    }
    lesson = try member("lesson") { $0.string }
    let seed = try member("seed") { $0.whole.flatMap { UInt64(exactly: $0) } }
    student = try Student(name: try member("student") { $0.string }, seed: seed)
    question = try member("question") { $0.whole }
    let items = try member("answers") { $0.items }
    attempts = items.compactMap { $0.string }
    guard attempts.count == items.count, !attempts.isEmpty else {
      throw Diagnostic("the member 'answers' is missing or of another type")
    }
  }
}

extension StepperResponse {
  /// Whether it is the result of an answer.
  package var isJudgement: Bool {
    if case .judgement = self { return true }
    return false
  }
}

extension Stepper {
  /// The place of the question that is waiting in the lesson; a fork may have other numbers.
  package var askedPlace: Place? {
    guard isAsking, fork == nil else { return nil }
    return course.statement(at: position.stop)?.place
  }
}
