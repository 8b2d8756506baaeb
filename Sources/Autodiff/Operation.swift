import Text

/// An operation on tensors: it computes, differentiates and explains itself.
///
/// One value holds everything about an operation with its settings (an axis, a stride): `sum(axis: 1)`
/// is an operation. Only a plan's rewrites and the search for a mistake ask which operation it is.
package final class Operation: Sendable {
  package typealias ShapeRule = @Sendable ([Shape]) throws(Diagnostic) -> Shape
  package typealias Domain = @Sendable ([Tensor]) throws(Diagnostic) -> Void
  package typealias GradientRule = @Sendable (inout Graph, Place) -> Contribution
  package typealias Symbols = @Sendable ([Formula]) -> Formula
  package typealias Element = @Sendable (Int, [Operand], Shape) -> Formula
  package typealias Kink = @Sendable ([Tensor]) -> Bool
  package typealias Work = @Sendable ([Shape]) -> Double

  package let name: String
  /// The shape of the result, or an error that names the operation and the shapes.
  let shape: ShapeRule
  /// The loops that compute the result.
  let computation: Computation
  /// Rejects inputs for which the operation is undefined, such as a probability of 2; called by the evaluator.
  let domain: Domain?
  /// Returns the gradient of one input, given the gradient of the result, as new nodes of the graph.
  let gradient: GradientRule
  /// The operation applied to formulas, as written: a + b, sum(x, axis = 1).
  package let symbols: Symbols
  /// One element of the result as arithmetic on elements of the inputs.
  let element: Element
  /// Whether the operation has no derivative at the inputs, as relu at 0.
  package let kink: Kink
  /// The approximate time for one element of the result, without reading and writing it, in nanoseconds.
  let work: Work
  /// The number of elements of temporary memory that the computation takes.
  let scratch: Work
  /// Whether it slides a window over its first input, which makes the input and the result images.
  let isWindowed: Bool
  /// Whether it only transposes its input, so that a second time gives the input back.
  let isTransposition: Bool
  /// The part of the first input that the window does not reach.
  let leftOut: (@Sendable ([Shape]) -> LeftOut?)?

  init(
    _ name: String, shape: @escaping ShapeRule, computation: Computation,
    gradient: @escaping GradientRule, symbols: Symbols? = nil, element: @escaping Element,
    kink: @escaping Kink = { _ in false }, work: @escaping Work = { _ in 1 },
    scratch: @escaping Work = { _ in 0 },
    domain: Domain? = nil, isTransposition: Bool = false,
    leftOut: (@Sendable ([Shape]) -> LeftOut?)? = nil
  ) {
    self.name = name
    self.shape = shape
    self.computation = computation
    self.domain = domain
    self.gradient = gradient
    self.symbols = symbols ?? { .operation(name, $0, options: []) }
    self.element = element
    self.kink = kink
    self.work = work
    self.isTransposition = isTransposition
    self.isWindowed = leftOut != nil
    self.leftOut = leftOut
    self.scratch = scratch
  }

  /// The arguments of a gradient rule: the node, which of its inputs, and the arriving gradient.
  package struct Place: Sendable {
    package let node: NodeID
    package let inputs: [NodeID]
    package let position: Int
    package let arriving: NodeID

    package var input: NodeID { inputs[position] }
  }

  /// The gradient that an input receives.
  package enum Contribution: Sendable {
    /// None: the derivative is 0 everywhere, or the input cannot be differentiated by.
    case nothing
    /// The derivative of each element by its own input element, to be multiplied by the arriving gradient.
    case local(NodeID)
    /// The gradient of the input, if it is not an element-by-element product.
    case whole(NodeID)
  }

  /// An input as an explanation sees it: its values, and each element as a formula.
  package struct Operand {
    package let tensor: Tensor
    package let formula: (Int) -> Formula

    package var shape: Shape { tensor.shape }

    /// The formula of the element at `offset` of the `larger` shape that the operand is broadcast to.
    func formula(_ offset: Int, broadcastFrom larger: Shape) -> Formula {
      formula(shape.offset(offset, broadcastFrom: larger))
    }
  }
}
