import Autodiff
import Text

/// The reason why a reader's number differs from a quantity, as far as a single mistake explains it.
package struct Diagnosis: Sendable {
  package enum Verdict: Sendable, Equatable {
    case right
    /// Right, with intermediate values rounded on the way.
    case rightIfRounded
    /// Right to two digits, which is too few.
    case needsMoreDigits
    case otherShape(given: Shape, wanted: Shape)
    case wrong
  }

  package let quantity: Formula
  /// The number as the reader typed it.
  package let text: String
  package let given: Tensor
  package let verdict: Verdict
  /// The mistakes that give the number, the most plausible first. Several give the same one: one of them was made.
  package var found: [Mistake]
  /// Whether the number has too few digits to tell mistakes apart.
  package let isShort: Bool
  /// The working of the quantity; `nil` if it would reveal the answer to a question.
  package internal(set) var working: Working?
  /// The intermediate values in order of computation, for comparing them one by one.
  package internal(set) var intermediates: [Working]
  /// The units of work that the search took.
  let work: Double

  /// Whether it gives a reader who is wrong a reason.
  package var isSpecific: Bool { verdict == .wrong && (1...3).contains(found.count) }

  /// Every working that is shown.
  var workings: [Working] {
    (working.map { [$0] } ?? []) + intermediates
      + found.flatMap { ($0.right.map { [$0] } ?? []) + ($0.mistaken.map { [$0] } ?? []) }
  }

  /// Whether the intermediate values are all that helps: the number is wrong, and no single mistake gives it.
  package var isUnexplained: Bool {
    verdict == .wrong && found.isEmpty && !isShort && !intermediates.isEmpty
  }

  /// The diagnosis as a step without a statement.
  package func step(digits: Int) -> Step {
    var step = Step(place: Place(line: 1, column: 1, length: 1), outcome: .diagnosis(self))
    step.digits = digits
    return step
  }

  /// The diagnosis without what would reveal the answer to a question.
  package var withoutAnswer: Diagnosis {
    var diagnosis = self
    diagnosis.working = nil
    for index in found.indices { diagnosis.found[index].right = nil }
    return diagnosis
  }
}

extension Working {
  /// The working as a step without a statement.
  package func step(digits: Int) -> Step {
    var step = Step(
      place: Place(line: 1, column: 1, length: 1), outcome: .definition(self, isParameter: false))
    step.digits = digits
    return step
  }
}
