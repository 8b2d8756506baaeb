import Autodiff

/// A mistake before it is known whether anyone made it, with its formulas still unwritten.
struct Slip: Sendable {
  enum Word: Sendable, ExpressibleByStringLiteral {
    case text(String)
    case node(NodeID)
    /// The element of a node at an offset.
    case element(NodeID, Int)
    case formula(Formula)

    init(stringLiteral text: String) { self = .text(text) }
  }

  let kind: Mistake.Kind
  /// The kind of a second mistake in the same line.
  var second: Mistake.Kind?
  let subject: Word
  /// See `Mistake.reason`.
  let reason: [Word]
  /// How improbable it is: mistakes of lower costs are named first.
  let cost: Double
  /// The nodes that are replaced, each by another one; empty if the value is known.
  var edits: [NodeID: NodeID] = [:]
  var value: Tensor?
  /// The node, or its element at an offset, whose value it takes.
  var source: (node: NodeID, offset: Int?)?
  /// Whether it only says what becomes of a quantity, such as half its value, and not what was done.
  var isEffect = false
  /// The reason if it is made each time, if it is not the same in every place.
  var habit: [Word]?
  /// Whether it takes a part of a line for the whole, as leaving out the rest does.
  var isPart = false
  /// The rounding of intermediate values, if it is that.
  var rounding: RoundedSteps?

  /// Whether its value is one of another time, which the computation does not contain.
  var isTimeless: Bool { edits.isEmpty && source == nil }
}

/// Collects the mistakes that can be made in a computation, each with one thing changed.
struct SlipSearch {
  var computation: EditedComputation
  private(set) var slips: [Slip] = []
  /// The nodes that depend on a parameter after the last step.
  var afterUpdate: Set<NodeID> = []
  /// The parameters after the last step.
  var steps: Set<NodeID> = []

  init(_ computation: EditedComputation) { self.computation = computation }

  mutating func add(_ slip: Slip) { slips.append(slip) }

  /// Adds a mistake that replaces one node: "… is what you get if ‹reason›".
  mutating func replace(
    _ id: NodeID, by node: NodeID?, _ kind: Mistake.Kind, _ subject: NodeID, _ cost: Double,
    _ reason: [Slip.Word], isEffect: Bool = false, habit: [Slip.Word]? = nil
  ) {
    guard let node else { return }
    replace(
      [id: node], kind, .node(subject), cost + distance(of: id), reason, isEffect: isEffect,
      habit: habit)
  }

  mutating func replace(
    _ edits: [NodeID: NodeID], _ kind: Mistake.Kind, _ subject: Slip.Word, _ cost: Double,
    _ reason: [Slip.Word], isEffect: Bool = false, habit: [Slip.Word]? = nil
  ) {
    let start: Slip.Word = "what you get if "
    add(
      Slip(
        kind: kind, subject: subject, reason: [start] + reason, cost: cost, edits: edits,
        isEffect: isEffect, habit: habit.map { [start] + $0 }))
  }

  /// The largest number of mistakes of which two may be made together.
  private static let mostInPairs = 40

  /// Adds two mistakes at a time, of the plausible ones in the target's own line.
  mutating func addPairs() {
    let kinds: [Mistake.Kind] = [.sign, .droppedFactor, .droppedTerm, .scale]
    let single = slips.filter {
      $0.edits.count == 1 && kinds.contains($0.kind) && $0.cost < 2
    }.sorted { $0.cost < $1.cost }.prefix(Self.mostInPairs)
    for (position, first) in single.enumerated() {
      for other in single.dropFirst(position + 1) {
        guard let (a, _) = first.edits.first, let (b, node) = other.edits.first, a != b else {
          continue
        }
        var both = Slip(
          kind: first.kind, second: other.kind, subject: first.subject,
          reason: first.reason + [", and "] + other.reason.dropFirst(),
          cost: first.cost + other.cost + 2)
        both.edits = first.edits
        both.edits[b] = node
        add(both)
      }
    }
  }

  /// Adds a mistake whose value is known: "… is ‹reason›".
  mutating func take(
    _ value: Tensor, _ kind: Mistake.Kind, _ subject: Slip.Word, _ cost: Double,
    _ reason: [Slip.Word]
  ) {
    add(Slip(kind: kind, subject: subject, reason: reason, cost: cost, value: value))
  }

  /// The number of named quantities from a node's line to the target's.
  func distance(of id: NodeID) -> Double {
    let isNamed = id != computation.target && computation.graph[id].label != nil
    return Double(computation.distance[id] ?? 0) + (isNamed ? 1 : 0)
  }

  func form(_ id: NodeID) -> Form { Form(computation.graph, id) }

  func shape(_ id: NodeID) -> [Int] { computation.graph[id].shape.sizes }

  func hasShape(_ a: NodeID, of b: NodeID) -> Bool { shape(a) == shape(b) }

  /// Whether a node is an unnamed number of the program or of a rule, such as 2 or 1/2.
  func isLiteral(_ id: NodeID) -> Bool {
    if case .quotient(let a, let b) = form(id) { return isLiteral(a) && isLiteral(b) }
    return computation.graph[id].isLiteral && computation.value(id).count == 1
  }

  /// The node again, without its name.
  mutating func unnamed(_ id: NodeID) -> NodeID {
    guard let operation = computation.graph[id].operation else { return id }
    return computation.apply(operation, computation.graph[id].inputs) ?? id
  }

  /// A node in the place of another one, which keeps its name.
  mutating func same(_ id: NodeID, inPlaceOf other: NodeID) -> NodeID? {
    guard hasShape(id, of: other) else { return nil }
    return computation.apply(.identity, [id], inPlaceOf: other)
  }

  mutating func scaled(_ id: NodeID, by number: Double, spelling: String) -> NodeID? {
    let factor = computation.constant(Tensor(number), spelling: spelling)
    return computation.apply(.multiply, [factor, unnamed(id)], inPlaceOf: id)
  }
}

extension SlipSearch {
  /// Words for where in the working a node is: " of ‹dL/dw›", " of the step of ‹w›", " of the divisor of ‹a›".
  func place(of id: NodeID) -> [Slip.Word] {
    let line = computation.line(of: id)
    let name: [Slip.Word] = computation.graph[line].label == nil ? [] : [" of ", .node(line)]
    if steps.contains(line) { return [" of the step"] + name }
    var id = id
    while id != line, let user = computation.users(of: id).first {
      if case .quotient(_, let divisor) = form(user), divisor == id {
        return [" of the divisor"] + name
      }
      id = user
    }
    return name
  }
}
