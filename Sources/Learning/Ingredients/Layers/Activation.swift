import Autodiff
import Text

/// The function that a layer applies to each of its sums; the language has it as a function too.
package final class Activation: Ingredient {
  package static let kind = "activation"
  package static let request = "an activation"

  package let name: String
  package let summary: String
  /// Settings that the function takes; a layer's have their defaults.
  package let settings: [Setting]
  /// nil for the one that leaves its sums as they are.
  package let operation: (@Sendable (Choice<Activation>) -> Operation)?
  /// How weights in front of it start where nothing else is asked for.
  let initializer: Initializer
  /// Whether an output depends on the other sums of its row.
  let comparesOutputs: Bool
  /// Whether the largest output is that of the largest sum, and the decision for a class is read from the sums.
  let decidesBySums: Bool
  /// Above it a single output, or its sum, stands for the second class.
  let threshold: Double

  init(
    _ name: String, _ summary: String, settings: [Setting] = [], initializer: Initializer,
    comparesOutputs: Bool = false, decidesBySums: Bool = false, threshold: Double = 0.5,
    operation: (@Sendable (Choice<Activation>) -> Operation)?
  ) {
    (self.name, self.summary, self.settings) = (name, summary, settings)
    (self.initializer, self.comparesOutputs) = (initializer, comparesOutputs)
    (self.decidesBySums, self.threshold) = (decidesBySums, threshold)
    self.operation = operation
  }

  package static let all = [linear, relu, leakyRelu, tanh, sigmoid, softmax, softplus]

  package static let linear = Activation("linear", "x", initializer: .glorot, operation: nil)

  package static let relu = Activation(
    "relu", "max(0, x); derivative 0 at 0", initializer: .he
  ) { _ in .relu }

  package static let leakyRelu = Activation(
    "leaky_relu", "x where x > 0, else slope · x",
    settings: [Setting("slope", .finite, default: 0.01)], initializer: .he
  ) { .leakyRelu(slope: $0["slope"]) }

  package static let tanh = Activation(
    "tanh", "(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)", initializer: .glorot
  ) { _ in .tanh }

  /// It passes ½ where its sum passes 0.
  package static let sigmoid = Activation(
    "sigmoid", "1 / (1 + e⁻ˣ)", initializer: .glorot, decidesBySums: true, threshold: 0
  ) { _ in .sigmoid }

  package static let softmax = Activation(
    "softmax", "exp(xᵢ) / Σ exp(xⱼ) over the last axis", initializer: .glorot,
    comparesOutputs: true, decidesBySums: true
  ) { _ in .softmax }

  package static let softplus = Activation(
    "softplus", "ln(1 + eˣ)", initializer: .he
  ) { _ in .softplus }

  package func apply(_ graph: inout Graph, _ x: NodeID) throws(Diagnostic) -> NodeID {
    guard let operation else { return x }
    return try graph.apply(operation(Choice(self)), [x])
  }

  /// Whether it is a module of its own in PyTorch's Sequential, which numbers modules.
  var isModule: Bool { operation != nil }
}
