import Autodiff
import Kernels

/// The class that a network decides for: the largest of its outputs, or of one output whether it passes a threshold.
struct Decision<S: Scalar>: Sendable {
  let width: Int
  /// Above it a single output means class 1.
  let threshold: S

  func callAsFunction(_ outputs: UnsafePointer<S>) -> Int {
    if width == 1 { return outputs[0] > threshold ? 1 : 0 }
    var best = 0
    for i in 1..<width where outputs[i] > outputs[best] { best = i }
    return best
  }

  /// The class that a target encodes.
  func target(_ target: UnsafePointer<S>) -> Int {
    if width == 1 { return target[0] > 0.5 ? 1 : 0 }
    var best = 0
    for i in 1..<width where target[i] > target[best] { best = i }
    return best
  }

  /// How many of some outputs decide for the class of their target.
  func correct(_ count: Int, outputs: UnsafePointer<S>, targets: UnsafePointer<S>) -> Int {
    var correct = 0
    for row in 0..<count where self(outputs + row * width) == target(targets + row * width) {
      correct += 1
    }
    return correct
  }
}
