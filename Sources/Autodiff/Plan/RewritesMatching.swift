import Kernels

/// A part of a graph that a plan computes in another way: as less work, or in one walk over memory.
struct Rewrite: Sendable {
  /// When the pattern is looked for.
  enum Stage {
    /// While the graph is rebuilt: the inputs of each node have been rewritten before it.
    case node
    /// In the whole graph, where nothing else reads what the pattern reaches below its root: that is computed no more.
    case graph
    /// Among the elementwise operations of one block, where the values below the root are kept in memory and nothing else in
    /// the block reads them: one loop writes them together with the root's.
    case block
  }

  /// Tells the rewrite from all others.
  let name: String
  let pattern: Pattern
  let replacement: Pattern
  let stage: Stage
  /// Whether the replacement rounds in another way, and better where numbers are computed in a wider type than tensors.
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

  /// The operation that the pattern begins with.
  var root: Operation {
    switch pattern {
    case .operation(let operation, _), .fused(let operation, _): return operation
    default: preconditionFailure("a pattern begins with an operation")
    }
  }
}

/// Operations on operands that have names: what a rewrite looks for, and what it puts in its place.
indirect enum Pattern: Sendable {
  /// A node of this kind. Where the name occurs again, it is the same node.
  case operand(Name, Kind)
  /// A constant number.
  case constant(Double)
  /// The product of a number and a tensor, or any node by itself: the number is 1 then.
  case scaled(Name, Name)
  /// What the pattern describes, seen through any number of views.
  case viewed(Pattern)
  /// What the pattern describes, which has a name as well.
  case named(Name, Pattern)
  /// An operation of the graph; the operands of + and · may stand in either order.
  case operation(Operation, [Pattern])
  /// An operation of `Fused`, with its operands in the order in which its loop has them.
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

/// Where a pattern was found.
struct Match {
  private var nodes: [Pattern.Name: NodeID] = [:]
  /// The results of operations that the pattern reaches below its root.
  fileprivate(set) var inner: [NodeID] = []

  /// The node that has a name in the pattern.
  subscript(name: Pattern.Name) -> NodeID { nodes[name]! }

  /// The node of an operand; nil for a number that is left out, which is 1.
  func node(_ name: Pattern.Name) -> NodeID? { nodes[name] }

  /// All nodes that have names.
  var named: [NodeID] { Array(nodes.values) }

  /// The nodes of operands that have nodes.
  func nodes(_ operands: [Pattern]) -> [NodeID] {
    operands.map { operand in
      guard case .operand(let name, _) = operand else { preconditionFailure("no operand") }
      return self[name]
    }
  }

  /// With a node under a name; nil where another has it.
  fileprivate func with(_ name: Pattern.Name, _ id: NodeID) -> Match? {
    if let other = nodes[name] { return other == id ? self : nil }
    var match = self
    match.nodes[name] = id
    return match
  }
}

extension Graph {
  /// What a pattern's names stand for where it describes `operation` of `inputs`; nil where it does not.
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
  /// Whether its two inputs can change places, to the bit.
  fileprivate var isCommutative: Bool { self === Operation.add || self === Operation.multiply }
}
