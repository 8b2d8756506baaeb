import Autodiff

/// Builds the nodes of an update rule, written as its formula.
package final class UpdateBuilder {
  fileprivate(set) var graph: Graph
  private(set) var nextStates: [(state: NodeID, next: NodeID)] = []
  private(set) var intermediates: [(name: String, node: NodeID)] = []
  private(set) var settings: [(name: String, node: NodeID)] = []
  private let optimizer: Optimizer
  private let parameterNode: NodeID
  private let gradientNode: NodeID
  private let stateNodes: [NodeID]
  private let rateNode: NodeID?

  init(
    graph: Graph, optimizer: Optimizer, parameter: NodeID, gradient: NodeID, states: [NodeID],
    rate: NodeID? = nil
  ) {
    self.graph = graph
    self.optimizer = optimizer
    parameterNode = parameter
    gradientNode = gradient
    stateNodes = states
    rateNode = rate
  }

  var parameter: Quantity { Quantity(id: parameterNode, builder: self) }

  /// η, named `rate`.
  var rate: Quantity {
    rateNode.map { Quantity(id: $0, builder: self) } ?? named("rate", optimizer.rate)
  }

  /// A setting of the optimizer.
  func setting(_ name: String) -> Quantity {
    named(name, optimizer[name])
  }

  var gradient: Quantity { Quantity(id: gradientNode, builder: self) }

  /// g + λ · w if the optimizer has a weight decay λ other than 0, else the gradient.
  func gradientWithDecay() -> Quantity {
    guard optimizer["weight_decay"] != 0 else { return gradient }
    return define("g", gradient + setting("weight_decay") * parameter)
  }

  /// The value of a state before this step.
  func state(_ name: String) -> Quantity {
    let position = optimizer.states.firstIndex { $0.name == name }!
    return Quantity(id: stateNodes[position], builder: self)
  }

  /// Names a quantity, so that the working shows it separately.
  func define(_ name: String, _ quantity: Quantity) -> Quantity {
    intermediates.append((name, quantity.id))
    return quantity
  }

  /// Defines the value of a state after this step.
  func advance(_ name: String, to quantity: Quantity) -> Quantity {
    let next = define(name, quantity)
    nextStates.append((state(name).id, next.id))
    return next
  }

  func number(_ value: Double) -> Quantity {
    Quantity(id: graph.constant(value), builder: self)
  }

  private func named(_ name: String, _ value: Double) -> Quantity {
    let quantity = number(value)
    settings.append((name, quantity.id))
    return quantity
  }
}

/// A node of an update rule, with the arithmetic of its formula.
package struct Quantity {
  let id: NodeID
  let builder: UpdateBuilder

  var squared: Quantity { apply(.square, self) }
  var squareRoot: Quantity { apply(.sqrt, self) }

  static func + (a: Quantity, b: Quantity) -> Quantity { a.apply(.add, a, b) }
  static func - (a: Quantity, b: Quantity) -> Quantity { a.apply(.subtract, a, b) }
  static func * (a: Quantity, b: Quantity) -> Quantity { a.apply(.multiply, a, b) }
  static func / (a: Quantity, b: Quantity) -> Quantity { a.apply(.divide, a, b) }
  static func ^ (a: Quantity, b: Quantity) -> Quantity { a.apply(.power, a, b) }
  static func - (a: Double, b: Quantity) -> Quantity { b.builder.number(a) - b }
  static func + (a: Quantity, b: Double) -> Quantity { a + a.builder.number(b) }

  private func apply(_ operation: Operation, _ a: Quantity) -> Quantity {
    Quantity(id: builder.graph.emit(operation, a.id), builder: builder)
  }

  private func apply(_ operation: Operation, _ a: Quantity, _ b: Quantity) -> Quantity {
    Quantity(id: builder.graph.emit(operation, a.id, b.id), builder: builder)
  }
}
