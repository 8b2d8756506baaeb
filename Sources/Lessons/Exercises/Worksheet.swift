import LessonLanguage
import Text

/// A student's exercises, with the numbers that were drawn for them.
package struct Worksheet: Sendable {
  package let student: Student
  package let exercises: [DrawnExercise]

  /// The questions of all exercises, numbered from 1.
  package var questions: [SheetQuestion] { exercises.flatMap { $0.questions } }

  /// Returns the sheet with more mistakes after those of each question.
  package func adding(
    _ mistakes: (SheetQuestion, DrawnExercise) -> [NamedMistake]
  ) -> Worksheet {
    Worksheet(
      student: student,
      exercises: exercises.map { exercise in
        var exercise = exercise
        exercise.contents = exercise.contents.map { content in
          guard case .question(var question) = content else { return content }
          question.mistakes += mistakes(question, exercise)
          return .question(question)
        }
        return exercise
      })
  }
}

/// An exercise with numbers in place of the written ones.
package struct DrawnExercise: Sendable {
  /// What a student sees, and what only the key shows, in order.
  package enum Content: Sendable {
    case prose(MarkdownBlock)
    /// A number, vector or matrix that is given.
    case given(name: String, value: String)
    /// A function that is given.
    case function(Step)
    case question(SheetQuestion)
    /// A computation of the lesson, for the key.
    case step(Step)
  }

  package let title: String
  package fileprivate(set) var contents: [Content]
  /// The session before the first statement, and the statements with the numbers that were drawn.
  let start: Session
  let statements: [(item: Int, statement: Statement)]

  /// The names that it defines.
  var names: Set<String> { Set(statements.compactMap { $0.statement.definedName }) }

  package var questions: [SheetQuestion] {
    contents.compactMap { content in
      if case .question(let question) = content { return question }
      return nil
    }
  }
}

/// A question of a worksheet, with its answer.
package struct SheetQuestion: Sendable {
  package let number: Int
  package let question: Question
  package let reply: SheetReply
  /// The wrong answers that are expected.
  package fileprivate(set) var mistakes: [NamedMistake]
  /// The question with the working of its answer.
  package let step: Step
  /// The index of its statement among the lesson's items.
  let item: Int

  /// The answer, if it is a number.
  package var value: Double? {
    if case .number(let value) = reply { return value }
    return nil
  }
}

/// An answer to a question of a worksheet.
package enum SheetReply: Sendable, Equatable {
  case number(Double)
  case choice(String)

  /// The reply as a key has it.
  package var text: String {
    switch self {
    case .number(let value): Precision.text(value)
    case .choice(let choice): choice
    }
  }
}

/// A wrong answer that is expected, and the sentence that says what was done.
package struct NamedMistake: Sendable, Equatable {
  package let sentence: String
  package let reply: SheetReply

  package init(sentence: String, reply: SheetReply) {
    self.sentence = sentence
    self.reply = reply
  }
}
