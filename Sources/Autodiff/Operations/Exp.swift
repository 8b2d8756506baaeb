import Kernels

extension Operation {
  /// e^x; derivative e^x.
  public static let exp: Operation = elementwise(
    .exp, value: { $0.map { Double.exp($0) } }, derivative: { _, place in place.node })
}
