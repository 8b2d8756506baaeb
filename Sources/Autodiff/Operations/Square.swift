import Kernels
import Text

extension Operation {
  /// x²; derivative 2x.
  package static let square: Operation = Operation(
    "square", shape: { (shapes) throws(Diagnostic) in shapes[0] },
    computation: .elementwise(Kernel(Squared())),
    gradient: { graph, place in .local(graph.emit(.multiply, graph.constant(2), place.input)) },
    symbols: { .squared($0[0]) },
    element: { offset, inputs, _ in .squared(inputs[0].formula(offset)) })
}

private struct Squared: UnaryFunction {
  var vectorized: VectorFunction? { .square }

  func callAsFunction<S: Scalar>(_ x: S) -> S { x * x }
}
