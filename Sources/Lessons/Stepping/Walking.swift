import Autodiff
import LessonLanguage
import Text

/// A comparison of a reader's intermediate values with those of a working, in order of computation.
struct ComparisonWalk: Sendable {
  let workings: [Working]
  var position = 0
}

package enum WalkResponse: Sendable {
  /// The reader's number for an intermediate value is asked for.
  case asks(Formula, Shape, number: Int, count: Int)
  /// The first value that differs, with its working.
  case differs(Step)
  /// Every value agrees, so that the mistake is in the last line, which is shown if it reveals no answer.
  case agrees(Step?)
}

/// Finding the first intermediate value in which a reader differs.
extension Stepper {
  /// Remembers a number that no single mistake explains, and says so.
  mutating func offerWalk(after step: Step) -> [StepperResponse] {
    guard case .diagnosis(let diagnosis) = step.outcome else { return [] }
    unexplained = diagnosis.isUnexplained ? diagnosis : nil
    return diagnosis.isUnexplained ? [.unexplained] : []
  }

  mutating func beginWalk() throws(Diagnostic) -> [StepperResponse] {
    guard let unexplained else { throw .noWalk }
    let walk = ComparisonWalk(workings: unexplained.intermediates)
    self.walk = walk
    return [.walk(walk.asks)]
  }

  /// Compares the reader's number with the present intermediate value.
  mutating func compare(_ answer: Answer) throws(Diagnostic) -> [StepperResponse] {
    guard var walk else { return [] }
    let working = walk.workings[walk.position]
    let judgement = try environment().judge(answer, against: working.value)
    switch judgement {
    case .right:
      walk.position += 1
      if walk.position < walk.workings.count {
        self.walk = walk
        return [.judgement(.right), .walk(walk.asks)]
      }
      let last = unexplained?.working?.step(digits: environment().digits)
      (self.walk, unexplained) = (nil, nil)
      return [.judgement(.right), .walk(.agrees(last))]
    case .wrong:
      (self.walk, unexplained) = (nil, nil)
      let step = working.step(digits: environment().digits)
      return [.judgement(judgement), .walk(.differs(step))]
    case .needsMoreDigits, .otherShape, .notAChoice: return [.judgement(judgement)]
    }
  }
}

extension ComparisonWalk {
  fileprivate var asks: WalkResponse {
    let working = workings[position]
    return .asks(
      working.subject, working.value.shape, number: position + 1, count: workings.count)
  }
}
