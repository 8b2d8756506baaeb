import Kernels
import Text

extension Operation {
  /// max x_i over all elements or along one axis; equal maxima share the gradient.
  package static func max(axis: Int? = nil) -> Operation {
    extremum(.max, axis: axis)
  }

  /// min x_i over all elements or along one axis; equal minima share the gradient.
  package static func min(axis: Int? = nil) -> Operation {
    extremum(.min, axis: axis)
  }

  private static func extremum(_ choice: ElementwiseFunction, axis: Int?) -> Operation {
    let function = ScalarFunction.of(choice)
    let choose = ExtremumChoice(isOfLargest: choice == .max)
    let axes = ReducedAxes(axis: axis)
    return Operation(
      function.name,
      shape: { (shapes) throws(Diagnostic) in
        let result = try axes.result(of: shapes[0], in: function.name)
        guard axes.count(of: shapes[0]) > 0 else {
          throw Diagnostic("'\(function.name)' has no elements to choose from in \(shapes[0])")
        }
        return result
      },
      computation: .whole { shapes, _ in Kernel(Best(axes: axes, shape: shapes[0], choose: choose))
      },
      gradient: { graph, place in
        let shape = graph[place.input].shape
        let isBest = graph.emit(
          .comparison(.equal), place.input, axes.restore(place.node, shape, &graph))
        let ties = axes.restore(graph.emit(.sum(axis: axis), isBest), shape, &graph)
        let each = graph.emit(.divide, axes.restore(place.arriving, shape, &graph), ties)
        return .whole(graph.emit(.multiply, each, isBest))
      },
      symbols: { .operation(function.name, $0, options: axes.options()) },
      element: { offset, inputs, _ in
        let shape = inputs[0].shape
        return .call(function, count: axes.count(of: shape)) {
          inputs[0].formula(axes.offset($0, of: offset, in: shape))
        } value: {
          inputs[0].tensor[axes.offset($0, of: offset, in: shape)]
        }
      },
      kink: { inputs in
        let x = inputs[0]
        let best = x.elements.reduce(x[0]) { choose($0, $1) }
        return axis != nil ? hasTie(x, axes, choose) : x.elements.filter { $0 == best }.count > 1
      })
  }
}

private func hasTie(_ x: Tensor, _ axes: ReducedAxes, _ choose: ExtremumChoice) -> Bool {
  let groups = axes.kept(x.shape).count
  return (0..<groups).contains { group in
    let values = (0..<axes.count(of: x.shape)).map { x[axes.offset($0, of: group, in: x.shape)] }
    let best = values.reduce(values[0]) { choose($0, $1) }
    return values.filter { $0 == best }.count > 1
  }
}

/// The larger or the smaller of two numbers.
private struct ExtremumChoice {
  let isOfLargest: Bool

  @inline(__always) func callAsFunction<S: Scalar>(_ a: S, _ b: S) -> S {
    isOfLargest ? S.larger(a, b) : S.smaller(a, b)
  }
}

private struct Best: TensorFunction {
  let axes: ReducedAxes
  let shape: Shape
  let choose: ExtremumChoice

  func fill<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: Kernel.Operands<S>) {
    let x = inputs[0].start
    for offset in 0..<count {
      var best = x[axes.offset(0, of: offset, in: shape)]
      for position in 1..<Swift.max(axes.count(of: shape), 1) {
        best = choose(best, x[axes.offset(position, of: offset, in: shape)])
      }
      out[offset] = best
    }
  }
}

extension Operation {
  /// max(a, b) of each pair; the gradient goes to the larger, or half to each where they are equal.
  package static let maximum: Operation = extremum(.max, wins: .greater)

  /// min(a, b) of each pair; the gradient goes to the smaller, or half to each where they are equal.
  package static let minimum: Operation = extremum(.min, wins: .less)

  private static func extremum(_ function: ElementwiseFunction, wins: Comparison) -> Operation {
    combination(
      function.rawValue, function,
      gradient: { graph, place in
        let other = place.inputs[1 - place.position]
        let won = graph.emit(.comparison(wins), place.input, other)
        let tied = graph.emit(.comparison(.equal), place.input, other)
        return .local(graph.emit(.add, won, graph.emit(.divide, tied, graph.constant(2))))
      }, kink: hasEqualPair)
  }
}

/// Whether two operands are equal anywhere.
let hasEqualPair: Operation.Kink = { inputs in
  guard let shape = inputs[0].shape.broadcast(with: inputs[1].shape) else { return false }
  return zip(inputs[0].broadcast(to: shape).elements, inputs[1].broadcast(to: shape).elements)
    .contains { $0 == $1 }
}
