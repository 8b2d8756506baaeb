extension Operation {
  /// transpose(A)_ij = A_ji: the axes in reverse order; its gradient is transposed back.
  public static let transpose: Operation = Operation(
    "transpose", shape: { (shapes) throws(OperationError) in Shape(shapes[0].sizes.reversed()) },
    value: { (inputs, shape) throws(OperationError) in
      Tensor(shape) { out in
        for offset in 0..<shape.count {
          out[offset] = inputs[0][source(offset, shape, inputs[0].shape)]
        }
      }
    },
    gradient: { graph, place in .whole(graph.emit(.transpose, place.arriving)) },
    element: { offset, inputs, shape in
      inputs[0].formula(source(offset, shape, inputs[0].shape))
    })
}

private func source(_ offset: Int, _ shape: Shape, _ original: Shape) -> Int {
  original.offset(of: shape.index(ofOffset: offset).reversed())
}
