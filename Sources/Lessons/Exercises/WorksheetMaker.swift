import Learning
import LessonLanguage
import Text

/// Makes worksheets of a lesson: draws the numbers of its exercises for one student after another.
///
/// The numbers of a student depend on the lesson, the seed and the name alone. A draw is rejected if a wrong number could not
/// be told from a right one, or from another wrong one.
package struct WorksheetMaker: Sendable {
  package let lesson: Lesson
  package let exercises: [Exercise]
  /// The draws that were not used, of all sheets.
  package private(set) var rejected = Rejections()
  /// The session before the first exercise.
  private let start: Session

  /// The number of draws after which an exercise is given up.
  static let mostDraws = 2_000

  /// Runs the lesson up to its first exercise.
  package init(_ lesson: Lesson, session: Session) throws(Diagnostic) {
    self.lesson = lesson
    exercises = try Exercise.all(of: lesson)
    guard let first = exercises.first else {
      throw Diagnostic("the lesson has no exercises: no number in it is drawn")
    }
    var session = session
    for index in 0..<first.items.lowerBound {
      if let statement = lesson.statement(at: index) { _ = try session.running(statement) }
    }
    start = session
  }

  /// Draws the exercises of a student.
  package mutating func worksheet(for student: Student) throws(Diagnostic) -> Worksheet {
    try drawn(for: student).worksheet
  }

  /// Returns the lesson with a student's numbers. The exercises lose their draws and their checks, which are of the numbers as
  /// written.
  package mutating func lesson(
    for student: Student
  ) throws(Diagnostic) -> (lesson: Lesson, worksheet: Worksheet) {
    let (worksheet, numbers) = try drawn(for: student)
    func isInExercise(_ index: Int) -> Bool {
      exercises.contains { $0.items.contains(index) }
    }
    let drawn = lesson.redrawn(numbers).unchecking(isInExercise).dropping { index in
      isInExercise(index) && lesson.statement(at: index)?.isOfWrittenNumbers ?? false
    }
    return (drawn, worksheet)
  }

  private mutating func drawn(
    for student: Student
  ) throws(Diagnostic) -> (worksheet: Worksheet, numbers: [Int: String]) {
    var drawn: [DrawnExercise] = []
    var numbers: [Int: String] = [:]
    var session = start
    var end = exercises[0].items.lowerBound
    var questions = 0
    for (position, exercise) in exercises.enumerated() {
      for index in end..<exercise.items.lowerBound {
        if let statement = lesson.statement(at: index) { _ = try session.running(statement) }
      }
      end = exercise.items.upperBound
      var source = student.draws(ofExercise: position)
      var rejections = Rejections()
      var accepted: (exercise: DrawnExercise, session: Session)?
      while accepted == nil {
        for draw in exercise.draws {
          numbers[draw.definition] = draw.range.spelling(source.below(draw.range.count))
        }
        let run = try ExerciseRun(
          exercise, of: lesson.redrawn(numbers), from: session, firstQuestion: questions + 1)
        if let rejection = run.rejection {
          rejections.add(rejection)
          guard rejections.total < Self.mostDraws else { throw exercise.inseparable(rejections) }
        } else {
          accepted = (run.exercise, run.session)
        }
      }
      rejected.add(rejections)
      guard let accepted else { continue }
      session = accepted.session
      questions += accepted.exercise.questions.count
      drawn.append(accepted.exercise)
    }
    return (Worksheet(student: student, exercises: drawn), numbers)
  }
}

/// An exercise that has run with certain numbers.
private struct ExerciseRun {
  let exercise: DrawnExercise
  let session: Session
  /// The first reason against the numbers.
  let rejection: Rejection?

  init(
    _ exercise: Exercise, of lesson: Lesson, from start: Session, firstQuestion: Int
  ) throws(Diagnostic) {
    var session = start
    var contents: [DrawnExercise.Content] = []
    var statements: [(item: Int, statement: Statement)] = []
    var rejection: Rejection?
    var number = firstQuestion
    for index in exercise.items {
      if case .prose(let block) = lesson.items[index].item { contents.append(.prose(block)) }
      guard let statement = lesson.statement(at: index)?.unchecked,
        !statement.isOfWrittenNumbers
      else { continue }
      let step = try session.running(statement)
      statements.append((index, statement))
      switch step.outcome {
      case .question(let asked):
        let question = try SheetQuestion(number: number, item: index, asked, step)
        number += 1
        rejection = rejection ?? Rejection.of(question)
        contents.append(.question(question))
      case .function: contents.append(.function(step))
      default:
        if statement.asks {
          throw Diagnostic(statement.place, "a worksheet does not ask questions in a loop")
        }
        if let (name, value) = statement.writtenValue {
          contents.append(.given(name: name, value: value.text))
        } else if !statements.contains(where: { statement.repeats($0.statement) }) {
          contents.append(.step(step))
        }
      }
    }
    self.exercise = DrawnExercise(
      title: exercise.title, contents: contents, start: start, statements: statements)
    self.session = session
    self.rejection = rejection
  }
}

extension Exercise {
  /// The error for an exercise of which no draw can be used.
  fileprivate func inseparable(_ rejections: Rejections) -> Diagnostic {
    let reason = rejections.first.map { $0.sentence } ?? ""
    return Diagnostic(
      draws[0].place,
      "none of \(rejections.total) draws can be used; most often, in \(reason)")
  }
}

extension Statement {
  /// Whether it is about the numbers as written: a check, or a draw.
  fileprivate var isOfWrittenNumbers: Bool {
    switch kind {
    case .expect, .draw: true
    default: false
    }
  }
}

extension Session {
  /// Runs a statement; one that stops early is an error.
  mutating func running(_ statement: Statement) throws(Diagnostic) -> Step {
    let step = try run(statement)
    if let failure = step.failure { throw failure }
    return step
  }
}
