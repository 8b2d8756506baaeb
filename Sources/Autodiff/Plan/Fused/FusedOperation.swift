import Kernels

// An operation of this folder is what a plan computes in one pass where a graph has several operations. `Rewrites` says where.
// Each is declared as the operation and, for patterns and replacements, a function of its operands by name, in the order in
// which its loop has them.

extension Operation {
  /// An operation that plans alone compute, in place of others: it has the shape of what it replaces, and nothing
  /// differentiates or explains it.
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
