import Autodiff
import Learning

/// What an operation computes, as far as mistakes in it have names.
///
/// Nothing else in the diagnosis asks which operation a node is.
enum Form {
  case sum(NodeID, NodeID)
  case difference(NodeID, NodeID)
  case product(NodeID, NodeID)
  case quotient(NodeID, NodeID)
  case matrixProduct(NodeID, NodeID)
  case outerProduct(NodeID, NodeID)
  case power(NodeID, NodeID)
  case negative(NodeID)
  case square(NodeID)
  case root(NodeID)
  case absolute(NodeID)
  case logarithm(NodeID)
  /// y · ln p
  case weightedLogarithm(NodeID, NodeID)
  /// −Σ y · ln p of p = softmax(x)
  case crossEntropy
  case exponential(NodeID)
  case activation(Operation, NodeID)
  case softmax(NodeID)
  /// A sum or a mean of elements.
  case total(NodeID)
  case mean(NodeID)
  case extremum(NodeID)
  case transposed(NodeID)
  case element(NodeID, [Int])
  case same(NodeID)
  case other

  /// The functions that are taken for each other: those that a layer applies to each of its sums.
  private static let activations = Activation.all.filter {
    $0.settings.isEmpty && !$0.comparesOutputs
  }.compactMap { $0.operation?(Choice($0)) }

  static func activations(besides function: Operation) -> [Operation] {
    activations.filter { $0 !== function }
  }

  /// Whether two nodes are written with the same operation.
  static func isOneOperation(_ a: Node, _ b: Node) -> Bool {
    guard let operation = a.operation else { return false }
    return operation.name == b.operation?.name
  }

  init(_ graph: Graph, _ id: NodeID) {
    guard let operation = graph[id].operation else {
      self = .other
      return
    }
    let inputs = graph[id].inputs
    self =
      inputs.count == 2
      ? Self.pair(operation, inputs[0], inputs[1])
      : inputs.count == 1 ? Self.single(operation, inputs[0]) : .other
  }

  private static func pair(_ operation: Operation, _ a: NodeID, _ b: NodeID) -> Form {
    if operation === Operation.add { return .sum(a, b) }
    if operation === Operation.subtract { return .difference(a, b) }
    if operation === Operation.multiply { return .product(a, b) }
    if operation === Operation.divide { return .quotient(a, b) }
    if operation === Operation.matrixProduct { return .matrixProduct(a, b) }
    if operation === Operation.outer { return .outerProduct(a, b) }
    if operation === Operation.power { return .power(a, b) }
    if operation === Operation.productWithLog { return .weightedLogarithm(a, b) }
    if operation === Operation.softmaxCrossEntropy { return .crossEntropy }
    return .other
  }

  private static func single(_ operation: Operation, _ a: NodeID) -> Form {
    if operation === Operation.negate { return .negative(a) }
    if operation === Operation.square { return .square(a) }
    if operation === Operation.sqrt { return .root(a) }
    if operation === Operation.abs { return .absolute(a) }
    if operation === Operation.log || operation === Operation.clampedLog { return .logarithm(a) }
    if operation === Operation.exp { return .exponential(a) }
    if operation === Operation.softmax { return .softmax(a) }
    if operation === Operation.transpose { return .transposed(a) }
    if operation === Operation.identity { return .same(a) }
    if activations.contains(where: { $0 === operation }) { return .activation(operation, a) }
    // The other operations have an axis or a position, and so are made anew for each use.
    switch operation.name {
    case "sum", "sum_to": return .total(a)
    case "mean": return .mean(a)
    case "max", "min": return .extremum(a)
    case "index":
      if case .element(_, let positions) = operation.symbols([.name("")]) {
        return .element(a, positions)
      }
      return .other
    default: return .other
    }
  }
}
