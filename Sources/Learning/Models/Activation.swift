import Autodiff
import Text

/// The function that a layer applies to each of its sums.
package enum Activation: String, Sendable, CaseIterable {
  /// x: none.
  case linear
  case relu
  case leakyRelu = "leaky_relu"
  case tanh
  case sigmoid
  case softmax
  case softplus

  private var operation: Operation? {
    switch self {
    case .linear: nil
    case .relu: .relu
    case .leakyRelu: .leakyRelu(slope: 0.01)
    case .tanh: .tanh
    case .sigmoid: .sigmoid
    case .softmax: .softmax
    case .softplus: .softplus
    }
  }

  func apply(_ graph: inout Graph, _ x: NodeID) throws(Diagnostic) -> NodeID {
    if let operation { return try graph.apply(operation, [x]) }
    return x
  }

  /// Whether it is a module of its own in PyTorch's Sequential, which numbers modules.
  var isModule: Bool { self != .linear }

  /// How weights in front of it start where nothing else is asked for.
  var initializer: Initializer {
    switch self {
    case .relu, .leakyRelu, .softplus: .he
    case .linear, .tanh, .sigmoid, .softmax: .glorot
    }
  }
}
