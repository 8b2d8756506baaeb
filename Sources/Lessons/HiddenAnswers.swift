import Autodiff
import LessonLanguage
import Text

/// A transcript without the answers to its questions.
///
/// The statements of a lesson compute what its questions ask for. From the first one that shows an answer, those that show
/// computed numbers are left out up to the end of the section; questions and given numbers stay.
package struct HiddenAnswers {
  /// The answers to the questions of the section so far.
  private var answers: [Tensor] = []
  private var isCovered = false

  package init() {}

  /// Returns an entry as it may be shown; `nil` if it is left out. Entries are passed in order.
  package mutating func shown(_ entry: Transcript.Entry) -> Transcript.Entry? {
    switch entry {
    case .heading:
      self = HiddenAnswers()
      return entry
    case .prose, .error: return entry
    case .step(let step):
      let open = step.withoutAnswers
      if step.asks {
        answers += step.answers
        return .step(open)
      }
      isCovered = isCovered || answers.contains { step.shows($0) }
      return isCovered && step.isComputed ? nil : entry
    }
  }
}

extension Step {
  /// The values that its questions ask for.
  fileprivate var answers: [Tensor] {
    switch outcome {
    case .question(let question):
      if case .value(let value) = question.reply(value) { return [value] }
      return []
    case .loop(let loop): return loop.shown.flatMap { $0.steps.flatMap { $0.answers } }
    default: return []
    }
  }

  /// Whether it shows numbers that are computed, and not only given.
  fileprivate var isComputed: Bool {
    switch outcome {
    case .definition(let working, _): !working.symbols.isEmpty || !working.arithmetic.isEmpty
    case .function, .slider, .draw, .digits, .data, .ingredient: false
    default: true
    }
  }

  /// Whether a value is among the numbers that it shows. A whole number of one digit must be a result: it may stand in any
  /// formula.
  fileprivate func shows(_ answer: Tensor) -> Bool {
    guard isComputed else { return false }
    let results = ([value].compactMap { $0 } + workings.map { $0.value }).filter {
      $0.shape == answer.shape || answer.number != nil
    }
    guard let number = answer.number else { return results.contains { $0.isClose(to: answer) } }
    let expected = checks.compactMap { $0.literal }.flatMap { $0.numbers }
    if expected.contains(where: { Literal.agrees($0.value, decimals: $0.decimals, with: number) }) {
      return true
    }
    if number.rounded() == number, abs(number) < 10 {
      return results.contains { $0.elements.contains(number) }
    }
    var isFound = false
    forEachNumber { isFound = isFound || Tensor($0).isClose(to: answer) }
    return isFound
  }
}

extension Tensor {
  /// Whether both are the same value, computed in two ways.
  fileprivate func isClose(to other: Tensor) -> Bool {
    shape == other.shape
      && zip(elements, other.elements).allSatisfy { abs($0 - $1) <= 1e-9 * abs($1) }
  }
}
