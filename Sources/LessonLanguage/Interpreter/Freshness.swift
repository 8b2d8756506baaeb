import Autodiff

/// Tracks which values of a graph are stale because a variable that they depend on has changed.
///
/// A value is stale from the moment a variable that it depends on changes until it is recomputed from fresh inputs. Users of a
/// stale node are stale too, so a change only propagates through nodes that become stale, and each fresh node is listed at its
/// inputs: all changes together cost no more than the computations between them.
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

  /// Adds the next node of the graph, whose value was just computed.
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

  /// Whether a node is or depends on a variable.
  func hasVariable(_ id: NodeID) -> Bool { entries[id.index].hasVariable }

  func isStale(_ id: NodeID) -> Bool { entries[id.index].isStale }

  /// Records that a node was computed from the current values of its inputs.
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

  /// Records that a variable has changed.
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
