extension Operation {
  /// one_hot(k)_i = 1 where i = k, else 0: each whole number becomes a row of `classes`; no derivative.
  public static func oneHot(classes: Int) -> Operation {
    Operation(
      "one_hot",
      shape: { (shapes) throws(OperationError) in
        guard shapes[0].rank < Shape.highestRank else {
          throw OperationError("'one_hot' of \(shapes[0]) would have rank \(shapes[0].rank + 1)")
        }
        return Shape(shapes[0].sizes + [classes])
      },
      value: { (inputs, shape) throws(OperationError) in
        let labels = inputs[0].elements
        if let label = labels.first(where: {
          !($0 >= 0 && $0 < Double(classes)) || $0 != $0.rounded(.down)
        }) {
          throw OperationError(
            "'one_hot' takes whole labels from 0 to \(classes - 1); here is \(label)")
        }
        return Tensor(zeros: shape) { out in
          for (row, label) in labels.enumerated() { out[row * classes + Int(label)] = 1 }
        }
      },
      gradient: { _, _ in .nothing },
      symbols: { .operation("one_hot", $0 + [.number(Double(classes))], options: []) },
      element: { offset, inputs, _ in
        .comparison(
          .equal, inputs[0].formula(offset / classes), .number(Double(offset % classes)))
      })
  }
}
