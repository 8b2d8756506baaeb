import Kernels
import Text

extension Operation {
  /// C = op(A) @ op(B) of two matrices, op being the transpose where it is asked for: what a product of a transposed matrix comes to
  /// without a copy of it. Its gradients are such products again.
  static func matrixProduct(transposingLeft: Bool, transposingRight: Bool) -> Operation {
    products[orientation(transposingLeft, transposingRight)]
  }

  /// Where the product that transposes so stands among the four of its kind.
  static func orientation(_ transposingLeft: Bool, _ transposingRight: Bool) -> Int {
    (transposingLeft ? 2 : 0) + (transposingRight ? 1 : 0)
  }

  private static let products = [
    product(false, false), product(false, true), product(true, false), product(true, true),
  ]

  /// How the operation transposes its inputs, where it is a product of two matrices.
  var transposing: (left: Bool, right: Bool)? {
    guard let position = Self.products.firstIndex(where: { $0 === self }) else { return nil }
    return (position >= 2, position % 2 == 1)
  }

  private static func product(_ left: Bool, _ right: Bool) -> Operation {
    Operation(
      "@",
      shape: { (shapes) throws(Diagnostic) in
        guard shapes[0].rank == 2, shapes[1].rank == 2 else {
          throw Diagnostic("'@' multiplies matrices, not \(shapes[0]) by \(shapes[1])")
        }
        let (a, b) = (Oriented(shapes[0], left), Oriented(shapes[1], right))
        guard a.columns == b.rows else {
          throw Diagnostic(
            "'@' cannot multiply \(Shape([a.rows, a.columns])) by \(Shape([b.rows, b.columns]))")
        }
        return Shape([a.rows, b.columns])
      },
      computation: .whole { shapes, _ in
        Kernel(OrientedProduct(left: Oriented(shapes[0], left), right: Oriented(shapes[1], right)))
      },
      gradient: { graph, place in
        let (a, b, g) = (place.inputs[0], place.inputs[1], place.arriving)
        let operation: (Bool, Bool) -> Operation = {
          matrixProduct(transposingLeft: $0, transposingRight: $1)
        }
        return switch (place.position, place.position == 0 ? left : right) {
        case (0, false): .whole(graph.emit(operation(false, !right), g, b))
        case (0, true): .whole(graph.emit(operation(right, true), b, g))
        case (_, false): .whole(graph.emit(operation(!left, false), a, g))
        case (_, true): .whole(graph.emit(operation(true, left), g, a))
        }
      },
      symbols: { .matrixProduct(written($0[0], left), written($0[1], right)) },
      element: { offset, inputs, shape in
        let (a, b) = (Oriented(inputs[0].shape, left), Oriented(inputs[1].shape, right))
        let (row, column) = (offset / b.columns, offset % b.columns)
        return .sum(count: a.columns) {
          inputs[0].formula(a.offset(row, $0)) * inputs[1].formula(b.offset($0, column))
        } value: {
          inputs[0].tensor[a.offset(row, $0)] * inputs[1].tensor[b.offset($0, column)]
        }
      }, work: { Double(Oriented($0[0], left).columns) / 4 })
  }

  static func written(_ x: Formula, _ isTransposed: Bool) -> Formula {
    isTransposed ? .operation("transpose", [x], options: []) : x
  }
}

extension Graph {
  /// The product of two matrices, taking up those that are transposed as they lie; nil where none is.
  mutating func product(_ inputs: [NodeID]) -> NodeID? {
    guard inputs.allSatisfy({ self[$0].shape.rank == 2 }) else { return nil }
    let isTransposed = inputs.map { self[$0].operation === Operation.transpose }
    let sources = zip(inputs, isTransposed).map { $1 ? self[$0].inputs[0] : $0 }
    let operation = Operation.matrixProduct(
      transposingLeft: isTransposed[0], transposingRight: isTransposed[1])
    return emit(operation, sources[0], sources[1])
  }

  /// (A @ B)ᵀ = Bᵀ @ Aᵀ, where the node is a product; the matrix itself, where it is transposed twice.
  mutating func transposedProduct(_ id: NodeID) -> NodeID? {
    guard let operation = self[id].operation else { return nil }
    let inputs = self[id].inputs
    if operation === Operation.transpose { return inputs[0] }
    guard let (left, right) = operation.transposing else { return nil }
    return emit(
      .matrixProduct(transposingLeft: !right, transposingRight: !left), inputs[1], inputs[0])
  }
}
