import Autodiff
import Text

/// The function that a layer applies to its sums; it is also a function of the language.
package final class Activation: Ingredient {
  package static let kind = "activation"
  package static let request = "an activation"

  package let name: String
  package let summary: String
  /// The function's settings; in a layer, they have their defaults.
  package let settings: [Setting]
  /// How it is written as a module of PyTorch, and as an operator in ONNX's text syntax, with `{slope}` for a setting.
  package let pytorch: String
  package let onnx: String
  /// `nil` for the linear activation.
  package let operation: (@Sendable (Choice<Activation>) -> Operation)?
  /// The default initializer of the weights before it.
  let initializer: Initializer
  /// Whether an output depends on the other sums of its row.
  package let comparesOutputs: Bool
  /// Whether the largest output belongs to the largest sum, so that the predicted class can be read from the sums.
  let decidesBySums: Bool
  /// The value above which a single output, or its sum, means the second class.
  let threshold: Double

  init(
    _ name: String, _ summary: String, settings: [Setting] = [], pytorch: String, onnx: String,
    initializer: Initializer, comparesOutputs: Bool = false, decidesBySums: Bool = false,
    threshold: Double = 0.5,
    operation: (@Sendable (Choice<Activation>) -> Operation)?
  ) {
    (self.name, self.summary, self.settings) = (name, summary, settings)
    (self.pytorch, self.onnx) = (pytorch, onnx)
    (self.initializer, self.comparesOutputs) = (initializer, comparesOutputs)
    (self.decidesBySums, self.threshold) = (decidesBySums, threshold)
    self.operation = operation
  }

  package static let all = [linear, relu, leakyRelu, tanh, sigmoid, softmax, softplus]

  package static let linear = Activation(
    "linear", "x", pytorch: "nn.Identity()", onnx: "Identity", initializer: .glorot,
    operation: nil)

  package static let relu = Activation(
    "relu", "max(0, x); derivative 0 at 0", pytorch: "nn.ReLU()", onnx: "Relu", initializer: .he
  ) { _ in .relu }

  package static let leakyRelu = Activation(
    "leaky_relu", "x where x > 0, else slope · x",
    settings: [Setting("slope", .finite, default: 0.01)], pytorch: "nn.LeakyReLU({slope})",
    onnx: "LeakyRelu <alpha = {slope}>", initializer: .he
  ) { .leakyRelu(slope: $0["slope"]) }

  package static let tanh = Activation(
    "tanh", "(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)", pytorch: "nn.Tanh()", onnx: "Tanh", initializer: .glorot
  ) { _ in .tanh }

  /// Its output is ½ where its sum is 0.
  package static let sigmoid = Activation(
    "sigmoid", "1 / (1 + e⁻ˣ)", pytorch: "nn.Sigmoid()", onnx: "Sigmoid",
    initializer: .glorot, decidesBySums: true, threshold: 0
  ) { _ in .sigmoid }

  package static let softmax = Activation(
    "softmax", "exp(xᵢ) / Σ exp(xⱼ) over the last axis", pytorch: "nn.Softmax(dim=-1)",
    onnx: "Softmax <axis = -1>", initializer: .glorot,
    comparesOutputs: true, decidesBySums: true
  ) { _ in .softmax }

  package static let softplus = Activation(
    "softplus", "ln(1 + eˣ)", pytorch: "nn.Softplus()", onnx: "Softplus", initializer: .he
  ) { _ in .softplus }

  package func apply(_ graph: inout Graph, _ x: NodeID) throws(Diagnostic) -> NodeID {
    guard let operation else { return x }
    return try graph.apply(operation(Choice(self)), [x])
  }

  /// Whether it is a separate, numbered module in PyTorch's Sequential.
  package var isModule: Bool { operation != nil }
}
