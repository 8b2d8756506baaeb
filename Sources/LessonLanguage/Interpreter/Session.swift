import Autodiff
import Learning
import Text

/// The state of a running program, as a value: an earlier session is an earlier state, and a copy is a what-if.
package struct Session: Sendable {
  var workspace: Workspace
  var names: [String: NodeID] = [:]
  var functions: [String: UserFunction] = [:]
  /// The trainable parameters, in order of definition.
  var parameterNodes: [NodeID] = []
  var passes = PassCache()
  /// The last backward pass of `backprop` or `descend`, and the parameters at that time.
  var lastPass: BackwardPass?
  var parametersOfPass: [NodeID: Tensor] = [:]
  var optimizers = OptimizerMemory()
  var lastStep: StepMemory?
  var descents = DescentCache()
  var history = History()
  /// The sliders of `explore`, by name.
  package internal(set) var sliders: [String: Slider] = [:]
  /// The ingredients named by `data`, `model`, `loss` and `optimizer`, and the trained networks.
  var shelf = IngredientShelf()
  let loader: DataLoader
  /// The number of decimals in the working.
  package private(set) var digits = 4
  /// Whether long loops and tables are shown whole.
  package let showsAll: Bool
  /// Whether a reader may look at each round of a loop as it runs. The rounds that the finished loop shows do not change.
  let watchesLoops: Bool
  /// Whether a reader will see the next stage; otherwise it is not explained.
  package var isWatched = true
  /// Whether no statement of a reader can follow, as in an explained step of a training.
  let isClosed: Bool
  /// Whether statements run without explanation, as in an iteration that is not shown.
  var isQuiet = false
  /// The number of running loops around the current statement.
  var loopDepth = 0

  package init(
    limits: Limits = Limits(), showsAll: Bool = false, watchesLoops: Bool = false,
    isClosed: Bool = false, loader: DataLoader = .none
  ) {
    self.loader = loader
    workspace = Workspace(limits: limits)
    self.showsAll = showsAll
    self.watchesLoops = watchesLoops
    self.isClosed = isClosed
  }

  /// Runs one statement. After an error the session is invalid; a caller that wants to go on keeps a copy.
  package mutating func run(_ statement: Statement) throws(Diagnostic) -> Step {
    var run = StatementRun(statement)
    while true {
      try advance(&run, descentSteps: 1_000)
      if let step = run.step { return step }
    }
  }

  /// The names that have a value or a meaning, for completion.
  package var knownNames: [String] {
    (Array(names.keys) + Array(functions.keys) + Array(shelf.models.keys) + Array(shelf.data.keys)
      + BuiltIn.names).sorted()
  }

  package func defines(_ name: String) -> Bool { names[name] != nil || functions[name] != nil }

  /// The number of elements in all values of the program.
  package var elementCount: Int { workspace.elementCount }

  mutating func setDigits(_ count: Int) { digits = count }

  /// The trainable parameters with their current names.
  var parameters: [(node: NodeID, name: String)] {
    parameterNodes.map { node in
      guard case .name(let name) = workspace.graph[node].label else { return (node, "") }
      return (node, name)
    }
  }

  /// Returns the parameters that a node depends on.
  func parameters(behind node: NodeID) -> [(node: NodeID, name: String)] {
    let ancestors = Set(workspace.graph.ancestors(of: [node]))
    return parameters.filter { ancestors.contains($0.node) }
  }
}

/// f(a, b) = body; each call is expanded into the graph.
struct UserFunction: Sendable {
  let name: String
  let parameters: [String]
  let body: Expression
}

/// The backward passes that were built, so that a repeated `backprop` adds nothing to the graph.
struct PassCache: Sendable {
  struct Key: Hashable, Sendable {
    let target: NodeID
    let onlyParameters: Bool
  }

  struct Entry: Sendable {
    let pass: BackwardPass
    /// The operations that the pass added.
    let schedule: Schedule
  }

  var entries: [Key: Entry] = [:]
}
