import Kernels
import Text

extension Operation {
  /// max(ln p, −100); derivative 1 / max(p, 10⁻¹²): PyTorch's logarithm of a probability in BCELoss.
  ///
  /// An error for a p outside [0, 1], which is no probability.
  package static let clampedLog: Operation = combination(
    "clamped_log", .clampedLog,
    gradient: { graph, place in
      let bounded = graph.emit(.maximum, place.input, graph.constant(1e-12))
      return .local(graph.emit(.divide, graph.constant(1), bounded))
    }, kink: { $0[0].elements.contains { $0 == 0 } },
    domain: { (inputs) throws(Diagnostic) in
      if let p = inputs[0].elements.first(where: { $0 < 0 || $0 > 1 }) {
        throw Diagnostic("a probability must lie in [0, 1]; here is \(p)")
      }
    })
}
