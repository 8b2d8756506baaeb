import Autodiff
import Text

/// The result of running one statement, as data: text, JSON and pages are renderings of it.
///
/// It is neither a place in a course, which is a `Position`, nor a step of training, which is an iteration.
package struct Step: Sendable {
  /// The place of the statement in the source.
  package let place: Place
  package var source = ""
  /// The number of decimals in its working.
  package var digits = 4
  /// The level of detail that the lesson sets for it, if it does.
  package var detail: Detail?
  package internal(set) var outcome: Outcome
  package var value: Tensor?
  /// The checks of the statement, including those of the statements inside it.
  package var checks: [Check] = []
  package var notes: [Note] = []
  /// The error that stopped the statement early, after it had shown something.
  package var failure: Diagnostic?
}

extension Step {
  /// The step with checks that only show differences and do not count, as in a what-if.
  package var withoutCounting: Step {
    var step = self
    for index in step.checks.indices { step.checks[index].counts = false }
    guard case .loop(var loop) = outcome else { return step }
    loop.shown = loop.shown.map { ($0.iteration, $0.steps.map { $0.withoutCounting }) }
    step.outcome = .loop(loop)
    return step
  }
}

extension Step {
  /// The step without the intermediate values of a diagnosis, which a reader is asked for one by one.
  package var withoutIntermediates: Step {
    guard case .diagnosis(var diagnosis) = outcome else { return self }
    var step = self
    diagnosis.intermediates = []
    step.outcome = .diagnosis(diagnosis)
    return step
  }
}

/// What a statement did. It is `indirect` so that copies of a step share it.
package indirect enum Outcome: Sendable {
  case definition(Working, isParameter: Bool)
  /// f(v) = …: the call and the body, in symbols.
  case function(Formula, body: Formula)
  case value(Working)
  /// The recomputed values, in order.
  case forward([Working])
  case backward(Backward)
  case update(Update)
  case descent(Descent)
  case loop(Loop)
  case plot(Plot)
  case contour(ContourPicture)
  case regions(RegionPicture)
  case scatter(ScatterPicture)
  case drawing(Drawing)
  case slider(Slider)
  /// The numbers that may replace the written one, and that one.
  case draw(DrawRange, Double)
  case why(ChainRule)
  case diagnosis(Diagnosis)
  case gradientCheck(GradientCheck)
  case check
  case question(Question)
  case digits(Int)
  case data(DataReport)
  case ingredient(IngredientReport)
  case training(Training)
  case test(TestReport)
  case explanation(ExplainedIteration)
}

/// A remark on a value.
package enum Note: Sendable, Equatable {
  /// The value was computed from parameters that have since changed.
  case stale
  /// The gradient belongs to parameters that have since changed.
  case staleGradient
  /// The name belonged to another quantity, which is written with a prime from now on.
  case redefines(String)
  /// The name hides a built-in one from now on.
  case hidesBuiltIn(String)
  /// A window does not reach the last rows or columns of its image.
  case leftOut(LeftOut)
  /// The loss depends on these parameters, but no gradient reaches them.
  case notReached([String])
  /// The first value that is not finite, and the operation that produced it.
  case notFinite(String)
}

/// The result of a check: `expect` or `#=>`.
package struct Check: Sendable {
  package enum Result: Sendable {
    case holds
    /// The value differs from the expected one.
    case differs(value: Tensor)
    /// An error was expected, but there is a value.
    case didNotFail
    /// It failed with another message.
    case failedOtherwise(message: String)
    /// There is no value after `#=>`; this is the one that `check --accept` writes there.
    case missing(value: Tensor)
    /// A question's mistake is right.
    case mistakeIsRight
    /// The gradient and the central difference disagree.
    case gradientsDisagree
  }

  package let place: Place
  /// The round of a loop, if not all of its rounds are shown.
  package var round: Int?
  /// The checked expression, in symbols.
  package let subject: Formula
  /// The expected value, as written.
  package let expected: String
  package let result: Result
  /// The literal after `#=>` or `is`, for replacing it with a computed value.
  package let literal: Literal?
  package let isInline: Bool
  /// Whether a failure of the check fails the run; in a what-if it only shows the difference.
  package var counts = true

  package var holds: Bool {
    if case .holds = result { return true }
    return false
  }
}

/// A slider for an earlier number.
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
