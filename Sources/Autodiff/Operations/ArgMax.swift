import Kernels
import Text

extension Operation {
  /// The position of the first maximum, of all elements or along one axis; no derivative.
  package static func argmax(axis: Int? = nil) -> Operation {
    let axes = ReducedAxes(axis: axis)
    return Operation(
      "argmax",
      shape: { (shapes) throws(Diagnostic) in
        let result = try axes.result(of: shapes[0], in: "argmax")
        guard axes.count(of: shapes[0]) > 0 else {
          throw Diagnostic("'argmax' has no elements to choose from in \(shapes[0])")
        }
        return result
      },
      computation: .whole { shapes, _ in Kernel(PositionOfMaximum(axes: axes, shape: shapes[0])) },
      gradient: { _, _ in .nothing },
      symbols: { .operation("argmax", $0, options: axes.options()) },
      element: { offset, inputs, _ in
        let shape = inputs[0].shape
        let function = ScalarFunction("argmax", exact: .decision) { values in
          let best = values.reduce(values[0], Double.larger)
          return Double(values.firstIndex { $0 == best || ($0.isNaN && best.isNaN) } ?? 0)
        }
        return .call(function, count: axes.count(of: shape)) {
          inputs[0].formula(axes.offset($0, of: offset, in: shape))
        } value: {
          inputs[0].tensor[axes.offset($0, of: offset, in: shape)]
        }
      })
  }
}

private struct PositionOfMaximum: TensorFunction {
  let axes: ReducedAxes
  let shape: Shape

  func fill<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: Kernel.Operands<S>) {
    let x = inputs[0].start
    for offset in 0..<count {
      var best = 0
      for position in 1..<Swift.max(axes.count(of: shape), 1) {
        let candidate = x[axes.offset(position, of: offset, in: shape)]
        let present = x[axes.offset(best, of: offset, in: shape)]
        if candidate > present || (candidate.isNaN && !present.isNaN) { best = position }
      }
      out[offset] = S(best)
    }
  }
}
