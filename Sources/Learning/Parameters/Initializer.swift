import Autodiff

/// How weights and biases start.
///
/// Shapes are PyTorch's: dense `[out, in]`, convolution `[out, in, height, width]`, whose fans count every weight of the window.
package enum Initializer: String, Sendable, CaseIterable {
  /// Even over ±√(6 / (in + out)), biases 0: for tanh, sigmoid, softmax and linear layers.
  ///
  /// X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
  case glorot
  /// Even over ±√(6 / in), biases 0: for the relu family.
  ///
  /// K. He et al., "Delving deep into rectifiers", 2015.
  case he
  /// Even over ±1/√in, weights and biases: what PyTorch's Linear and Conv2d start from.
  case pytorch
  /// 0: all units of a layer stay alike, which a lesson shows.
  case zeros

  /// How many inputs and outputs a weight tensor connects: in · window and out · window.
  package static func fans(_ shape: Shape) -> (in: Int, out: Int) {
    let window = shape.sizes.dropFirst(2).reduce(1, *)
    return (shape.sizes[1] * window, shape.sizes[0] * window)
  }

  /// The bound ±b of the weights.
  package func weightBound(_ shape: Shape) -> Double {
    let fans = Self.fans(shape)
    return switch self {
    case .glorot: (6 / Double(fans.in + fans.out)).squareRoot()
    case .he: (6 / Double(fans.in)).squareRoot()
    case .pytorch: 1 / Double(fans.in).squareRoot()
    case .zeros: 0
    }
  }

  /// The bound ±b of the biases of a layer with these weights.
  package func biasBound(weights shape: Shape) -> Double {
    self == .pytorch ? weightBound(shape) : 0
  }

  /// Weights of a shape of rank 2 or more.
  package func weights(_ shape: Shape, _ random: inout RandomSource) -> Tensor {
    Self.uniform(shape, bound: weightBound(shape), &random)
  }

  /// The biases of a layer with these weights, one for each output.
  package func biases(weights shape: Shape, _ random: inout RandomSource) -> Tensor {
    Self.uniform(Shape([shape.sizes[0]]), bound: biasBound(weights: shape), &random)
  }

  /// Where the bound is 0 nothing is drawn.
  private static func uniform(_ shape: Shape, bound: Double, _ random: inout RandomSource) -> Tensor
  {
    guard bound > 0 else { return Tensor(shape, repeating: 0) }
    var elements: [Double] = []
    elements.reserveCapacity(shape.count)
    for _ in 0..<shape.count { elements.append(random.uniform(in: -bound...bound)) }
    return Tensor(shape, elements)
  }
}
