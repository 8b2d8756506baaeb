import Autodiff
import Kernels

/// The class that a network decides for: the largest of its outputs, or of one output whether it passes a threshold.
struct Decision<S: Scalar>: Sendable {
  let width: Int
  /// Above it a single output means class 1.
  let threshold: S

  /// How many of some outputs, row after row, decide for the class that their target encodes.
  func correct(_ count: Int, outputs: UnsafePointer<S>, targets: UnsafePointer<S>) -> Int {
    if width > 1 { return S.agreeing(rows: count, count: width, outputs, targets) }
    var correct = 0
    for row in 0..<count where (outputs[row] > threshold) == (targets[row] > 0.5) { correct += 1 }
    return correct
  }
}
