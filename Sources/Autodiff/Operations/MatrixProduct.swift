import Kernels
import Text

extension Operation {
  /// C = A @ B: C_ij = Σ_k A_ik · B_kj; dA = G @ Bᵀ, dB = Aᵀ @ G.
  ///
  /// As in NumPy, a vector on the left is a row and one on the right a column, and its axis is dropped
  /// from the result. The operands have rank 1 or 2.
  package static let matrixProduct: Operation = Operation(
    "@",
    shape: { (shapes) throws(Diagnostic) in
      let (a, b) = (shapes[0], shapes[1])
      guard (1...2).contains(a.rank), (1...2).contains(b.rank) else {
        throw Diagnostic("'@' multiplies vectors and matrices, not \(a) by \(b)")
      }
      let (left, right) = (MatrixView(left: a), MatrixView(right: b))
      guard left.columns == right.rows else {
        let first = a.rank == 1 ? "elements" : "columns"
        let second = b.rank == 1 ? "elements" : "rows"
        throw Diagnostic(
          "'@' cannot multiply \(a) by \(b): \(counted(left.columns, first)) against "
            + counted(right.rows, second))
      }
      return Shape((a.rank == 2 ? [left.rows] : []) + (b.rank == 2 ? [right.columns] : []))
    },
    computation: .whole { shapes, _ in
      Kernel(
        MatrixMultiplied(left: MatrixView(left: shapes[0]), right: MatrixView(right: shapes[1])))
    },
    gradient: { graph, place in
      let (a, b, g) = (place.inputs[0], place.inputs[1], place.arriving)
      switch (graph[a].shape.rank, graph[b].shape.rank, place.position) {
      case (1, 1, 0): return .whole(graph.emit(.multiply, g, b))
      case (1, 1, _): return .whole(graph.emit(.multiply, g, a))
      case (2, 1, 0): return .whole(graph.emit(.outer, g, b))
      case (1, 2, 1): return .whole(graph.emit(.outer, a, g))
      case (_, _, 0): return .whole(graph.emit(.matrixProduct, g, graph.transposed(b)))
      default: return .whole(graph.emit(.matrixProduct, graph.transposed(a), g))
      }
    },
    symbols: { .matrixProduct($0[0], $0[1]) },
    element: { offset, inputs, _ in
      let (left, right) = (MatrixView(left: inputs[0].shape), MatrixView(right: inputs[1].shape))
      let (row, column) = (offset / right.columns, offset % right.columns)
      func a(_ k: Int) -> Int { row * left.columns + k }
      func b(_ k: Int) -> Int { k * right.columns + column }
      return .sum(count: left.columns) {
        inputs[0].formula(a($0)) * inputs[1].formula(b($0))
      } value: {
        inputs[0].tensor[a($0)] * inputs[1].tensor[b($0)]
      }
    }, work: { Double($0[0].sizes.last ?? 1) / 4 })
}

/// A vector or matrix as the matrix that a product multiplies.
struct MatrixView {
  let rows: Int
  let columns: Int

  init(left shape: Shape) {
    rows = shape.rank == 2 ? shape.sizes[0] : 1
    columns = shape.sizes[shape.rank - 1]
  }

  init(right shape: Shape) {
    rows = shape.sizes[0]
    columns = shape.rank == 2 ? shape.sizes[1] : 1
  }
}

/// "1 column", "3 columns"
private func counted(_ count: Int, _ plural: String) -> String {
  "\(count) " + (count == 1 ? String(plural.dropLast()) : plural)
}

private struct MatrixMultiplied: TensorFunction {
  let left: MatrixView
  let right: MatrixView

  func fill<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: Kernel.Operands<S>) {
    matrixProduct(
      rows: left.rows, inner: left.columns, columns: right.columns, inputs[0].start,
      inputs[1].start, into: out)
  }
}
