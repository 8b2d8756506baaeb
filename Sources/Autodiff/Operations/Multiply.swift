extension Operation {
  /// a · b; ∂/∂a = b, ∂/∂b = a.
  public static let multiply: Operation = pairwise(
    "*", value: { a, b, shape in .zip(a, b, shape, *) },
    gradient: { _, place in .local(place.inputs[1 - place.position]) }, written: { $0 * $1 })
}
