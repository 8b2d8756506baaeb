import Kernels
import Text

extension Operation {
  /// Σ x_i over all elements, or along one axis, which is dropped; each x_i receives the gradient of its sum.
  package static func sum(axis: Int? = nil) -> Operation {
    axis == -1 ? sumOfRows : sum(over: axis)
  }

  /// sum(axis = −1). It is one object, so that equal sums are one node of a plan.
  static let sumOfRows: Operation = sum(over: -1)

  private static func sum(over axis: Int?) -> Operation {
    let axes = ReducedAxes(axis: axis)
    return Operation(
      "sum",
      shape: { (shapes) throws(Diagnostic) in try axes.result(of: shapes[0], in: "sum") },
      computation: .whole { shapes, _ in .totalled(shapes[0], to: axes.kept(shapes[0])) },
      gradient: { graph, place in
        let shape = graph[place.input].shape
        return .whole(
          graph.emit(.broadcast(to: shape), axes.restore(place.arriving, shape, &graph)))
      },
      symbols: { .operation("sum", $0, options: axes.options()) },
      element: { offset, inputs, _ in
        let shape = inputs[0].shape
        return .sum(count: axes.count(of: shape)) {
          inputs[0].formula(axes.offset($0, of: offset, in: shape))
        } value: {
          inputs[0].tensor[axes.offset($0, of: offset, in: shape)]
        }
      })
  }

  /// Sums over the axes along which a tensor of shape `target` was broadcast to `source`: the reverse of broadcasting.
  static func sum(to target: Shape, from source: Shape? = nil) -> Operation {
    let isRowSum =
      target.rank > 0 && source.map { Array($0.sizes.dropFirst()) == target.sizes } ?? false
    return Operation(
      "sum_to",
      shape: { (shapes) throws(Diagnostic) in
        guard target.broadcast(with: shapes[0]) == shapes[0] else {
          throw Diagnostic("'sum_to' cannot sum \(shapes[0]) to \(target)")
        }
        return target
      },
      computation: .whole { shapes, shape in .totalled(shapes[0], to: shape) },
      gradient: { graph, place in
        .whole(graph.emit(.broadcast(to: graph[place.input].shape), place.arriving))
      },
      symbols: { .operation("sum", $0, options: isRowSum ? [axisZero] : []) },
      element: { offset, inputs, _ in
        let larger = inputs[0].shape
        let sources = (0..<larger.count).filter {
          target.offset($0, broadcastFrom: larger) == offset
        }
        return .sum(count: sources.count) {
          inputs[0].formula(sources[$0])
        } value: {
          inputs[0].tensor[sources[$0]]
        }
      })
  }
}

private let axisZero = Formula.Option(name: "axis", value: .number(0))

extension Operation {
  /// (1/n) · Σ x_i over all elements, or along one axis, which is dropped; each x_i receives 1/n of the gradient of its mean.
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
