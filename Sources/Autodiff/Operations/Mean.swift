import Kernels
import Text

extension Operation {
  /// (1/n) · Σ x_i over all elements, or along one axis, which is dropped; each x_i receives 1/n of the
  /// gradient of its mean.
  package static func mean(axis: Int? = nil) -> Operation {
    let axes = ReducedAxes(axis: axis)
    let total = sum(axis: axis)
    return Operation(
      "mean",
      shape: { (shapes) throws(Diagnostic) in try axes.result(of: shapes[0], in: "mean") },
      computation: .whole { shapes, _ in
        let x = shapes[0]
        return .totalled(x, to: axes.kept(x), divisor: axes.count(of: x))
      },
      gradient: { graph, place in
        let shape = graph[place.input].shape
        let count = graph.constant(Double(axes.count(of: shape)))
        let each = graph.emit(.divide, place.arriving, count)
        return .whole(graph.emit(.broadcast(to: shape), axes.restore(each, shape, &graph)))
      },
      symbols: { .operation("mean", $0, options: axes.options()) },
      element: { offset, inputs, shape in
        let count = axes.count(of: inputs[0].shape)
        return total.element(offset, inputs, shape) / .number(Double(count))
      })
  }
}
