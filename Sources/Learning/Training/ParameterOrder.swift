import Autodiff

extension Model {
  /// The position of the weights that are transposed in memory while training; `nil` if there are none.
  ///
  /// Those of a first dense layer, if it computes X · Wᵀ and the gradient δᵀ · X of few samples at a time. No gradient by X is
  /// needed. With Wᵀ in memory, both products read their matrices as they are, and two threads can each read and update one
  /// half of the rows of Wᵀ. With many samples, the copy of W that is made otherwise takes little time, and exchanging
  /// sums takes more.
  func transposedWeights(batch: Int) -> Int? {
    guard layers[0].specification.kind == .dense, batch <= 64 else { return nil }
    return parameters.firstIndex { $0.role == .weight }
  }
}

extension Graph {
  /// Adds a variable for a parameter as it is in memory.
  /// - Returns: the variable, and the parameter.
  mutating func parameter(
    _ shape: Shape, isTransposed: Bool
  ) -> (variable: NodeID, parameter: NodeID) {
    if !isTransposed {
      let variable = variable(Tensor(shape, repeating: 0))
      return (variable, variable)
    }
    let variable = variable(Tensor(Shape(shape.sizes.reversed()), repeating: 0))
    return (variable, emit(.transpose, variable))
  }
}
