import Autodiff
import LessonLanguage

/// What the stepper has to show, as data.
public enum StepperResponse: Sendable {
  /// The next part of the lesson.
  case reveal(Reveal)
  /// The part that the reader went back or jumped to.
  case arrival(Reveal)
  /// The present step in another course than before, which may show the same.
  case again(before: Reveal, after: Reveal)
  /// The values that are others than before.
  case changes([ValueChange])
  /// What the reader typed, and what it showed; the place among the statements, where it becomes one of them.
  case typed(Step, number: Int?)
  /// A fork begins, or is changed further.
  case fork(ForkChange)
  case dropped
  case list([ListedStop])
  case comparison([ComparedStep])
  case settable([SettableValue])
  case judgement(Judgement)
  /// A question waits: where, and the next step, for going past it.
  case waiting(at: Position, next: Int?)
  case hint(String)
  /// All hints have been given.
  case noMoreHints
  case help
  case atStart
  case atEnd
  case save(path: String)
  case quit
  case problem(StepperProblem)
  /// What was typed cannot be run; the text that the place belongs to, where it is not all that was typed.
  case error(Diagnostic, in: String?)
}

/// What makes a fork another course than the lesson.
public enum ForkChange: Sendable {
  /// Another value, and the step of the definition that it changes where that is still to come.
  case alteration(Alteration, step: Int?)
  case statement(String)

  /// The change as it could be typed.
  public var text: String {
    switch self {
    case .alteration(let alteration, _): alteration.text
    case .statement(let source): source
    }
  }
}

/// A line of the list of steps.
public struct ListedStop: Sendable {
  public let number: Int
  /// The sections that begin here.
  public let headings: [String]
  /// The paragraph, or the statement as it is written.
  public let text: String
  public let isStatement: Bool
  public let isPresent: Bool
}

/// One step of the lesson beside the same step of the fork.
public struct ComparedStep: Sendable {
  public let number: Int
  public let lesson: Stage?
  public let fork: Stage?
}

/// A value that a what-if may change.
public struct SettableValue: Sendable {
  public let name: String
  public let value: Tensor
  public let isParameter: Bool
  /// What `explore` offers for it.
  public let slider: Slider?
  /// The step that defines it, where that is still to come.
  public let step: Int?
}
