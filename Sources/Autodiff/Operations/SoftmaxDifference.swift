import Text

extension Operation {
  /// softmax(x)_i · Σ_j y_j − y_i over the last axis: what a cross-entropy from logits sends back to them, in one pass. Inputs: y, x.
  ///
  /// With s = softmax(x): dx = Σ y · s · (g − Σ_j g_j · s_j), dy = Σ_j g_j · s_j − g.
  static let softmaxDifference: Operation = Operation(
    "softmax_difference",
    shape: { (shapes) throws(Diagnostic) in
      try shapeOfLogits(shapes, in: "softmax_difference")
    },
    computation: .whole { shapes, _ in .softmaxDifference(Rows(shapes[0])) },
    gradient: { graph, place in
      let (y, g) = (place.inputs[0], place.arriving)
      let s = graph.emit(.softmax, place.inputs[1])
      if place.position == 0 {
        return .whole(graph.emit(.subtract, graph.sumOfRows(graph.emit(.multiply, g, s)), g))
      }
      return .whole(graph.emit(.multiply, graph.sumOfRows(y), graph.softmaxGradient(s, g)))
    },
    element: { offset, inputs, _ in
      let row = RowOfExponentials(inputs[1], offset)
      let mass = Formula.sum(count: row.count) {
        inputs[0].formula(row.offset($0))
      } value: {
        inputs[0].tensor[row.offset($0)]
      }
      return row.exponential(offset) / row.total * mass - inputs[0].formula(offset)
    })
}

extension Graph {
  /// softmax(x) · Σ y − y as one operation, where a difference is that.
  mutating func softmaxDifference(_ inputs: [NodeID]) -> NodeID? {
    let (product, y) = (self[inputs[0]], inputs[1])
    guard product.shape == self[y].shape, product.operation === Operation.multiply else {
      return nil
    }
    let (softmax, mass) = (self[product.inputs[0]], self[viewed(product.inputs[1])])
    let kept = product.shape.rank > 0 ? ReducedAxes(axis: -1).kept(product.shape) : product.shape
    guard softmax.operation === Operation.softmax, softmax.shape == product.shape,
      mass.operation === Operation.sumOfRows, mass.inputs[0] == y,
      self[product.inputs[1]].shape == kept
    else { return nil }
    return emit(.softmaxDifference, y, softmax.inputs[0])
  }
}
