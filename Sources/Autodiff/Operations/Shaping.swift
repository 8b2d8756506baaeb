import Kernels
import Text

// The shape rules and notation that operations of one kind have in common.

extension Operation {
  /// f(x) of each element, written by its name; `derivative` makes the node of its derivative.
  /// - Parameters:
  ///   - setting: the function's last argument, if it is a number and not an input.
  ///   - isWrittenOut: whether an explanation begins with the definition.
  static func elementwise(
    _ function: ElementwiseFunction, setting: Double? = nil, isWrittenOut: Bool = false,
    options: [Formula.Option] = [],
    derivative: @escaping @Sendable (inout Graph, Place) -> NodeID?,
    kink: @escaping Kink = { _ in false }
  ) -> Operation {
    let named = setting.map { ScalarFunction(function, setting: $0) } ?? .of(function)
    return Operation(
      named.name, shape: { (shapes) throws(Diagnostic) in shapes[0] },
      computation: .elementwise(
        setting.map { Kernel(function, setting: $0) } ?? Kernel(function)),
      gradient: { graph, place in derivative(&graph, place).map { .local($0) } ?? .nothing },
      symbols: { .operation(named.name, $0, options: options) },
      element: { offset, inputs, _ in
        let x = inputs[0].formula(offset)
        return (isWrittenOut ? named.written([x]) : nil) ?? .call(named, [x])
      },
      kink: kink, work: { _ in 6 })
  }

  /// f(a, b, …) element by element, with NumPy's broadcasting; written as its formula.
  static func combination(
    _ name: String, _ function: ElementwiseFunction, gradient: @escaping GradientRule,
    kink: @escaping Kink = { _ in false }, domain: Domain? = nil
  ) -> Operation {
    Operation(
      name,
      shape: { (shapes) throws(Diagnostic) in
        var shape = shapes[0]
        for other in shapes.dropFirst() {
          guard let larger = shape.broadcast(with: other) else {
            throw Diagnostic(
              "'\(name)' cannot combine \(shape) with \(other): "
                + "the sizes of an axis must be equal, or one of them 1")
          }
          shape = larger
        }
        return shape
      },
      computation: .elementwise(Kernel(function)), gradient: gradient,
      symbols: { function($0) },
      element: { offset, inputs, shape in
        function(inputs.map { $0.formula(offset, broadcastFrom: shape) })
      }, kink: kink, domain: domain)
  }
}

/// The axes that a reduction runs over, and the shape of its result.
struct ReducedAxes: Sendable {
  /// The axis of `axis = …`, counted from the last if negative; `nil` for all.
  let axis: Int?

  func axes(of shape: Shape, in name: String) throws(Diagnostic) -> Range<Int> {
    guard let axis else { return 0..<shape.rank }
    let positive = axis < 0 ? axis + shape.rank : axis
    guard shape.sizes.indices.contains(positive) else {
      throw Diagnostic("'\(name)' has no axis \(axis) to run over in \(shape)")
    }
    return positive..<positive + 1
  }

  /// The shape without the axes.
  func result(of shape: Shape, in name: String) throws(Diagnostic) -> Shape {
    var sizes = shape.sizes
    sizes.removeSubrange(try axes(of: shape, in: name))
    return Shape(sizes)
  }

  /// The shape with each reduced axis kept at size 1, so that the result broadcasts back; the axes are valid.
  func kept(_ shape: Shape) -> Shape {
    guard let axis else { return Shape([Int](repeating: 1, count: shape.rank)) }
    var sizes = shape.sizes
    sizes[axis < 0 ? axis + shape.rank : axis] = 1
    return Shape(sizes)
  }

  /// Reshapes a result of this reduction so that it broadcasts back to `shape`; a single number already does.
  func restore(_ result: NodeID, _ shape: Shape, _ graph: inout Graph) -> NodeID {
    axis == nil ? result : graph.reshaped(result, kept(shape))
  }

  /// The number of elements that are reduced to one element of the result.
  func count(of shape: Shape) -> Int {
    guard let axis else { return shape.count }
    return shape.sizes[axis < 0 ? axis + shape.rank : axis]
  }

  /// The offset in `shape` of the `position`-th element that is reduced to the result's element at `offset`.
  func offset(_ position: Int, of offset: Int, in shape: Shape) -> Int {
    guard let axis else { return position }
    let axisIndex = axis < 0 ? axis + shape.rank : axis
    let inner = shape.sizes[(axisIndex + 1)...].reduce(1, *)
    let size = shape.sizes[axisIndex]
    return (offset / inner) * size * inner + position * inner + offset % inner
  }

  func options() -> [Formula.Option] {
    axis.map { [Formula.Option(name: "axis", value: .number(Double($0)))] } ?? []
  }
}
