import Kernels
import Text

extension Operation {
  /// [a, b, …]: tensors of one shape along a new first axis; each receives its part of the gradient.
  package static let stack: Operation = Operation(
    "stack",
    shape: { (shapes) throws(Diagnostic) in
      let first = shapes[0]
      if let other = shapes.first(where: { $0 != first }) {
        throw Diagnostic("'[…]' cannot join parts of shapes \(first) and \(other): ragged rows")
      }
      guard first.rank < Shape.highestRank else {
        throw Diagnostic("'[…]' nests to rank \(Shape.highestRank) and no further")
      }
      return Shape([shapes.count] + first.sizes)
    },
    computation: .whole { shapes, _ in Kernel(Joined(parts: shapes.count, size: shapes[0].count)) },
    gradient: { graph, place in .whole(graph.emit(.index([place.position]), place.arriving)) },
    symbols: { .list($0) },
    element: { offset, inputs, _ in
      let size = inputs[0].tensor.count
      return inputs[offset / size].formula(offset % size)
    })
}

extension Shape {
  /// The highest rank of a tensor, that of a batch of images with channels.
  package static let highestRank = 4
}

private struct Joined: TensorFunction {
  let parts: Int
  let size: Int

  func fill<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: Kernel.Operands<S>) {
    for part in 0..<parts { (out + part * size).update(from: inputs[part].start, count: size) }
  }
}
