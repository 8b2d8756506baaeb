import Autodiff
import Text

/// What running one statement showed, as data: text, JSON and pages are renderings of it.
///
/// A position in a course is a `Position`, and a step of training an iteration; this is neither.
package struct Step: Sendable {
  /// The stretch of the source that the statement is written in.
  package let place: Place
  /// The statement as it is written.
  package var source = ""
  /// How many decimals its working shows.
  package var digits = 4
  package internal(set) var outcome: Outcome
  /// The statement's value, where it has one.
  package var value: Tensor?
  /// The checks that the statement made, those of the statements inside it included.
  package var checks: [Check] = []
  package var notes: [Note] = []
  /// The error that stopped the statement early; what was shown before it still stands.
  package var failure: Diagnostic?
}

extension Step {
  /// The step with checks that only show what differs, as in a what-if.
  package var withoutCounting: Step {
    var step = self
    for index in step.checks.indices { step.checks[index].counts = false }
    guard case .loop(var loop) = outcome else { return step }
    loop.shown = loop.shown.map { ($0.iteration, $0.steps.map { $0.withoutCounting }) }
    step.outcome = .loop(loop)
    return step
  }
}

/// What a statement did. It is held once, however often the step is copied.
package indirect enum Outcome: Sendable {
  case definition(Working, isParameter: Bool)
  /// f(v) = …: the call and the body, in symbols.
  case function(Formula, body: Formula)
  case value(Working)
  /// The values that were computed again, in order.
  case forward([Working])
  case backward(Backward)
  case update(Update)
  case descent(Descent)
  case loop(Loop)
  case plot(Plot)
  case slider(Slider)
  case why(ChainRule)
  case gradientCheck(GradientCheck)
  case check
  case question(Question)
  case digits(Int)
  case data(DataReport)
  case ingredient(IngredientReport)
  case training(Training)
  case test(TestReport)
}

/// What has to be said beside a value.
package enum Note: Sendable, Equatable {
  /// The value was computed from parameters that have changed since.
  case stale
  /// The gradient belongs to parameters that have changed since.
  case staleGradient
  /// The name was another quantity's, which is written with a prime from here on.
  case redefines(String)
  /// The name is a built-in one, which it hides from here on.
  case hidesBuiltIn(String)
  /// A window does not reach the last rows or columns of its image.
  case leftOut(LeftOut)
  /// The loss depends on these parameters, and no gradient reaches them.
  case notReached([String])
  /// The first value that is not finite, and what made it.
  case notFinite(String)
}

/// A check that was made: `expect` or `#=>`.
package struct Check: Sendable {
  package enum Result: Sendable {
    case holds
    /// The value differs from what is expected.
    case differs(value: Tensor)
    /// `fails` was expected, and there is a value.
    case didNotFail
    /// It failed with another message.
    case failedOtherwise(message: String)
    /// `#=>` without a value behind it: the value that `check --accept` writes there.
    case missing(value: Tensor)
    /// The gradient and the central difference disagree.
    case gradientsDisagree
  }

  package let place: Place
  /// In which round of a loop whose rounds are not all shown.
  package var round: Int?
  /// What is checked, in symbols.
  package let subject: Formula
  /// What is expected, as it is written.
  package let expected: String
  package let result: Result
  /// The literal behind `#=>` or `is`, for writing a computed value in its place.
  package let literal: Literal?
  package let isInline: Bool
  /// Whether the check decides over the run; in a what-if it only shows what differs.
  package var counts = true

  package var holds: Bool {
    if case .holds = result { return true }
    return false
  }
}

/// A slider over an earlier number.
package struct Slider: Sendable {
  package let name: String
  package let value: Double
  package let from: Double
  package let to: Double
}

package struct Loop: Sendable {
  package let count: Int
  /// The iterations that are shown, with their numbers from 1.
  package var shown: [(iteration: Int, steps: [Step])]
}
