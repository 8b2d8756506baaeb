import Autodiff

/// A rule for the initial weights and biases.
///
/// Shapes are PyTorch's: dense `[out, in]`, convolution `[out, in, height, width]`, whose fans include every weight of the
/// window.
package final class Initializer: Ingredient {
  package typealias Bound = @Sendable (_ fanIn: Double, _ fanOut: Double) -> Double

  package static let kind = "initializer"
  package static let request = "an initializer"

  package let name: String
  package let summary: String
  private let drawsBiases: Bool
  private let bound: Bound

  /// - Parameters:
  ///   - drawsBiases: whether biases are drawn like weights instead of starting at 0.
  ///   - bound: the ±b between which weights are drawn.
  init(_ name: String, _ summary: String, drawsBiases: Bool = false, bound: @escaping Bound) {
    (self.name, self.summary, self.drawsBiases, self.bound) = (name, summary, drawsBiases, bound)
  }

  package static let all = [glorot, he, pytorch, zeros]

  /// X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
  package static let glorot = Initializer(
    "glorot",
    "uniform in ±√(6 / (in + out)), biases 0: for tanh, sigmoid, softmax and linear layers"
  ) { (6 / ($0 + $1)).squareRoot() }

  /// K. He et al., "Delving deep into rectifiers", 2015.
  package static let he = Initializer("he", "uniform in ±√(6 / in), biases 0: for the relu family")
  {
    fanIn, _ in (6 / fanIn).squareRoot()
  }

  /// The initialization of PyTorch's Linear and Conv2d.
  package static let pytorch = Initializer(
    "pytorch", "uniform in ±1/√in, weights and biases", drawsBiases: true
  ) { fanIn, _ in 1 / fanIn.squareRoot() }

  /// A lesson shows the consequences.
  package static let zeros = Initializer("zeros", "0: all units of a layer stay alike") { _, _ in 0
  }

  /// The numbers of inputs and outputs that a weight tensor connects: in · window and out · window.
  package static func fans(_ shape: Shape) -> (in: Int, out: Int) {
    let window = shape.sizes.dropFirst(2).reduce(1, *)
    return (shape.sizes[1] * window, shape.sizes[0] * window)
  }

  /// The bound ±b of the weights.
  package func weightBound(_ shape: Shape) -> Double {
    let fans = Self.fans(shape)
    return bound(Double(fans.in), Double(fans.out))
  }

  /// The bound ±b of the biases of a layer with these weights.
  package func biasBound(weights shape: Shape) -> Double {
    drawsBiases ? weightBound(shape) : 0
  }

  /// Draws weights of a shape of rank 2 or more.
  package func weights(_ shape: Shape, _ random: inout RandomSource) -> Tensor {
    Self.uniform(shape, bound: weightBound(shape), &random)
  }

  /// Draws the biases of a layer with weights of this shape, one for each output.
  package func biases(weights shape: Shape, _ random: inout RandomSource) -> Tensor {
    Self.uniform(Shape([shape.sizes[0]]), bound: biasBound(weights: shape), &random)
  }

  /// Draws nothing if the bound is 0.
  private static func uniform(_ shape: Shape, bound: Double, _ random: inout RandomSource) -> Tensor
  {
    guard bound > 0 else { return Tensor(shape, repeating: 0) }
    var elements: [Double] = []
    elements.reserveCapacity(shape.count)
    for _ in 0..<shape.count { elements.append(random.uniform(in: -bound...bound)) }
    return Tensor(shape, elements)
  }
}
