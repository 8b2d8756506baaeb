import Autodiff
import Kernels
import Text

extension Targets {
  /// The representation of classes for a loss.
  package enum Encoding: Sendable, Equatable {
    /// A row of zeros with a 1 at the class, for a softmax output.
    case oneHot
    /// The class as a number, 0 or 1, for one sigmoid output.
    case label
  }

  /// The number of elements of a sample's target.
  package func width(_ encoding: Encoding) -> Int {
    if case .classes = self, encoding == .label { 1 } else { width }
  }

  /// Writes the targets of some samples to a buffer of `rows.count` · `width(encoding)` elements; numbers are not encoded.
  /// Samples that are their own targets have none to write.
  @inlinable
  package func gather<S: Scalar>(
    _ rows: ArraySlice<Int>, as encoding: Encoding = .oneHot, into buffer: inout [S]
  ) {
    let width = width(encoding)
    var start = 0
    switch self {
    case .none, .features: break
    case .classes(let labels, _):
      for row in rows {
        if encoding == .label {
          buffer[start] = S(labels[row])
        } else {
          for column in 0..<width { buffer[start + column] = column == labels[row] ? 1 : 0 }
        }
        start += width
      }
    case .numbers(let values, _):
      for row in rows {
        for column in 0..<width { buffer[start + column] = S(values[row * width + column]) }
        start += width
      }
    }
  }
}

extension DataSet {
  /// Returns some samples as a tensor whose first axis is the batch.
  package func batch(_ rows: ArraySlice<Int>) -> Tensor {
    Tensor(Shape([rows.count] + sampleShape.sizes), values.numbers(rows))
  }

  /// Returns the targets of some samples as a tensor `[rows, width]`.
  package func targetBatch(_ rows: ArraySlice<Int>, as encoding: Targets.Encoding = .oneHot)
    -> Tensor
  {
    let width = targets.width(encoding)
    var elements = [Double](repeating: 0, count: rows.count * width)
    targets.gather(rows, as: encoding, into: &elements)
    return Tensor(Shape([rows.count, width]), elements)
  }

  /// Throws if nothing can be learned: no samples, no targets, or a single class.
  package func checkForTraining() throws(Diagnostic) {
    guard count > 0 else { throw Diagnostic("there are no samples to learn from") }
    switch targets {
    case .none:
      throw Diagnostic(
        "there are no targets to learn from"
          + (isOfImages
            ? ": put the images of each class in a folder of its own, or learn to reproduce the images"
            : ""))
    case .numbers, .features: return
    case .classes(let labels, let names):
      let present = targets.classCounts.filter { $0 > 0 }
      guard present.count > 1 else {
        throw Diagnostic(
          "all \(labels.count) samples are of one class, \(names[labels[0]].quoted): "
            + "there is nothing to tell apart")
      }
      try targets.checkClassSizes(of: targetName)
    }
  }
}
