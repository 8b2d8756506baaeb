import Autodiff
import LessonLanguage
import Text

/// A graph of operations, also as a tree from its target back to the parameters and inputs.
struct GraphDocument {
  /// A quantity in the tree. One that several others need is written out once.
  struct Branch {
    enum Mention {
      /// Its value and its own branches are here.
      case written
      /// They are in an earlier, or in a later part of the tree.
      case above, below
    }

    let node: Int
    let mention: Mention
    /// The part of its gradient that comes back from here, if it has several users.
    let share: Equation?
    let branches: [Branch]
  }

  let graph: OperationGraph
  let book: NumberBook
  /// Each node's formula and value, and its gradient.
  let values: [Equation]
  let gradients: [Equation?]
  /// The tree of the target, then those of the quantities that would have been too deep in an earlier one.
  let trees: [Branch]

  init(_ graph: OperationGraph, _ book: NumberBook) {
    self.graph = graph
    self.book = book
    values = graph.nodes.map { Equation($0.value, book).short }
    gradients = graph.nodes.map { $0.gradient.map { Equation($0, book).valueAlone } }
    var planter = Planter(graph, book)
    trees = planter.trees()
  }

  /// The gradients that are written at a place of a tree: what comes back from there, and where the node is written out, all of
  /// its gradient.
  func gradients(at tree: Branch) -> [Equation] {
    let whole = tree.mention == .written ? gradients[tree.node] : nil
    return [tree.share, whole].compactMap { $0 }
  }

  var hasGradients: Bool { gradients.contains { $0 != nil } }

  /// The number of quantities that are left out, in words.
  var omission: String? {
    switch graph.omitted {
    case 0: nil
    case 1: "one earlier quantity is not shown"
    default: "\(graph.omitted) earlier quantities are not shown"
    }
  }
}

/// Makes trees of a graph in which each node is written out once.
private struct Planter {
  private let graph: OperationGraph
  private let book: NumberBook
  /// The number of users of each node.
  private var users: [Int]
  private var written: Set<Int> = []
  /// The nodes that were too deep in an earlier tree.
  private var roots: [Int]

  private static let deepest = 8

  init(_ graph: OperationGraph, _ book: NumberBook) {
    self.graph = graph
    self.book = book
    users = graph.users
    roots = [graph.nodes.count - 1]
  }

  mutating func trees() -> [GraphDocument.Branch] {
    var trees: [GraphDocument.Branch] = []
    var next = 0
    while next < roots.count {
      let root = roots[next]
      next += 1
      if !written.contains(root) { trees.append(branch(root, nil, depth: 0)) }
    }
    return trees
  }

  /// - Parameter link: the link to the node; `nil` for a root.
  private mutating func branch(
    _ node: Int, _ link: OperationGraph.Link?, depth: Int
  ) -> GraphDocument.Branch {
    let share = users[node] > 1 ? link?.gradient.map { Equation($0, book) } : nil
    func branch(
      _ mention: GraphDocument.Branch.Mention, _ branches: [GraphDocument.Branch] = []
    ) -> GraphDocument.Branch {
      .init(node: node, mention: mention, share: share, branches: branches)
    }
    if written.contains(node) { return branch(.above) }
    let links = graph.nodes[node].links
    if depth >= Self.deepest, !links.isEmpty {
      roots.append(node)
      return branch(.below)
    }
    written.insert(node)
    var branches: [GraphDocument.Branch] = []
    for link in links { branches.append(self.branch(link.input, link, depth: depth + 1)) }
    return branch(.written, branches)
  }
}

extension OperationGraph {
  /// The number of nodes that are computed from each.
  var users: [Int] {
    var users = nodes.map { _ in 0 }
    for node in nodes { for link in node.links { users[link.input] += 1 } }
    return users
  }
}
