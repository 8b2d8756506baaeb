import Autodiff

/// Which values of a graph are stale: some variable that they were computed from has changed since.
///
/// A value is stale from the moment at which a variable behind it changes until it is computed again from inputs that are not
/// stale. Every node that uses a stale one is stale too, so a change goes on only from what turns stale, and a fresh node is
/// listed at each of its inputs: all changes together cost no more than the computing between them.
struct Freshness: Sendable {
  /// A node by its index in the graph.
  private struct Entry: Sendable {
    /// The inputs that depend on a variable.
    let inputs: Range<Int>
    let hasVariable: Bool
    var isStale = false
    /// The first of its uses by fresh nodes.
    var firstUse = none
  }

  /// An input of a node, in the list of all fresh uses of that input.
  private struct Use: Sendable {
    let input: Int
    let user: Int
    var next = none
    var isListed = false
  }

  private static var none: Int { -1 }

  private var entries: [Entry] = []
  private var uses: [Use] = []

  /// Adds the node that comes next in the graph; its value was just computed.
  mutating func append(_ node: Node) {
    let index = entries.count
    let first = uses.count
    for input in node.inputs where entries[input.index].hasVariable {
      uses.append(Use(input: input.index, user: index))
    }
    entries.append(
      Entry(
        inputs: first..<uses.count, hasVariable: node.isVariable || first < uses.count))
    computed(graphIndex: index)
  }

  /// Whether a variable is behind a node, itself included.
  func hasVariable(_ id: NodeID) -> Bool { entries[id.index].hasVariable }

  func isStale(_ id: NodeID) -> Bool { entries[id.index].isStale }

  /// Notes that a node was computed from the present values of its inputs.
  mutating func computed(_ id: NodeID) { computed(graphIndex: id.index) }

  private mutating func computed(graphIndex index: Int) {
    let inputs = entries[index].inputs
    entries[index].isStale = inputs.contains { entries[uses[$0].input].isStale }
    if entries[index].isStale { return }
    for use in inputs where !uses[use].isListed {
      let input = uses[use].input
      uses[use].isListed = true
      uses[use].next = entries[input].firstUse
      entries[input].firstUse = use
    }
  }

  /// Notes that a variable has another value.
  mutating func changed(_ variable: NodeID) {
    var waiting = [variable.index]
    while let index = waiting.popLast() {
      var use = entries[index].firstUse
      entries[index].firstUse = Self.none
      while use != Self.none {
        let (user, next) = (uses[use].user, uses[use].next)
        uses[use].isListed = false
        if !entries[user].isStale {
          entries[user].isStale = true
          waiting.append(user)
        }
        use = next
      }
    }
  }
}
