import Autodiff
import Text

extension JSON {
  /// A tensor as nested arrays, a number by itself; of a very large one what is said of it.
  init(_ tensor: Tensor) {
    self =
      tensor.count > Self.mostElements
      ? JSON(.summary(TensorSummary(tensor))) : Self.nested(tensor, tensor.shape.sizes[...], 0)
  }

  private static let mostElements = 100_000

  private static func nested(_ tensor: Tensor, _ sizes: ArraySlice<Int>, _ start: Int) -> JSON {
    guard let count = sizes.first else { return .number(tensor[start]) }
    let rest = sizes.dropFirst()
    let stride = rest.reduce(1, *)
    return .array((0..<count).map { nested(tensor, rest, start + $0 * stride) })
  }
}
