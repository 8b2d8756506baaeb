import Kernels
import Text

/// How an operation computes its result.
enum Computation: Sendable {
  /// Element by element, inputs being broadcast by NumPy's rule.
  case elementwise(Kernel)
  /// The whole result at once, by a loop that is made for the shapes.
  case whole(@Sendable ([Shape], Shape) -> Kernel)
  /// The input's elements in the same order, in another shape.
  case view
  /// The input broadcast to the result's shape.
  case broadcast
}

extension Operation {
  /// Returns the result in Double, or throws the error of the shape rule or of the domain.
  package func value(_ inputs: [Tensor]) throws(Diagnostic) -> Tensor {
    try value(inputs, try shape(inputs.map { $0.shape }))
  }

  /// Returns the result in Double; `shape` is that of the shape rule.
  func value(_ inputs: [Tensor], _ shape: Shape) throws(Diagnostic) -> Tensor {
    try domain?(inputs)
    switch computation {
    case .view: return Tensor(shape, inputs[0].elements)
    case .broadcast: return inputs[0].broadcast(to: shape)
    case .elementwise(let kernel):
      return kernel.result(
        of: inputs.map { $0.shape == shape || $0.count == 1 ? $0 : $0.broadcast(to: shape) }, shape)
    case .whole(let kernel): return kernel(inputs.map { $0.shape }, shape).result(of: inputs, shape)
    }
  }
}

extension Kernel {
  /// Returns a new tensor filled by the loop from whole inputs, or from single numbers that it repeats.
  fileprivate func result(of inputs: [Tensor], _ shape: Shape) -> Tensor {
    let count = shape.count
    return Tensor(shape) { out in
      withUnsafeTemporaryAllocation(of: Operand<Double>.self, capacity: Swift.max(inputs.count, 1))
      {
        operands in
        bind(inputs, 0, count, operands) {
          double(Run(count: count, inputs: UnsafePointer(operands.baseAddress!), out: out))
        }
      }
    }
  }

  /// Points the operands from `position` on at the tensors' elements while `body` runs.
  private func bind(
    _ inputs: [Tensor], _ position: Int, _ count: Int,
    _ operands: UnsafeMutableBufferPointer<Operand<Double>>, _ body: () -> Void
  ) {
    if position == inputs.count { return body() }
    inputs[position].withPointer { start in
      let stride = inputs[position].count == 1 && count != 1 ? 0 : 1
      (operands.baseAddress! + position).initialize(to: Operand(start: start, stride: stride))
      bind(inputs, position + 1, count, operands, body)
    }
  }
}
