import Text

extension Operation {
  /// The same elements in the same order, in another shape with the same number of elements.
  package static func reshape(to target: Shape) -> Operation {
    Operation(
      "reshape",
      shape: { (shapes) throws(Diagnostic) in
        guard shapes[0].count == target.count else {
          throw Diagnostic(
            "'reshape' cannot turn \(shapes[0]), \(shapes[0].count) elements, into \(target), "
              + (target.count == Int.max ? "far more" : "\(target.count)"))
        }
        return target
      },
      computation: .view,
      gradient: { graph, place in
        .whole(graph.emit(.reshape(to: graph[place.input].shape), place.arriving))
      },
      symbols: { inputs in
        let sizes = target.sizes.map { Formula.number(Double($0)) }
        return .operation("reshape", inputs + [.list(sizes)], options: [])
      },
      element: { offset, inputs, _ in inputs[0].formula(offset) })
  }

  /// A rank-4 tensor with all axes after the first joined into one.
  package static let flatten: Operation = Operation(
    "flatten",
    shape: { (shapes) throws(Diagnostic) in
      let sizes = shapes[0].sizes
      return sizes.count == 4
        ? Shape([sizes[0], Shape(Array(sizes.dropFirst())).count]) : Shape([shapes[0].count])
    },
    computation: .view,
    gradient: { graph, place in
      .whole(graph.emit(.reshape(to: graph[place.input].shape), place.arriving))
    },
    element: { offset, inputs, _ in inputs[0].formula(offset) })
}

extension Graph {
  /// Returns `node` in another shape with the same number of elements; `node` itself if it has that shape.
  mutating func reshaped(_ node: NodeID, _ shape: Shape) -> NodeID {
    self[node].shape == shape ? node : emit(.reshape(to: shape), node)
  }
}
