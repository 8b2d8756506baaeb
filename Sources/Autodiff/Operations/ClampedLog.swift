import Kernels
import Text

extension Operation {
  /// max(ln p, −100); derivative 1 / max(p, 10⁻¹²): PyTorch's logarithm of a probability in BCELoss.
  ///
  /// An error for a p outside [0, 1], which is no probability.
  package static let clampedLog: Operation = Operation(
    "clamped_log", shape: { (shapes) throws(Diagnostic) in shapes[0] },
    computation: .elementwise(Kernel(ClampedLogarithm())),
    gradient: { graph, place in
      let bounded = graph.emit(.maximum, place.input, graph.constant(1e-12))
      return .local(graph.emit(.divide, graph.constant(1), bounded))
    },
    symbols: { .operation("log", $0, options: []) },
    element: { offset, inputs, _ in
      let p = inputs[0].formula(offset)
      let logarithm = Formula.call(.log, [p])
      return Double.log(inputs[0].tensor[offset]) >= lowest
        ? logarithm : .call(.max, [logarithm, .number(lowest)])
    }, kink: { $0[0].elements.contains { $0 == 0 } },
    domain: { (inputs) throws(Diagnostic) in
      if let p = inputs[0].elements.first(where: { $0 < 0 || $0 > 1 }) {
        throw Diagnostic("a probability must lie in [0, 1]; here is \(p)")
      }
    })
}

private let lowest = -100.0

private struct ClampedLogarithm: UnaryFunction {
  func callAsFunction<S: Scalar>(_ x: S) -> S { larger(S.log(x), S(lowest)) }
}
