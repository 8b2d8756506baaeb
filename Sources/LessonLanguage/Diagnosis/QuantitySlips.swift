import Autodiff
import Learning
import Text

/// Right numbers of other quantities, and the decimal point in another place.
extension SlipSearch {
  private static let mostElements = 12

  /// The quantities of the computation itself: the intermediate values, and the parts of the target's own line.
  mutating func addIntermediates() {
    let target = computation.target
    for id in computation.nodes.reversed() where id != target {
      let node = computation.graph[id]
      if node.label == nil {
        guard computation.distance[id] == 0, node.operation != nil, hasShape(id, of: target) else {
          continue
        }
        add(
          Slip(
            kind: .otherQuantity, subject: .node(id),
            reason: ["the value of ", .node(id), ", which is only a part of the working"],
            cost: 1.5, value: computation.value(id), source: (id, nil), isPart: true))
      } else {
        addQuantity(id, 1.5 + 0.25 * distance(of: id) + (node.operation == nil ? 1 : 0))
      }
    }
  }

  /// A quantity, or each of its elements if the target is a single number.
  mutating func addQuantity(_ id: NodeID, _ cost: Double) {
    let value = computation.value(id)
    let reason: [Slip.Word] = [", not of ", .node(computation.target)]
    if value.shape == computation.value(computation.target).shape {
      add(
        Slip(
          kind: .otherQuantity, subject: .node(id), reason: ["the value of ", .node(id)] + reason,
          cost: cost, value: value, source: (id, nil)))
    } else if computation.value(computation.target).shape.rank == 0,
      value.count <= Self.mostElements
    {
      for offset in 0..<value.count {
        let element = Slip.Word.element(id, offset)
        add(
          Slip(
            kind: .otherQuantity, subject: element, reason: ["the value of ", element] + reason,
            cost: cost + 0.5, value: Tensor(value[offset]), source: (id, offset)))
      }
    }
  }

  /// The other losses of a target and a prediction, for a loss of squares or absolute values.
  mutating func addLosses(at id: NodeID) {
    let inner: NodeID
    switch form(id) {
    case .mean(let a), .total(let a): inner = a
    default: return
    }
    var pair: (NodeID, NodeID)?
    switch form(inner) {
    case .square(let a), .absolute(let a): pair = difference(a)
    case .power(let a, _): pair = difference(a)
    default: pair = difference(inner)
    }
    guard let (y, p) = pair else { return }
    // Of a part of a line it is said which.
    let isLine = computation.line(of: id) == id
    let instead: [Slip.Word] = isLine ? [] : [" instead of ", .node(id)]
    // Without its square, an error is a mean error too.
    for (loss, cost) in [(Loss.mse, 1.0), (.mae, 1), (.sse, 1), (.meanError, 1.5)] {
      let choice = LossSpecification(loss)
      let node = computation.add { (graph) throws(Diagnostic) in
        try choice(&graph, target: y, prediction: p)
      }
      guard let node, let named = computation.apply(.identity, [node], inPlaceOf: id) else {
        continue
      }
      add(
        Slip(
          kind: .otherQuantity, subject: .text(loss.name),
          reason: [
            "what you get if ", .text(loss.name), "(", .node(y), ", ", .node(p), ") is taken",
          ] + instead,
          cost: cost + distance(of: id), edits: [id: named]))
    }
  }

  private func difference(_ id: NodeID) -> (NodeID, NodeID)? {
    guard case .difference(let a, let b) = form(id) else { return nil }
    return (a, b)
  }

  mutating func addPowersOfTen() {
    let value = computation.value(computation.target)
    for (power, places) in [(1, "one place"), (2, "two places"), (3, "three places")] {
      for (sign, side) in [(1, "right"), (-1, "left")] {
        let factor = Literal.unit(-sign * power)
        take(
          Tensor(value.shape, value.elements.map { $0 * factor }), .powerOfTen,
          .node(computation.target), 2 + 0.5 * Double(power),
          [
            .node(computation.target),
            .text(" with the decimal point \(places) too far to the \(side)"),
          ])
      }
    }
  }

  mutating func addRounding() {
    for steps in RoundedSteps.all {
      for onlyNamed in [true, false] {
        guard let value = computation.value(rounding: steps, onlyNamed: onlyNamed) else { continue }
        add(
          Slip(
            kind: .rounded, subject: .text(steps.text),
            reason: [
              .text("what you get if every intermediate value is rounded to \(steps.text)")
            ],
            cost: 0.8 + 1.4 / Double(steps.digits), value: value, rounding: steps))
      }
    }
  }
}
