import Kernels
import Text

extension Operation {
  /// −x; derivative −1.
  package static let negate: Operation = Operation(
    "negate", shape: { (shapes) throws(Diagnostic) in shapes[0] },
    computation: .elementwise(Kernel(Negative())),
    gradient: { graph, _ in .local(graph.constant(-1)) }, symbols: { -$0[0] },
    element: { offset, inputs, _ in -inputs[0].formula(offset) })
}

private struct Negative: UnaryFunction {
  var vectorized: VectorFunction? { .negative }

  func callAsFunction<S: Scalar>(_ x: S) -> S { -x }
}
