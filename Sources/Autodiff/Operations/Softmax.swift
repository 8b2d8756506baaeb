import Kernels
import Text

extension Operation {
  /// softmax(x)_i = e^x_i / Σ_j e^x_j over the last axis; dx = s · (g − Σ_j g_j · s_j).
  package static let softmax: Operation = Operation(
    "softmax", shape: vectorShape("softmax"),
    computation: .whole { shapes, _ in Kernel(RowFunction.softmax, shapes) },
    gradient: { graph, place in
      .whole(graph.softmaxGradient(place.node, place.arriving))
    },
    element: { offset, inputs, _ in RowFunction.softmax.element(offset, inputs) }, work: { _ in 8 })

  /// log_softmax(x)_i = x_i − ln Σ_j e^x_j over the last axis; dx = g − softmax(x) · Σ_j g_j.
  package static let logSoftmax: Operation = Operation(
    "log_softmax", shape: vectorShape("log_softmax"),
    computation: .whole { shapes, _ in Kernel(RowFunction.logSoftmax, shapes) },
    gradient: { graph, place in
      let g = place.arriving
      let kept = ReducedAxes(axis: -1).kept(graph[g].shape)
      let total = graph.reshaped(graph.emit(.sum(axis: -1), g), kept)
      let softmax = graph.emit(.softmax, place.input)
      return .whole(graph.emit(.subtract, g, graph.emit(.multiply, softmax, total)))
    },
    element: { offset, inputs, _ in RowFunction.logSoftmax.element(offset, inputs) },
    work: { _ in 8 })

  /// −Σ_i y_i · log_softmax(x)_i over the last axis: cross-entropy from logits, row by row.
  ///
  /// Fused, because softmax and logarithm undo each other: dx = g · (softmax(x) · Σ y − y), which is
  /// g · (softmax(x) − y) for a one-hot y; dy = −g · log_softmax(x). Inputs: y, x.
  package static let softmaxCrossEntropy: Operation = Operation(
    "softmax_cross_entropy",
    shape: { (shapes) throws(Diagnostic) in
      let shape = try shapeOfLogits(shapes, in: "cross_entropy_logits")
      return Shape(Array(shape.sizes.dropLast()))
    },
    computation: .whole { shapes, _ in Kernel(RowFunction.crossEntropy, shapes) },
    gradient: { graph, place in
      let (y, x) = (place.inputs[0], place.inputs[1])
      let kept = ReducedAxes(axis: -1).kept(graph[x].shape)
      let g = graph.reshaped(place.arriving, kept)
      if place.position == 0 {
        let cost = graph.emit(.negate, graph.emit(.logSoftmax, x))
        return .whole(graph.emit(.multiply, g, cost))
      }
      let mass = graph.reshaped(graph.emit(.sum(axis: -1), y), kept)
      let expected = graph.emit(.multiply, graph.emit(.softmax, x), mass)
      return .whole(graph.emit(.multiply, g, graph.emit(.subtract, expected, y)))
    },
    symbols: { inputs in
      let products = inputs[0] * .operation("log_softmax", [inputs[1]], options: [])
      return -.operation("sum", [products], options: ReducedAxes(axis: -1).options())
    },
    element: { offset, inputs, _ in RowFunction.crossEntropy.element(offset, inputs) },
    work: { 8 * Double($0[1].sizes.last ?? 1) })
}

private func vectorShape(_ name: String) -> Operation.ShapeRule {
  { (shapes) throws(Diagnostic) in
    guard shapes[0].rank > 0, shapes[0].count > 0 else {
      throw Diagnostic("'\(name)' runs over a vector's elements, and \(shapes[0]) has none")
    }
    return shapes[0]
  }
}

/// Returns the common shape of logits and target.
private func shapeOfLogits(_ shapes: [Shape], in name: String) throws(Diagnostic) -> Shape {
  guard shapes[0] == shapes[1], shapes[0].rank > 0, shapes[0].count > 0 else {
    throw Diagnostic(
      "'\(name)' compares a target and logits of one shape, vectors or rows, not "
        + "\(shapes[0]) and \(shapes[1])")
  }
  return shapes[0]
}

extension Graph {
  /// s · (g − Σ_j g_j · s_j): the gradient of a softmax s.
  fileprivate mutating func softmaxGradient(_ s: NodeID, _ g: NodeID) -> NodeID {
    let mean = sumOfRows(emit(.multiply, g, s))
    return emit(.multiply, s, emit(.subtract, g, mean))
  }

  /// Σ over the last axis, which is kept with size 1.
  private mutating func sumOfRows(_ x: NodeID) -> NodeID {
    reshaped(emit(.sumOfRows, x), ReducedAxes(axis: -1).kept(self[x].shape))
  }
}
