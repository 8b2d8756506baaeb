extension Operation {
  /// e^x; derivative e^x.
  package static let exp: Operation = elementwise(
    .exp, derivative: { _, place in place.node })
}
