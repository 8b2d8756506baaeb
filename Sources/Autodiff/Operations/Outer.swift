import Kernels
import Text

extension Operation {
  /// outer(a, b)_ij = a_i · b_j of two vectors; da = G @ b, db = a @ G.
  package static let outer: Operation = Operation(
    "outer",
    shape: { (shapes) throws(Diagnostic) in
      guard shapes[0].rank == 1, shapes[1].rank == 1 else {
        throw Diagnostic("'outer' multiplies two vectors, not \(shapes[0]) by \(shapes[1])")
      }
      return Shape(shapes[0].sizes + shapes[1].sizes)
    },
    computation: .whole { _, shape in
      Kernel(OuterProduct(rows: shape.sizes[0], columns: shape.sizes[1]))
    },
    gradient: { graph, place in
      let (a, b, g) = (place.inputs[0], place.inputs[1], place.arriving)
      return .whole(
        place.position == 0 ? graph.emit(.matrixProduct, g, b) : graph.emit(.matrixProduct, a, g))
    },
    element: { offset, inputs, shape in
      inputs[0].formula(offset / shape.sizes[1]) * inputs[1].formula(offset % shape.sizes[1])
    })
}

private struct OuterProduct: TensorFunction {
  let rows: Int
  let columns: Int

  func fill<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: Kernel.Operands<S>) {
    for i in 0..<rows {
      let a = inputs[0].start[i]
      mapElements(count: columns, inputs[1].start, into: out + i * columns) { a * $0 }
    }
  }
}
