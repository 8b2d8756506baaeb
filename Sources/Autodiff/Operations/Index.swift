import Kernels
import Text

extension Operation {
  /// x[i, j, …]: the part of a tensor at fixed positions of its first axes; the other elements of x receive 0.
  package static func index(_ positions: [Int]) -> Operation {
    Operation(
      "index",
      shape: { (shapes) throws(Diagnostic) in
        let shape = shapes[0]
        let place = "[" + positions.map { "\($0)" }.joined(separator: ", ") + "]"
        guard positions.count <= shape.rank else {
          throw Diagnostic("'\(place)' is out of range: the shape is \(shape)")
        }
        for (position, size) in zip(positions, shape.sizes) where !(-size..<size).contains(position)
        {
          throw Diagnostic("'\(place)' is out of range: the shape is \(shape), counted from 0")
        }
        return Shape(Array(shape.sizes.dropFirst(positions.count)))
      },
      computation: .whole { shapes, _ in Kernel(SlicePart(start: firstOffset(positions, shapes[0])))
      },
      gradient: { graph, place in
        .whole(graph.emit(.place(positions, in: graph[place.input].shape), place.arriving))
      },
      symbols: { .element($0[0], positions) },
      element: { offset, inputs, _ in
        inputs[0].formula(firstOffset(positions, inputs[0].shape) + offset)
      })
  }

  /// A tensor of zeros with `x` at fixed positions of its first axes: the gradient of indexing.
  static func place(_ positions: [Int], in target: Shape) -> Operation {
    Operation(
      "place",
      shape: { (shapes) throws(Diagnostic) in
        guard shapes[0].sizes == Array(target.sizes.dropFirst(positions.count)) else {
          throw Diagnostic("'place' cannot put \(shapes[0]) into \(target)")
        }
        return target
      },
      computation: .whole { shapes, shape in
        Kernel(Placed(start: firstOffset(positions, shape), size: shapes[0].count))
      },
      gradient: { graph, place in .whole(graph.emit(.index(positions), place.arriving)) },
      symbols: { inputs in
        guard target.rank == 1, target.count <= Working.fewElements else {
          return .operation("place", inputs, options: [])
        }
        let start = firstOffset(positions, target)
        return .list((0..<target.count).map { $0 == start ? inputs[0] : .number(0) })
      },
      element: { offset, inputs, shape in
        let start = firstOffset(positions, shape)
        let range = start..<start + inputs[0].tensor.count
        return range.contains(offset) ? inputs[0].formula(offset - start) : .number(0)
      })
  }
}

/// The offset of the first element at `positions` of the first axes; a negative one counts from the end.
private func firstOffset(_ positions: [Int], _ shape: Shape) -> Int {
  var offset = 0
  for (axis, size) in shape.sizes.enumerated() {
    let position = axis < positions.count ? positions[axis] : 0
    offset = offset * size + (position < 0 ? position + size : position)
  }
  return offset
}

private struct SlicePart: TensorFunction {
  let start: Int

  func fill<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: Kernel.Operands<S>) {
    out.update(from: inputs[0].start + start, count: count)
  }
}

private struct Placed: TensorFunction {
  let start: Int
  let size: Int

  func fill<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: Kernel.Operands<S>) {
    out.update(repeating: 0, count: count)
    (out + start).update(from: inputs[0].start, count: size)
  }
}
