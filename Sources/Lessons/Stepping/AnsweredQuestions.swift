import LessonLanguage

/// The questions that a reader has answered or given up, each at its moment of the course.
struct AnsweredQuestions: Sendable {
  enum Ending: Sendable {
    case right
    /// The reader asked for the answer.
    case shown
  }

  private var endings: [Moment: Ending] = [:]
  /// The number of wrong answers to each question.
  private var wrong: [Moment: Int] = [:]

  func contains(_ moment: Moment) -> Bool { endings[moment] != nil }

  /// The moments of the answered questions in a stop.
  func moments(in stop: Int) -> Set<Moment> { Set(endings.keys.filter { $0.stop == stop }) }

  mutating func countWrong(_ moment: Moment) { wrong[moment, default: 0] += 1 }

  mutating func end(_ moment: Moment, _ ending: Ending) { endings[moment] = ending }

  /// The results of the questions in a stop, in order.
  fileprivate func results(of stop: Int) -> [QuestionResult] {
    let moments = endings.keys.filter { $0.stop == stop }.sorted { $0.stage < $1.stage }
    return moments.map { moment in
      let attempts = wrong[moment] ?? 0
      let isRight = endings[moment] == .right
      return QuestionResult(
        stop: stop, ending: isRight ? .right(attempts: attempts + 1) : .shown)
    }
  }
}

/// The way in which a question of the lesson ended.
package struct QuestionResult: Sendable, Equatable {
  package enum Ending: Sendable, Equatable {
    case right(attempts: Int)
    case shown
    case skipped
  }

  /// The step of the question.
  package let stop: Int
  package let ending: Ending
}

extension Stepper {
  /// The results of all questions if the reader has arrived at the end of the lesson; a fork has none.
  var results: [StepperResponse] {
    guard kind == .lesson, fork == nil, isAtEnd else { return [] }
    let results = (1...stopCount).flatMap { stop -> [QuestionResult] in
      guard course.statement(at: stop)?.asks ?? false else { return [] }
      let given = answered.results(of: stop)
      return given.isEmpty ? [QuestionResult(stop: stop, ending: .skipped)] : given
    }
    return results.isEmpty ? [] : [.results(results)]
  }
}
