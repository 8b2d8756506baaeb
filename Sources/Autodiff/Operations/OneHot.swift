import Kernels
import Text

extension Operation {
  /// one_hot(k)_i = 1 where i = k, else 0: each integer becomes a row of `classes` elements; no derivative.
  package static func oneHot(classes: Int) -> Operation {
    Operation(
      "one_hot",
      shape: { (shapes) throws(Diagnostic) in
        guard shapes[0].rank < Shape.highestRank else {
          throw Diagnostic("'one_hot' of \(shapes[0]) would have rank \(shapes[0].rank + 1)")
        }
        return Shape(shapes[0].sizes + [classes])
      },
      computation: .whole { _, _ in Kernel(Indicator(classes: classes)) },
      gradient: { _, _ in .nothing },
      symbols: { .operation("one_hot", $0 + [.number(Double(classes))], options: []) },
      element: { offset, inputs, _ in
        .comparison(.equal, inputs[0].formula(offset / classes), .number(Double(offset % classes)))
      },
      domain: { (inputs) throws(Diagnostic) in
        if let label = inputs[0].elements.first(where: {
          !($0 >= 0 && $0 < Double(classes)) || $0 != $0.rounded(.down)
        }) {
          throw Diagnostic(
            "'one_hot' takes whole labels from 0 to \(classes - 1); here is \(label)")
        }
      })
  }
}

private struct Indicator: TensorFunction {
  let classes: Int

  func fill<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: Kernel.Operands<S>) {
    for i in 0..<count {
      out[i] = inputs[0].start[i / classes] == S(i % classes) ? 1 : 0
    }
  }
}
