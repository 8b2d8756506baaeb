import Autodiff
import Kernels

/// The class that a network decides for: the largest of its outputs, or of one output whether it passes a threshold.
struct Decision<S: Scalar>: Sendable {
  let width: Int
  /// Above it a single output means class 1.
  let threshold: S

  func callAsFunction(_ outputs: UnsafePointer<S>) -> Int {
    width == 1 ? (outputs[0] > threshold ? 1 : 0) : largest(outputs)
  }

  /// The class that a target encodes.
  func target(_ target: UnsafePointer<S>) -> Int {
    width == 1 ? (target[0] > 0.5 ? 1 : 0) : largest(target)
  }

  /// The position of the first largest number, without a branch that would be guessed wrong.
  @inline(__always) private func largest(_ numbers: UnsafePointer<S>) -> Int {
    var (best, largest) = (0, numbers[0])
    for i in 1..<width {
      let number = numbers[i]
      let isLarger = number > largest
      best = isLarger ? i : best
      largest = isLarger ? number : largest
    }
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
