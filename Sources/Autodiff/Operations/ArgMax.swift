extension Operation {
  /// The position of the first largest element, of all or along one axis; no derivative.
  public static func argmax(axis: Int? = nil) -> Operation {
    let axes = ReducedAxes(axis: axis)
    return Operation(
      "argmax",
      shape: { (shapes) throws(OperationError) in
        let result = try axes.result(of: shapes[0], in: "argmax")
        guard axes.count(of: shapes[0]) > 0 else {
          throw OperationError("'argmax' has no elements to choose from in \(shapes[0])")
        }
        return result
      },
      value: { (inputs, shape) throws(OperationError) in
        Tensor(shape) { out in
          for offset in 0..<shape.count { out[offset] = Double(position(inputs[0], axes, offset)) }
        }
      },
      gradient: { _, _ in .nothing },
      symbols: { .operation("argmax", $0, options: axes.options()) },
      element: { offset, inputs, _ in
        let shape = inputs[0].shape
        let function = ScalarFunction("argmax") { values in
          let best = values.reduce(values[0], larger)
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

private func position(_ x: Tensor, _ axes: ReducedAxes, _ offset: Int) -> Int {
  var best = 0
  for position in 1..<Swift.max(axes.count(of: x.shape), 1) {
    let candidate = x[axes.offset(position, of: offset, in: x.shape)]
    let present = x[axes.offset(best, of: offset, in: x.shape)]
    if candidate > present || (candidate.isNaN && !present.isNaN) { best = position }
  }
  return best
}
