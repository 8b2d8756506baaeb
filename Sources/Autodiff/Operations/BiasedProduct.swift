import Kernels

extension Operation {
  /// C = op(A) @ op(B) + b: C_ij = Σ_k op(A)_ik · op(B)_kj + b_j, op being the transpose where it is asked for: a dense layer in one pass.
  ///
  /// A and B receive what the product's do, db_j = Σ_i G_ij. Inputs: A, B, b.
  static func biasedProduct(transposingLeft: Bool, transposingRight: Bool) -> Operation {
    biasedProducts[(transposingLeft ? 2 : 0) + (transposingRight ? 1 : 0)]
  }

  private static let biasedProducts = [
    biased(false, false), biased(false, true), biased(true, false), biased(true, true),
  ]

  private static func biased(_ left: Bool, _ right: Bool) -> Operation {
    let product = matrixProduct(transposingLeft: left, transposingRight: right)
    return Operation(
      "@ +",
      shape: { (shapes) throws(OperationError) in
        let shape = try product.shape(Array(shapes.prefix(2)))
        guard shapes[2] == Shape([shape.sizes[1]]) else {
          throw OperationError("a product of shape \(shape) has no bias of shape \(shapes[2])")
        }
        return shape
      },
      computation: .whole { shapes, _ in
        Kernel(
          OrientedProduct(
            left: Oriented(shapes[0], left), right: Oriented(shapes[1], right), isBiased: true))
      },
      gradient: { graph, place in
        if place.position < 2 { return product.gradient(&graph, place) }
        return .whole(graph.emit(.sum(axis: 0), place.arriving))
      },
      symbols: { product.symbols(Array($0.prefix(2))) + $0[2] },
      element: { offset, inputs, shape in
        product.element(offset, Array(inputs.prefix(2)), shape)
          + inputs[2].formula(offset % shape.sizes[1])
      }, work: product.work)
  }
}

extension Graph {
  /// A product of two matrices and a vector that is added to each of its rows, as one operation.
  mutating func biasedProduct(_ inputs: [NodeID]) -> NodeID? {
    guard let (left, right) = self[inputs[0]].operation?.transposing,
      self[inputs[1]].shape == Shape([self[inputs[0]].shape.sizes[1]])
    else { return nil }
    let operation = Operation.biasedProduct(transposingLeft: left, transposingRight: right)
    let matrices = self[inputs[0]].inputs
    return emit(operation, matrices[0], matrices[1], inputs[1])
  }
}
