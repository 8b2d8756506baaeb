import Autodiff
import Kernels
import Text

/// A network applied to samples as after training: its outputs, or those of one of its layers, and the loss.
final class ForwardPass<S: PlanScalar> {
  private let model: Model
  private let loss: LossSpecification
  private let classWeights: [Double]
  private let comparesTargets: Bool
  private let targetWidth: Int
  private let parameters: [Storage<S>]
  /// The position of the layer whose outputs are given; `nil` for those of the whole network.
  private let layer: Int?
  private let workers: Workers
  private var plans: [Int: Prepared] = [:]

  /// The largest number of samples that are computed at once.
  static var batch: Int { 256 }

  private struct Prepared {
    let plan: Plan<S>
    let features: Storage<S>
    let targets: Storage<S>
    let output: NodeID
    let loss: NodeID?
  }

  /// - Parameter comparesTargets: whether there are targets, and so a loss.
  init(
    _ model: Model, loss: LossSpecification, classWeights: [Double],
    comparesTargets: Bool = true, targetWidth: Int, parameters: [Storage<S>],
    layer: Int? = nil, workers: Workers = .one
  ) {
    self.workers = workers
    self.layer = layer
    self.model = model
    self.loss = loss
    self.classWeights = classWeights
    self.comparesTargets = comparesTargets
    self.targetWidth = targetWidth
    self.parameters = parameters
  }

  /// Computes up to `batch` samples, which `fill` writes with their targets, and passes outputs, targets and mean loss to
  /// `body`.
  func run(
    _ count: Int, fill: (UnsafeMutablePointer<S>, UnsafeMutablePointer<S>) -> Void,
    body: (_ outputs: UnsafePointer<S>, _ targets: UnsafePointer<S>, _ loss: Double) -> Void
  ) throws(Diagnostic) {
    let prepared = try plan(count)
    fill(prepared.features.start, prepared.targets.start)
    prepared.plan.run()
    let loss = prepared.loss.map { Double(prepared.plan[$0].pointee) } ?? 0
    body(prepared.plan[prepared.output], UnsafePointer(prepared.targets.start), loss)
  }

  /// Computes some rows of prepared data in batches.
  func visit(
    _ rows: [Int], of data: PreparedData<S>,
    _ body: (ArraySlice<Int>, UnsafePointer<S>, UnsafePointer<S>, Double) -> Void
  ) throws(Diagnostic) {
    var start = 0
    while start < rows.count {
      let chunk = rows[start..<min(start + Self.batch, rows.count)]
      try run(chunk.count) {
        data.gather(chunk, features: $0, targets: $1)
      } body: {
        body(chunk, $0, $1, $2)
      }
      start += chunk.count
    }
  }

  private func plan(_ count: Int) throws(Diagnostic) -> Prepared {
    if let known = plans[count] { return known }
    var graph = Graph()
    let features = graph.variable(Tensor(model.sampleShape.batched(count), repeating: 0))
    let targets = graph.variable(Tensor(Shape([count, targetWidth]), repeating: 0))
    let nodes = parameters.map { graph.parameter($0.shape, isTransposed: $0.isTransposed) }
    let built = try model.build(
      &graph, input: features, parameters: nodes.map { $0.parameter }, for: .inference)
    var lossNode: NodeID?
    if comparesTargets {
      lossNode = try loss.build(
        &graph, target: targets, model: built, activation: model.outputActivation,
        classWeights: classWeights)
    }
    var variables = Variables<S>()
    let x = Storage<S>(graph[features].shape)
    let y = Storage<S>(graph[targets].shape)
    variables.bind(features, to: x)
    variables.bind(targets, to: y)
    for (node, storage) in zip(nodes, parameters) { variables.bind(node.variable, to: storage) }
    let output =
      if let layer { built.layers[layer] } else {
        try loss.probabilities(&graph, built.output)
      }
    let plan = try Plan<S>(
      graph, results: [output] + (lossNode.map { [$0] } ?? []), variables: variables,
      workers: workers)
    let prepared = Prepared(
      plan: plan, features: x, targets: y, output: output, loss: lossNode)
    plans[count] = prepared
    return prepared
  }
}
