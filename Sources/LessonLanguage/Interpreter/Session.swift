import Autodiff
import Learning
import Text

/// The state of a running program, as a value: an earlier one is the program before, a copy is a what-if.
package struct Session: Sendable {
  var workspace: Workspace
  var names: [String: NodeID] = [:]
  var functions: [String: UserFunction] = [:]
  /// The trainable parameters, in the order of their definition.
  var parameterNodes: [NodeID] = []
  var passes = PassCache()
  /// What the last `backprop` or `descend` computed, and the parameters that it belongs to.
  var lastPass: BackwardPass?
  var parametersOfPass: [NodeID: Tensor] = [:]
  var optimizers = OptimizerMemory()
  var descents = DescentCache()
  var history = History()
  /// What `explore` offers, by name.
  package internal(set) var sliders: [String: Slider] = [:]
  /// What `data`, `model`, `loss` and `optimizer` have named, and what `train` has trained.
  var shelf = IngredientShelf()
  let loader: DataLoader
  /// How many decimals the working shows.
  package private(set) var digits = 4
  /// Whether long loops and tables are to be shown whole.
  package let showsAll: Bool
  /// Whether a reader may look at each round of a loop as it runs; which rounds the finished loop shows stays the same.
  let watchesLoops: Bool
  /// Whether a reader looks at the next stage: one that nobody looks at need not be explained.
  package var isWatched = true
  /// Inside an iteration that is not shown: statements run, and nothing is explained.
  var isQuiet = false
  /// The loops that are being run around the present statement.
  var loopDepth = 0

  package init(
    limits: Limits = Limits(), showsAll: Bool = false, watchesLoops: Bool = false,
    loader: DataLoader = .none
  ) {
    self.loader = loader
    workspace = Workspace(limits: limits)
    self.showsAll = showsAll
    self.watchesLoops = watchesLoops
  }

  /// Runs one statement. After an error the session is of no further use: whoever wants to go on keeps a copy.
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

  /// Whether the program has given a name a value or a meaning.
  package func defines(_ name: String) -> Bool { names[name] != nil || functions[name] != nil }

  /// How many numbers all values of the program have together.
  package var elementCount: Int { workspace.elementCount }

  mutating func setDigits(_ count: Int) { digits = count }

  /// The trainable parameters with the names that they have now.
  var parameters: [(node: NodeID, name: String)] {
    parameterNodes.map { node in
      guard case .name(let name) = workspace.graph[node].label else { return (node, "") }
      return (node, name)
    }
  }

  /// The parameters that a node is computed from.
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

/// Backward passes that were built, so that a repeated `backprop` adds nothing to the graph.
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
