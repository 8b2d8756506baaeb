import Autodiff
import Text

extension Loss {
  package static let error = Loss("error", "y − p, element by element") {
    (graph, y, p, _) throws(Diagnostic) in try difference(&graph, y, p)
  }

  /// Positive and negative errors cancel.
  package static let meanError = Loss("mean_error", "(1/n) · Σ (y − p)") {
    (graph, y, p, _) throws(Diagnostic) in try mean(&graph, try difference(&graph, y, p))
  }

  package static let sse = Loss("sse", "Σ (y − p)²") { (graph, y, p, _) throws(Diagnostic) in
    let squares = try graph.apply(.square, [try difference(&graph, y, p)])
    return graph[squares].shape.rank == 0 ? squares : try graph.apply(.sum(), [squares])
  }

  /// As in PyTorch's MSELoss and Keras, n is the number of all elements, and there is no factor ½.
  package static let mse = Loss(
    "mse", aliases: ["l2"], "(1/n) · Σ (y − p)²",
    pytorch: "F.mse_loss(outputs, targets, reduction=\"none\").mean(1)"
  ) {
    (graph, y, p, _) throws(Diagnostic) in
    try mean(&graph, try graph.apply(.square, [try difference(&graph, y, p)]))
  }

  /// As in PyTorch's L1Loss, n is the number of all elements.
  package static let mae = Loss(
    "mae", aliases: ["l1"], "(1/n) · Σ abs(y − p)",
    pytorch: "F.l1_loss(outputs, targets, reduction=\"none\").mean(1)"
  ) {
    (graph, y, p, _) throws(Diagnostic) in
    try mean(&graph, try graph.apply(.abs, [try difference(&graph, y, p)]))
  }

  /// As in PyTorch's HuberLoss.
  package static let huber = Loss(
    "huber",
    "(1/n) · Σ h, with h = ½e² where abs(e) ≤ δ, else δ · (abs(e) − ½δ), e = y − p",
    settings: [Setting("delta", .positive, default: 1, isOptional: true)],
    pytorch:
      "F.huber_loss(outputs, targets, reduction=\"none\", delta={delta}).mean(1)"
  ) { (graph, y, p, settings) throws(Diagnostic) in
    let delta = settings["delta"]
    let error = try difference(&graph, y, p)
    let size = try graph.apply(.abs, [error])
    let (half, bound) = (graph.constant(0.5), graph.constant(delta))
    let parabola = try graph.apply(.multiply, [half, try graph.apply(.square, [error])])
    let offset = graph.constant(0.5 * delta)
    let line = try graph.apply(.multiply, [bound, try graph.apply(.subtract, [size, offset])])
    let isSmall = try graph.apply(.comparison(.lessOrEqual), [size, bound])
    return try mean(&graph, try graph.apply(.choice, [isSmall, parabola, line]))
  }
}
