import Kernels

/// A part of a graph that a plan computes in another way, with less work or in one pass over memory.
struct Rewrite: Sendable {
  /// The stage at which the pattern is matched.
  enum Stage {
    /// While the graph is rebuilt, after the inputs of each node have been rewritten.
    case node
    /// In the whole graph, if nothing else reads the nodes that the pattern matches below its root, which are then removed.
    case graph
    /// Among the elementwise operations of one block, if the values below the root are kept in memory and nothing else in
    /// the block reads them: one loop writes them together with the root.
    case block
  }

  /// The unique name of the rewrite.
  let name: String
  let pattern: Pattern
  let replacement: Pattern
  let stage: Stage
  /// Whether the replacement rounds differently, and better if numbers are computed in a wider type than tensors.
  let regroupsNumbers: Bool
  let condition: @Sendable (Simplification, Match) -> Bool

  init(
    _ name: String, _ pattern: Pattern, _ replacement: Pattern, stage: Stage = .node,
    regroupsNumbers: Bool = false,
    where condition: @escaping @Sendable (Simplification, Match) -> Bool = { _, _ in true }
  ) {
    self.name = name
    self.pattern = pattern
    self.replacement = replacement
    self.stage = stage
    self.regroupsNumbers = regroupsNumbers
    self.condition = condition
  }

  /// The root operation of the pattern.
  var root: Operation {
    switch pattern {
    case .operation(let operation, _), .fused(let operation, _): return operation
    default: preconditionFailure("a pattern begins with an operation")
    }
  }
}

/// An expression of named operands: the pattern of a rewrite, or its replacement.
indirect enum Pattern: Sendable {
  /// A node of this kind. The same name means the same node.
  case operand(Name, Kind)
  /// A constant number.
  case constant(Double)
  /// The product of a number and a tensor, or any single node, with 1 as the number.
  case scaled(Name, Name)
  /// A match of the pattern, through any number of views.
  case viewed(Pattern)
  /// A match of the pattern, which is also named.
  case named(Name, Pattern)
  /// An operation of the graph; the operands of + and · may be in either order.
  case operation(Operation, [Pattern])
  /// An operation of `Fused`, with its operands in the order of its loop.
  case fused(Operation, [Pattern])

  enum Name: Hashable {
    case a, b, c, n, p, q, s, t, x, y, mass, product
    case adam(AdamOperand)
  }

  enum Kind {
    case any, number, tensor, matrix

    func includes(_ shape: Shape) -> Bool {
      switch self {
      case .any: true
      case .number: shape.rank == 0
      case .tensor: shape.rank > 0
      case .matrix: shape.rank == 2
      }
    }
  }
}

extension Pattern {
  static var zero: Pattern { .constant(0) }
  static var one: Pattern { .constant(1) }

  static func + (a: Pattern, b: Pattern) -> Pattern { .operation(.add, [a, b]) }
  static func - (a: Pattern, b: Pattern) -> Pattern { .operation(.subtract, [a, b]) }
  static func * (a: Pattern, b: Pattern) -> Pattern { .operation(.multiply, [a, b]) }
  static func / (a: Pattern, b: Pattern) -> Pattern { .operation(.divide, [a, b]) }
  static func greater(_ a: Pattern, _ b: Pattern) -> Pattern { .operation(.greater, [a, b]) }
  static func square(_ x: Pattern) -> Pattern { .operation(.square, [x]) }
  static func sqrt(_ x: Pattern) -> Pattern { .operation(.sqrt, [x]) }
  static func relu(_ x: Pattern) -> Pattern { .operation(.relu, [x]) }
  static func softmax(_ x: Pattern) -> Pattern { .operation(.softmax, [x]) }
  static func sumOfRows(_ x: Pattern) -> Pattern { .operation(.sumOfRows, [x]) }
  static func transpose(_ a: Pattern) -> Pattern { .operation(.transpose, [a]) }
  static func matrixProduct(_ a: Pattern, _ b: Pattern) -> Pattern {
    .operation(.matrixProduct, [a, b])
  }
}

/// A match of a pattern.
struct Match {
  private var nodes: [Pattern.Name: NodeID] = [:]
  /// The results of operations that the pattern matches below its root.
  fileprivate(set) var inner: [NodeID] = []

  /// The node with a name of the pattern.
  subscript(name: Pattern.Name) -> NodeID { nodes[name]! }

  /// The node of an operand; `nil` for an omitted number, which is 1.
  func node(_ name: Pattern.Name) -> NodeID? { nodes[name] }

  /// All named nodes.
  var named: [NodeID] { Array(nodes.values) }

  /// The nodes of the operands.
  func nodes(_ operands: [Pattern]) -> [NodeID] {
    operands.map { operand in
      guard case .operand(let name, _) = operand else { preconditionFailure("no operand") }
      return self[name]
    }
  }

  /// Returns the match with a node bound to a name; `nil` if the name is bound to another node.
  fileprivate func with(_ name: Pattern.Name, _ id: NodeID) -> Match? {
    if let other = nodes[name] { return other == id ? self : nil }
    var match = self
    match.nodes[name] = id
    return match
  }
}

extension Graph {
  /// Returns the match of a pattern with `operation` of `inputs`, if there is one.
  func match(_ pattern: Pattern, _ operation: Operation, _ inputs: [NodeID]) -> Match? {
    match(pattern, operation, inputs, Match())
  }

  private func match(
    _ pattern: Pattern, _ operation: Operation, _ inputs: [NodeID], _ match: Match
  ) -> Match? {
    switch pattern {
    case .operation(let wanted, let operands), .fused(let wanted, let operands):
      guard wanted === operation else { return nil }
      return self.match(operands, inputs, match)
        ?? (operation.isCommutative ? self.match(operands, inputs.reversed(), match) : nil)
    default: return nil
    }
  }

  private func match(_ patterns: [Pattern], _ inputs: [NodeID], _ match: Match) -> Match? {
    var found: Match? = match
    for (pattern, input) in zip(patterns, inputs) {
      guard let match = found else { return nil }
      found = self.match(pattern, input, match)
    }
    return found
  }

  private func match(_ pattern: Pattern, _ id: NodeID, _ match: Match) -> Match? {
    switch pattern {
    case .operand(let name, let kind):
      return kind.includes(self[id].shape) ? match.with(name, id) : nil
    case .constant(let number):
      guard case .constant(let tensor, _) = self[id].source, tensor.shape.rank == 0,
        tensor[0] == number
      else { return nil }
      return match
    case .scaled(let number, let tensor):
      return self.match(.operand(number, .number) * .operand(tensor, .tensor), id, match)
        ?? match.with(tensor, id)
    case .viewed(let pattern): return self.match(pattern, viewed(id), match)
    case .named(let name, let pattern):
      return self.match(pattern, id, match).flatMap { $0.with(name, id) }
    case .operation, .fused:
      guard let operation = self[id].operation,
        var match = self.match(pattern, operation, self[id].inputs, match)
      else { return nil }
      match.inner.append(id)
      return match
    }
  }
}

extension Operation {
  /// Whether it is commutative, to the bit.
  fileprivate var isCommutative: Bool { self === Operation.add || self === Operation.multiply }
}
