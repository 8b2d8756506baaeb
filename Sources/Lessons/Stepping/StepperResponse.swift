import Autodiff
import LessonLanguage
import Text

/// What the stepper has to show, as data.
package indirect enum StepperResponse: Sendable {
  /// The next part of the lesson.
  case reveal(Reveal)
  /// The part that the reader went back or jumped to.
  case arrival(Reveal)
  /// The present step in another course than before, which may show the same.
  case again(before: Reveal, after: Reveal)
  /// The values that are others than before.
  case changes([ValueChange])
  /// What the reader typed, and what it showed; its number among the statements, where it becomes one of them.
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
  case problem(Diagnostic)
  /// What was typed cannot be run; the text that the place belongs to, where it is not all that was typed.
  case error(Diagnostic, in: String?)
}

/// What makes a fork another course than the lesson.
package enum ForkChange: Sendable {
  /// Another value, and the step of the definition that it changes where that is still to come.
  case alteration(Alteration, step: Int?)
  case statement(String)

  /// The change as it could be typed.
  package var text: String {
    switch self {
    case .alteration(let alteration, _): alteration.text
    case .statement(let source): source
    }
  }
}

/// A line of the list of steps.
package struct ListedStop: Sendable {
  package let number: Int
  /// The sections that begin here.
  package let headings: [String]
  /// The paragraph, or the statement as it is written.
  package let text: String
  package let isStatement: Bool
  package let isPresent: Bool
}

/// One step of the lesson beside the same step of the fork.
package struct ComparedStep: Sendable {
  package let number: Int
  package let lesson: Stage?
  package let fork: Stage?
}

/// A value that a what-if may change.
package struct SettableValue: Sendable {
  package let name: String
  package let value: Tensor
  package let isParameter: Bool
  /// What `explore` offers for it.
  package let slider: Slider?
  /// The step that defines it, where that is still to come.
  package let step: Int?
}
