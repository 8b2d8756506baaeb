import Kernels
import Text

extension Operation {
  /// max(ln p, −100); derivative 1 / max(p, 10⁻¹²): PyTorch's logarithm of a probability in BCELoss.
  ///
  /// Throws for p outside [0, 1], which is not a probability.
  package static let clampedLog: Operation = combination(
    "clamped_log", .clampedLog,
    gradient: { graph, place in
      let bounded = graph.emit(.bounded, place.input, graph.constant(1e-12))
      return .local(graph.emit(.divide, graph.constant(1), bounded))
    }, kink: { $0[0].elements.contains { $0 == 0 } },
    domain: { (inputs) throws(Diagnostic) in
      if let p = inputs[0].elements.first(where: { $0 < 0 || $0 > 1 }) {
        throw Diagnostic("a probability must lie in [0, 1]; here is \(p)")
      }
    })
}

extension Operation {
  /// max(p, c), which an explanation writes as p where p is the larger: a bound that only prevents a division by 0.
  static let bounded: Operation = Operation(
    maximum.name, shape: maximum.shape, computation: maximum.computation,
    gradient: maximum.gradient, symbols: { $0[0] },
    element: { offset, inputs, shape in
      let p = inputs[0].shape.offset(offset, broadcastFrom: shape)
      let bound = inputs[1].shape.offset(offset, broadcastFrom: shape)
      return inputs[0].tensor[p] >= inputs[1].tensor[bound]
        ? inputs[0].formula(p) : inputs[1].formula(bound)
    }, kink: maximum.kink)
}

extension Operation {
  /// y · ln p, and 0 where y is 0, even at p = 0; ∂/∂y = ln p, ∂/∂p = y / p, or 0 where y is 0.
  ///
  /// A term of a cross-entropy: an event that does not happen costs nothing.
  package static let productWithLog: Operation = combination(
    "log", .productWithLog,
    gradient: { graph, place in
      let (y, p) = (place.inputs[0], place.inputs[1])
      return .local(place.position == 0 ? graph.emit(.log, p) : graph.emit(.quotient, y, p))
    })

  /// y / p, and 0 where y is 0, even at p = 0; ∂/∂y = 1 / p, ∂/∂p = −y / p², or 0 where y is 0.
  package static let quotient: Operation = combination(
    "quotient", .quotientOrZero,
    gradient: { graph, place in
      let p = place.inputs[1]
      if place.position == 0 { return .local(graph.emit(.divide, graph.constant(1), p)) }
      return .local(graph.emit(.negate, graph.emit(.quotient, place.node, p)))
    })
}
