/// Writes the nodes of a graph as formulas, in symbols and in numbers, with the values of one evaluator.
package struct Explainer {
  let graph: Graph
  let evaluator: Evaluator
  let effort: Effort

  package init(graph: Graph, evaluator: Evaluator, effort: Effort = Effort()) {
    self.graph = graph
    self.evaluator = evaluator
    self.effort = effort
  }

  /// The work spent on explanations so far, in the unit of `Graph.work(of:)`.
  package final class Effort {
    package private(set) var work = 0.0

    package init() {}

    func spend(_ amount: Double) { work += amount }
  }

  /// The cost of a part of a formula, up to its display on a screen.
  static let workOfPart = 2_000.0

  /// A node's name or, if it has none, the expression that it stands for.
  package func symbol(_ id: NodeID) -> Formula { symbol(id, Budget()) }

  /// A node's operation applied to the symbols of its inputs; a leaf's numbers.
  package func expression(_ id: NodeID) -> Formula { expression(id, Budget()) }

  /// The number of unnamed operations that one formula may still write out. Nested functions grow without
  /// bound; once the budget is spent, values take the place of expressions.
  private final class Budget {
    private var left = 300

    /// Counts a formula and returns whether there was room for it.
    func spend() -> Bool {
      left -= 1
      return left > 0
    }
  }

  private func symbol(_ id: NodeID, _ budget: Budget) -> Formula {
    guard let label = graph[id].label else { return expression(id, budget) }
    switch label {
    case .name(let name): return .name(name)
    // The derivative of a derivative contains two labels, each of which may be a derivative again.
    case .derivative where !budget.spend(), .share where !budget.spend(): return value(id)
    case .derivative(let target, let node):
      return .derivative(of: symbol(target, budget), by: symbol(node, budget))
    case .share(let target, let node, let through):
      return .share(
        of: symbol(target, budget), by: symbol(node, budget), through: symbol(through, budget))
    }
  }

  private func expression(_ id: NodeID, _ budget: Budget) -> Formula {
    let node = graph[id]
    effort.spend(Self.workOfPart)
    guard budget.spend() else { return value(id) }
    if let original = graph.original(of: id) {
      return .operation("value", [symbol(original, budget)], options: [])
    }
    if let operation = node.operation {
      return operation.symbols(node.inputs.map { symbol($0, budget) })
    }
    return value(id)
  }

  private func value(_ id: NodeID) -> Formula {
    let count = graph[id].shape.count
    return count > Working.fewElements ? .list([.omitted(count: count)]) : numbers(id)
  }

  /// A node's value alone: its name or expression, and its numbers.
  package func value(of id: NodeID, subject: Formula) -> Working {
    Working(
      subject: subject, symbols: [], arithmetic: [], result: numbers(id),
      value: evaluator[id] ?? Tensor(.nan), isImage: graph.isImage(id))
  }

  /// A node's value in numbers: written out if small, otherwise a summary.
  package func numbers(_ id: NodeID) -> Formula {
    guard let value = evaluator[id] else { return .name("?") }
    effort.spend(Self.workOfPart + 3 * Double(value.count))
    guard Working.showsWhole(value.shape) else { return .summary(TensorSummary(value)) }
    return .nested(value.shape) { leaf(id, $0) }
  }

  /// The working of a node: its formula in symbols, numbers in place, each reduction, and the value.
  /// - Parameters:
  ///   - subject: the left side of the equation.
  ///   - written: the formula as the program has it, if the graph's differs.
  package func working(of id: NodeID, subject: Formula, written: Formula? = nil) -> Working {
    var symbols: [Formula] = []
    if let written, written.hasNames { symbols.append(written) }
    if graph[id].operation != nil || graph.original(of: id) != nil {
      let expression = expression(id)
      if expression.hasNames { symbols.append(expression) }
    }
    return Working(
      subject: subject, symbols: symbols, arithmetic: arithmetic(of: id), result: numbers(id),
      value: evaluator[id] ?? Tensor(.nan), isImage: graph.isImage(id))
  }

  /// The largest number of lines of arithmetic, and of parts of formulas in all of them together.
  private static let mostLines = 40
  private static let mostParts = 10_000

  /// Numbers in place, then each reduction, up to the line before the value.
  private func arithmetic(of id: NodeID) -> [Formula] {
    guard let value = evaluator[id],
      graph[id].operation != nil || graph.original(of: id) != nil,
      value.count <= Working.fewElements, value.count > 0
    else { return [] }
    var line = elements(of: id, count: value.count, shape: value.shape)
    var lines: [Formula] = []
    var parts = 0
    while lines.count <= Self.mostLines, parts <= Self.mostParts, let next = line.reduced {
      lines.append(line)
      parts += line.partCount
      line = next
    }
    effort.spend(Double(parts) * Self.workOfPart)
    return lines
  }

  private func elements(of id: NodeID, count: Int, shape: Shape) -> Formula {
    let expansion = Expansion(self)
    let formula = Formula.nested(shape) { expansion.element(id, $0, isRoot: true) }
    if !expansion.isExhausted { return formula }
    let shallow = Expansion(self, depth: 1)
    return .nested(shape) { shallow.element(id, $0, isRoot: true) }
  }

  private func leaf(_ id: NodeID, _ offset: Int) -> Formula { Expansion(self).number(id, offset) }
}

/// Writes elements of nodes out in the arithmetic of numbers, down to what has a name.
private final class Expansion {
  let graph: Graph
  let evaluator: Evaluator
  let effort: Explainer.Effort
  let depth: Int
  private var budget = 1_500
  /// The forward node for whose gradient the root was made, if it was.
  private var origin: NodeID?

  init(_ explainer: Explainer, depth: Int = .max) {
    graph = explainer.graph
    evaluator = explainer.evaluator
    effort = explainer.effort
    self.depth = depth
  }

  var isExhausted: Bool { budget <= 0 }

  func element(_ id: NodeID, _ offset: Int, isRoot: Bool = false, level: Int = 0) -> Formula {
    let node = graph[id]
    budget -= 1
    if isRoot { origin = node.origin }
    if isRoot || node.label == nil, let original = graph.original(of: id) {
      return cutOff(id, original, offset, level: level)
    }
    // In a gradient, results of the forward pass are shown by their values.
    let isOpen = node.label == nil && node.origin == origin && level < depth
    guard let operation = node.operation, isRoot || isOpen, budget > 0 else {
      return number(id, offset)
    }
    let work = graph.workOfElement(id)
    effort.spend(work)
    budget -= Int(work / 50_000)
    let operands = node.inputs.map { input in
      Operation.Operand(tensor: evaluator[input] ?? Tensor(.nan)) { offset in
        self.element(input, offset, level: level + 1)
      }
    }
    return operation.element(offset, operands, node.shape)
  }

  /// An element of value(e): e written out, as long as that still gives the same value.
  private func cutOff(_ id: NodeID, _ original: NodeID, _ offset: Int, level: Int) -> Formula {
    guard budget > 0, let value = evaluator[id]?[offset] else { return number(id, offset) }
    let formula = element(original, offset, level: level)
    guard let computed = formula.value, abs(computed - value) <= 1e-12 * abs(value) else {
      return number(id, offset)
    }
    return formula
  }

  /// One number of a node; a literal with its original value keeps its spelling.
  func number(_ id: NodeID, _ offset: Int) -> Formula {
    guard let value = evaluator[id]?[offset] else { return .number(.nan) }
    switch graph[id].source {
    case .constant(_, let spelling): return .number(value, spelling: spelling?[offset])
    case .variable(let initial, let spelling):
      return .number(value, spelling: initial[offset] == value ? spelling?[offset] : nil)
    case .operation: return .number(value)
    }
  }
}

extension Formula {
  /// A tensor's elements as nested lists; a number by itself.
  static func nested(_ shape: Shape, element: (Int) -> Formula) -> Formula {
    nested(shape.sizes[...], from: 0, element: element)
  }

  private static func nested(
    _ sizes: ArraySlice<Int>, from offset: Int, element: (Int) -> Formula
  ) -> Formula {
    guard let first = sizes.first else { return element(offset) }
    let rest = sizes.dropFirst()
    let stride = rest.reduce(1, *)
    return .list(
      (0..<first).map { nested(rest, from: offset + $0 * stride, element: element) })
  }
}
