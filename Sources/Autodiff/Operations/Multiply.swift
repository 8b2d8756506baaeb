import Kernels

extension Operation {
  /// a · b; ∂/∂a = b, ∂/∂b = a.
  package static let multiply: Operation = combination(
    "*", .product, gradient: { _, place in .local(place.inputs[1 - place.position]) })
}
