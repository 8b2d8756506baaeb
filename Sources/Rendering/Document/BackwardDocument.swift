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
    let rows: [Equation]
  }

  /// The stale values, with their new values.
  let recomputed: [Equation]
  let seed: Equation
  let nodes: [Node]

  init(_ backward: Backward, _ book: NumberBook) {
    recomputed = backward.recomputed.map { Equation($0.valueOnly, book) }
    seed = Equation(backward.seed, book)
    nodes = backward.entries.map { entry in
      Node(
        name: entry.name, expression: entry.expression,
        rows: entry.rows.map { Equation($0.brief, book) })
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
