extension Operation {
  /// −x; derivative −1.
  package static let negate: Operation = combination(
    "negate", .negative, gradient: { graph, _ in .local(graph.constant(-1)) })
}
