import Autodiff
import Learning
import LessonLanguage
import Text

/// A backward pass: its seed, then each node with the gradients that it passes on.
struct BackwardDocument {
  struct Node {
    /// The node's name, if it has one.
    let name: Formula?
    let expression: Formula
    var rows: [Equation]
    /// Whether it is left out, as one that passes no gradient to a parameter.
    var isFolded = false
  }

  /// The stale values, with their new values.
  let recomputed: [Equation]
  let seed: Equation
  private(set) var nodes: [Node]
  /// For each node, the first parameter to which it passes a gradient.
  private let parameters: [Formula?]
  /// Whether `why` can be asked about them.
  private let canBeAsked: Bool

  init(_ backward: Backward, _ book: NumberBook) {
    recomputed = backward.recomputed.map { Equation($0.valueOnly, book) }
    seed = Equation(backward.seed, book)
    nodes = backward.entries.map { entry in
      Node(
        name: entry.name, expression: entry.expression,
        rows: entry.rows.map { Equation($0.brief, book) })
    }
    parameters = backward.entries.map { $0.parameter }
    canBeAsked = backward.canBeAsked
  }
}

extension BackwardDocument {
  /// Folds the workings of the nodes, and if `brief` all nodes that pass no gradient to a parameter.
  mutating func fold(brief: Bool) {
    for index in nodes.indices {
      for row in nodes[index].rows.indices { nodes[index].rows[row].fold(isStated: false) }
      nodes[index].isFolded = brief && reachesParameter && parameters[index] == nil
    }
  }

  private var reachesParameter: Bool { parameters.contains { $0 != nil } }

  /// A parameter about which `why` can be asked.
  var askedParameter: Formula? {
    canBeAsked ? parameters.lazy.compactMap { $0 }.first : nil
  }

  /// The number of lines that are left out.
  var foldedLines: Int {
    nodes.reduce(0) { sum, node in
      sum + node.rows.reduce(0) { $0 + (node.isFolded ? $1.links.count : $1.folded.count) }
    }
  }
}

/// A loop: its rounds, with the number of those that are not shown.
struct RoundsDocument {
  enum Entry {
    case omitted(String)
    case round(Int, [(step: Step, document: StepDocument)])
  }

  let count: Int
  let entries: [Entry]

  init(_ loop: Loop, _ style: Style) {
    count = loop.count
    var entries: [Entry] = []
    var last = 0
    for (iteration, steps) in loop.shown {
      if iteration > last + 1 {
        entries.append(.omitted("\(iteration - last - 1) rounds not shown; --all"))
      }
      last = iteration
      entries.append(.round(iteration, steps.map { ($0, StepDocument($0, style)) }))
    }
    self.entries = entries
  }

  var heading: String { Self.heading(count) }

  /// `repeat 3 times`
  static func heading(_ count: Int) -> String {
    count == 1 ? "repeat once" : "repeat \(count) times"
  }
}
