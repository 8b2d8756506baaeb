import Kernels

// The operations in this folder compute in one pass what takes several operations in a graph. `Rewrites` has the patterns.
// Each is declared as an operation and, for patterns and replacements, as a function of its named operands, in the order of
// its loop.

extension Operation {
  /// An operation that replaces others in plans only: it has the shape of the replaced one, and is never differentiated or
  /// explained.
  static func fused(_ name: String, _ computation: Computation) -> Operation {
    Operation(
      name, shape: { _ in preconditionFailure("what is replaced has the shape") },
      computation: computation,
      gradient: { _, _ in preconditionFailure("a plan is not differentiated") },
      element: { _, _, _ in preconditionFailure("a plan is not explained") })
  }

  /// The same, element by element.
  static func fused(_ name: String, _ kernel: Kernel) -> Operation {
    fused(name, .elementwise(kernel))
  }
}
