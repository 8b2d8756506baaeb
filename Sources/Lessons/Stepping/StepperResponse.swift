import Autodiff
import LessonLanguage
import Text

package indirect enum StepperResponse: Sendable {
  /// The next part of the lesson.
  case reveal(Reveal)
  /// The part that the reader went back or jumped to.
  case arrival(Reveal)
  /// The current step after switching to another course, which may show the same.
  case again(before: Reveal, after: Reveal)
  /// The values that have changed.
  case changes([ValueChange])
  /// The reader's statement with its result, and its number if it becomes a statement of the program.
  case typed(Step, number: Int?)
  /// A fork begins or is changed.
  case fork(ForkChange)
  case dropped
  case list([ListedStop])
  case comparison([ComparedStep])
  case settable([SettableValue])
  case judgement(Judgement)
  /// Why an answer is wrong, as a step without a statement.
  case diagnosis(Step)
  /// No single mistake explains a number; its intermediate values can be compared.
  case unexplained
  case walk(WalkResponse)
  /// A question is waiting: its position, and the next step, for skipping it.
  case waiting(at: Position, next: Int?)
  /// What is said about a wrong answer that the lesson expects.
  case mistake(String)
  case hint(String)
  /// All hints have been given.
  case noMoreHints
  /// The questions of the lesson, at its end.
  case results([QuestionResult])
  /// A level of detail is chosen, at which the current step is shown again.
  case detail(Detail, shown: Reveal?)
  case help
  case pace(Stepper.Pace)
  case atStart
  case atEnd
  case save(path: String)
  case quit
  case problem(Diagnostic)
  /// The input cannot be run, with the text that the place refers to, if it is not the whole input.
  case error(Diagnostic, in: String?)
}

/// The difference between a fork and the lesson.
package enum ForkChange: Sendable {
  /// Another value, and the step of the definition that it changes if that comes later.
  case alteration(Alteration, step: Int?)
  case statement(String)

  /// The change as the reader could type it.
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
  /// The paragraph, or the source of the statement.
  package let text: String
  package let isStatement: Bool
  package let isPresent: Bool
}

/// A step of the lesson and the same step of the fork.
package struct ComparedStep: Sendable {
  package let number: Int
  package let lesson: Stage?
  package let fork: Stage?
}

/// A value that a what-if can change.
package struct SettableValue: Sendable {
  package let name: String
  package let value: Tensor
  package let isParameter: Bool
  /// Its slider from `explore`.
  package let slider: Slider?
  /// The step that defines it, if that comes later.
  package let step: Int?
}
