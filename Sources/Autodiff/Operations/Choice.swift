import Kernels
import Text

extension Operation {
  /// a if condition else b, element by element; inputs: condition, a, b.
  ///
  /// The gradient goes to the chosen input: ∂/∂a = 1 where the condition is not 0, ∂/∂b = 1 where it is.
  package static let choice: Operation = Operation(
    "if",
    shape: { (shapes) throws(Diagnostic) in
      guard let branches = shapes[1].broadcast(with: shapes[2]),
        let shape = branches.broadcast(with: shapes[0])
      else {
        throw Diagnostic("'if' cannot choose between \(shapes[1]) and \(shapes[2]) by \(shapes[0])")
      }
      return shape
    },
    computation: .elementwise(Kernel(.choice)),
    gradient: { graph, place in
      switch place.position {
      case 1: .local(graph.emit(.comparison(.notEqual), place.inputs[0], graph.constant(0)))
      case 2: .local(graph.emit(.comparison(.equal), place.inputs[0], graph.constant(0)))
      default: .nothing
      }
    },
    symbols: { .choice($0[1], condition: $0[0], otherwise: $0[2]) },
    element: { offset, inputs, shape in
      .choice(
        inputs[1].formula(offset, broadcastFrom: shape),
        condition: inputs[0].formula(offset, broadcastFrom: shape),
        otherwise: inputs[2].formula(offset, broadcastFrom: shape))
    })
}

extension Operation {
  /// 1 where the comparison holds and 0 where it does not; no derivative.
  package static func comparison(_ comparison: Comparison) -> Operation {
    comparisons[Comparison.allCases.firstIndex(of: comparison)!]
  }

  private static let comparisons = Comparison.allCases.map { comparison in
    combination(
      comparison.rawValue, comparison.function, gradient: { _, _ in .nothing },
      kink: hasEqualPair)
  }

  static let greater = comparison(.greater)
}
