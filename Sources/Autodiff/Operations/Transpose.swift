import Kernels
import Text

extension Operation {
  /// transpose(A)_ij = A_ji: the axes in reverse order; the gradient is transposed back.
  package static let transpose: Operation = Operation(
    "transpose", shape: { (shapes) throws(Diagnostic) in Shape(shapes[0].sizes.reversed()) },
    computation: .whole { shapes, shape in Kernel(Transposed(shapes[0], as: shape)) },
    gradient: { graph, place in .whole(graph.transposed(place.arriving)) },
    element: { offset, inputs, shape in
      inputs[0].formula(source(offset, shape, inputs[0].shape))
    }, isTransposition: true)
}

extension Graph {
  /// transpose(A) for a gradient rule; of an unnamed transpose(B), B itself.
  mutating func transposed(_ id: NodeID) -> NodeID {
    let node = self[id]
    if node.label == nil, node.operation?.isTransposition ?? false { return node.inputs[0] }
    return emit(.transpose, id)
  }
}

private func source(_ offset: Int, _ shape: Shape, _ original: Shape) -> Int {
  original.offset(of: shape.index(ofOffset: offset).reversed())
}

/// Walks the axes in reverse order: a matrix column by column.
private struct Transposed: TensorFunction {
  /// The offset in the input at which each row of the result starts, and the distance between its elements there.
  let starts: [Int]
  let step: Int
  let inner: Int

  init(_ original: Shape, as shape: Shape) {
    inner = shape.sizes.last ?? 1
    step = original.strides.first ?? 1
    let rows = inner == 0 ? 0 : shape.count / inner
    starts = (0..<rows).map { [inner] in source($0 * inner, shape, original) }
  }

  func fill<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: Kernel.Operands<S>) {
    let x = inputs[0].start
    for (row, start) in starts.enumerated() {
      for i in 0..<inner { out[row * inner + i] = x[start + i * step] }
    }
  }
}
