import Kernels
import Text

extension Operation {
  /// C = op(A) @ op(B) + b: C_ij = Σ_k op(A)_ik · op(B)_kj + b_j, op being the transpose where it is asked for: a dense layer in one pass.
  ///
  /// A and B receive what the product's do, db_j = Σ_i G_ij. Inputs: A, B, b.
  static func biasedProduct(transposingLeft: Bool, transposingRight: Bool) -> Operation {
    biasedProducts[orientation(transposingLeft, transposingRight)]
  }

  /// max(0, op(A) @ op(B) + b): a dense layer and its rectifier in one pass; the gradient passes where the result is greater than 0.
  static func rectifiedProduct(transposingLeft: Bool, transposingRight: Bool) -> Operation {
    rectifiedProducts[orientation(transposingLeft, transposingRight)]
  }

  /// The operation that rectifies what a product with a bias comes to; nil of another operation.
  var rectified: Operation? {
    Self.biasedProducts.firstIndex { $0 === self }.map { Self.rectifiedProducts[$0] }
  }

  private static let biasedProducts = [
    biased(false, false), biased(false, true), biased(true, false), biased(true, true),
  ]

  private static let rectifiedProducts = [
    rectified(false, false), rectified(false, true), rectified(true, false), rectified(true, true),
  ]

  private static func biased(_ left: Bool, _ right: Bool) -> Operation {
    let product = matrixProduct(transposingLeft: left, transposingRight: right)
    return Operation(
      "@ +",
      shape: { (shapes) throws(Diagnostic) in
        let shape = try product.shape(Array(shapes.prefix(2)))
        guard shapes[2] == Shape([shape.sizes[1]]) else {
          throw Diagnostic("a product of shape \(shape) has no bias of shape \(shapes[2])")
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

  private static func rectified(_ left: Bool, _ right: Bool) -> Operation {
    let sums = biasedProduct(transposingLeft: left, transposingRight: right)
    return Operation(
      "relu(@ +)", shape: sums.shape,
      computation: .whole { shapes, _ in
        Kernel(
          OrientedProduct(
            left: Oriented(shapes[0], left), right: Oriented(shapes[1], right), isBiased: true,
            rectifies: true))
      },
      gradient: { graph, place in
        let passed = graph.emit(.productWherePositive, place.arriving, place.node)
        return sums.gradient(
          &graph,
          Place(
            node: place.node, inputs: place.inputs, position: place.position, arriving: passed))
      },
      symbols: { .call(.relu, [sums.symbols($0)]) },
      element: { .call(.relu, [sums.element($0, $1, $2)]) },
      kink: { inputs in
        guard let shape = try? sums.shape(inputs.map { $0.shape }) else { return false }
        return (try? sums.value(inputs, shape))?.elements.contains(0) ?? false
      }, work: sums.work)
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

  /// Makes one operation of each rectifier and the product with a bias that nothing else reads.
  /// - Parameter targets: the nodes that are wanted, which stay.
  mutating func rectifyProducts(for targets: [NodeID]) {
    let needed = ancestors(of: targets)
    var readers: [NodeID: Int] = [:]
    for id in needed.flatMap({ self[$0].inputs }) + targets { readers[id, default: 0] += 1 }
    for id in needed where self[id].operation === Operation.relu {
      let sums = self[id].inputs[0]
      guard readers[sums] == 1, let rectified = self[sums].operation?.rectified else { continue }
      replace(id, rectified, self[sums].inputs)
    }
  }
}
