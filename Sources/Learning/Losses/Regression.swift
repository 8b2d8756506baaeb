import Autodiff
import Text

extension Loss {
  /// y − p, element by element.
  package static let error = Loss("error", build: difference)

  /// (1/n) · Σ (y − p): positive and negative errors cancel.
  package static let meanError = Loss("mean_error") { (graph, y, p) throws(Diagnostic) in
    try mean(&graph, try difference(&graph, y, p))
  }

  /// Σ (y − p)² over all elements.
  package static let sse = Loss("sse") { (graph, y, p) throws(Diagnostic) in
    let squares = try graph.apply(.square, [try difference(&graph, y, p)])
    return graph[squares].shape.rank == 0 ? squares : try graph.apply(.sum(), [squares])
  }

  /// (1/n) · Σ (y − p)², n the number of all elements; no ½: as in PyTorch's MSELoss and Keras.
  package static let mse = Loss("mse") { (graph, y, p) throws(Diagnostic) in
    try mean(&graph, try graph.apply(.square, [try difference(&graph, y, p)]))
  }

  /// (1/n) · Σ |y − p|, n the number of all elements: as in PyTorch's L1Loss.
  package static let mae = Loss("mae") { (graph, y, p) throws(Diagnostic) in
    try mean(&graph, try graph.apply(.abs, [try difference(&graph, y, p)]))
  }

  /// (1/n) · Σ h(y − p), h(e) = ½e² where |e| ≤ δ, else δ · (|e| − ½δ): as in PyTorch's HuberLoss.
  ///
  /// δ is positive.
  package static func huber(delta: Double) -> Loss {
    Loss("huber") { (graph, y, p) throws(Diagnostic) in
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
}
