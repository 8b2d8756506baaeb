extension Operation {
  /// sign(x): −1, 0 or 1; its derivative is 0 wherever it has one.
  package static let sign: Operation = elementwise(
    .sign, derivative: { _, _ in nil },
    kink: { $0[0].elements.contains(0) })
}
