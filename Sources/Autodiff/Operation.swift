import Text

/// An operation on tensors: it computes, differentiates and explains itself.
///
/// One value holds all that is known of an operation with its settings (an axis, a stride): `sum(axis: 1)`
/// is an operation. Nothing elsewhere asks which operation it is, but a plan's rewrites.
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
  /// Refuses inputs that the operation has no meaning for, as a probability of 2; the evaluator asks it.
  let domain: Domain?
  /// What one input receives of the gradient that arrives at the result, as new nodes of the graph.
  let gradient: GradientRule
  /// The operation applied to formulas, as it is written: a + b, sum(x, axis = 1).
  let symbols: Symbols
  /// One element of the result in the arithmetic of numbers, from elements of the inputs.
  let element: Element
  /// Whether the inputs lie where the operation has no derivative, as relu at 0.
  package let kink: Kink
  /// About how many nanoseconds one element of the result takes, beside reading and writing it.
  let work: Work
  /// How many numbers the computation takes for itself.
  let scratch: Work
  /// Whether it slides a window over its first input, so that the input and the result are images.
  let isWindowed: Bool
  /// What the window does not reach of the first input.
  let leftOut: (@Sendable ([Shape]) -> LeftOut?)?

  init(
    _ name: String, shape: @escaping ShapeRule, computation: Computation,
    gradient: @escaping GradientRule, symbols: Symbols? = nil, element: @escaping Element,
    kink: @escaping Kink = { _ in false }, work: @escaping Work = { _ in 1 },
    scratch: @escaping Work = { _ in 0 },
    domain: Domain? = nil,
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
    self.isWindowed = leftOut != nil
    self.leftOut = leftOut
    self.scratch = scratch
  }

  /// Where a gradient rule is asked: the node, which of its inputs, and the gradient that arrives.
  package struct Place: Sendable {
    package let node: NodeID
    package let inputs: [NodeID]
    package let position: Int
    package let arriving: NodeID

    package var input: NodeID { inputs[position] }
  }

  /// What an input receives.
  package enum Contribution: Sendable {
    /// The derivative is 0 everywhere, or the input is not a quantity to differentiate by.
    case nothing
    /// The derivative of each element by its own input element: it multiplies the gradient that arrives.
    case local(NodeID)
    /// The gradient of the input, where it is not a product element by element.
    case whole(NodeID)
  }

  /// An input as an explanation sees it: its values, and each element as a formula.
  package struct Operand {
    package let tensor: Tensor
    package let formula: (Int) -> Formula

    package var shape: Shape { tensor.shape }

    /// The formula of the element that stands at `offset` of the `larger` shape that it is broadcast to.
    func formula(_ offset: Int, broadcastFrom larger: Shape) -> Formula {
      formula(shape.offset(offset, broadcastFrom: larger))
    }
  }
}
