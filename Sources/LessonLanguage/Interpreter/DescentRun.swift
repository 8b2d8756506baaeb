import Autodiff
import Text

/// A running `descend`: repeated backprop and step, with the rows of its table so far.
struct DescentRun: Sendable {
  enum Limit: Sendable {
    case steps(Int)
    case change(below: Double)

    /// Whether the run takes no step at all.
    var isNone: Bool {
      if case .steps(0) = self { return true }
      return false
    }
  }

  /// A parameter's number that has a column, up to the width of a table.
  struct Column: Sendable {
    let node: NodeID
    let name: String
    let offset: Int
    let gradient: NodeID
  }

  /// A parameter, or a named value that the loss depends on.
  struct Named: Sendable {
    let node: NodeID
    let name: String
  }

  let target: NodeID
  /// Its results are the loss, the gradient of each parameter, and the named values.
  let plan: DescentPlan
  let named: [Named]
  let columns: [Column]
  /// The notes on parameters that do not move.
  let note: Note?
  let limit: Limit
  let place: Place
  /// The parameters and optimizer states after the step from here.
  var next: [(node: NodeID, value: Tensor)] = []
  var lossBefore: Double?
  var loss = Double.nan
  /// The table so far.
  var descent: Descent
  /// The error that stopped it early.
  var failure: Diagnostic?

  var isUnderWay: Bool { descent.end == nil && failure == nil }

  /// The cost of a step, including the values that it records.
  var workOfStep: Double {
    plan.work + Work.compiledRecord * Double(named.count + 2 * columns.count + 1)
  }

  /// Computes a step from the plan's current values, and records its start as a row.
  mutating func measure(_ rows: inout DescentRows) {
    plan.run()
    lossBefore = descent.steps == 0 ? nil : loss
    loss = rows.loss
    if !loss.isFinite, descent.firstNotFinite == nil { descent.firstNotFinite = descent.steps }
    rows.note(descent.steps)
  }
}

/// The rows of a descent's steps, until they are moved to the table.
struct DescentRows {
  /// The memory of a row's values: the parameters' numbers, the loss, and the gradients.
  private let sources: [UnsafePointer<Double>]
  private let lossPosition: Int
  /// The largest number of rows in the table; after that, the latest row replaces the previous one.
  private let most: Int
  /// The largest number of rows here.
  private let room: Int
  private var count = 0
  private var numbers: [Double] = []

  init(of run: DescentRun, most: Int, steps: Int) {
    let (plan, columns) = (run.plan, run.columns)
    sources =
      columns.map { plan.place(of: $0.node) + $0.offset } + [plan.place(of: run.target)]
      + columns.map { plan.place(of: $0.gradient) + $0.offset }
    lossPosition = columns.count
    self.most = most
    room = max(most - run.descent.rows.count, 1)
    numbers.reserveCapacity(min(room, steps) * (1 + sources.count))
  }

  /// The loss of the last step.
  var loss: Double { sources[lossPosition].pointee }

  mutating func note(_ step: Int) {
    if count == room { numbers.removeLast(1 + sources.count) } else { count += 1 }
    numbers.append(Double(step))
    for source in sources { numbers.append(source.pointee) }
  }

  func move(to table: inout Descent.Rows) {
    if table.count + count > most { table.removeLast() }
    table.append(numbers)
  }
}

extension History {
  /// The memory of a name's value after each step of a descent; `nil` if it is too large to keep.
  mutating func source(
    of named: DescentRun.Named, in graph: Graph, _ plan: DescentPlan
  ) -> Source? {
    let shape = graph[named.node].shape
    guard Self.keeps(shape) else { return nil }
    return Source(slot: slot(named.name), elements: plan.place(of: named.node), shape: shape)
  }
}

/// The compiled steps of descents, so that a repeated `descend` compiles nothing. Large ones are not kept for long.
struct DescentCache: Sendable {
  private var plans: [DescentPlan.Key: DescentPlan] = [:]
  private var elements = 0
  private static let mostElements = 1 << 21

  subscript(key: DescentPlan.Key) -> DescentPlan? { plans[key] }

  mutating func keep(_ plan: DescentPlan, for key: DescentPlan.Key) {
    if elements + plan.elements > Self.mostElements {
      plans = [:]
      elements = 0
    }
    elements += plan.elements
    plans[key] = plan
  }
}
