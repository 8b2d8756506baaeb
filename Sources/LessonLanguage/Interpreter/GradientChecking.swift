import Autodiff

extension Session {
  /// The most numbers that `check` compares one by one.
  private static let mostChecked = 2_000

  /// `check L`: each gradient beside (L(w + h) − L(w − h)) / 2h.
  mutating func checkGradients(
    _ expression: Expression, at place: Place
  ) throws(Diagnostic) -> Step {
    let target = try scalar(expression, "check compares the gradients of a single number")
    let reached = parameters(behind: target)
    guard !reached.isEmpty else {
      throw Diagnostic(expression.place, "no parameter is behind this; 'param w = …' makes one")
    }
    var probe = Probe(
      workspace: workspace, target: target, forward: workspace.operations(behind: target),
      place: place)
    try probe.workspace.recompute(probe.forward, at: place)
    let pass = try probe.workspace.add(at: place) { (graph) throws(OperationError) in
      graph.differentiate(target, by: Set(reached.map { $0.node }))
    }
    var rows: [GradientCheck.Row] = []
    for parameter in reached {
      let shape = workspace.graph[parameter.node].shape
      let gradient = pass.gradients[parameter.node].map { probe.workspace.value($0) }
      for offset in 0..<shape.count where rows.count < Self.mostChecked {
        let name: Formula =
          shape.rank == 0
          ? .name(parameter.name)
          : .element(.name(parameter.name), shape.index(ofOffset: offset))
        rows.append(
          try probe.row(parameter.node, offset, named: name, analytic: gradient?[offset] ?? 0))
      }
    }
    let fails = rows.contains { $0.verdict == .disagrees }
    let check = Check(
      place: place, subject: formula(expression), expected: "gradients that agree",
      result: fails ? .gradientsDisagree : .holds, literal: nil, isInline: false)
    let outcome = GradientCheck(target: formula(expression), rows: rows, step: Probe.relativeStep)
    return Step(place: place, outcome: .gradientCheck(outcome), checks: [check])
  }
}

/// Moves one number at a time and watches the loss.
private struct Probe {
  /// h = 2⁻¹⁷ · max(1, |w|): near the cube root of the precision, and exact in binary.
  static let relativeStep = 1.0 / 131_072

  var workspace: Workspace
  let target: NodeID
  let forward: Schedule
  let place: Place

  mutating func row(
    _ parameter: NodeID, _ offset: Int, named name: Formula, analytic: Double
  ) throws(Diagnostic) -> GradientCheck.Row {
    let here = workspace.value(parameter)[offset]
    let step = Self.relativeStep * max(1, abs(here))
    let middle = try loss(parameter, offset, here)
    let after = try loss(parameter, offset, here + step)
    let before = try loss(parameter, offset, here - step)
    _ = try loss(parameter, offset, here)
    let numeric = (after - before) / (2 * step)
    let size = max(abs(analytic), abs(numeric))
    let difference = abs(analytic - numeric)
    // What rounding the two losses can do to their difference.
    let rounding = 64 * max(abs(after), abs(before), abs(middle)).ulp / step
    let agrees = difference <= 1e-6 * size || difference <= rounding
    var verdict = GradientCheck.Verdict.agrees
    if !agrees || difference.isNaN {
      let right = (after - middle) / step
      let left = (middle - before) / step
      let isCorner = abs(right - left) > 1e-3 * max(abs(right), abs(left))
      verdict = isCorner ? kink().map { .kink($0) } ?? .disagrees : .disagrees
    }
    return GradientCheck.Row(
      parameter: name, analytic: analytic, numeric: numeric,
      relativeError: size == 0 ? 0 : difference / size, verdict: verdict)
  }

  private mutating func loss(
    _ parameter: NodeID, _ offset: Int, _ value: Double
  ) throws(Diagnostic) -> Double {
    var moved = workspace.value(parameter)
    moved[offset] = value
    workspace.set(parameter, to: moved)
    try workspace.recompute(forward, at: place)
    return workspace.value(target)[0]
  }

  /// The operation behind the loss whose inputs lie on a corner.
  private func kink() -> String? {
    for id in forward.nodes {
      let node = workspace.graph[id]
      guard let operation = node.operation else { continue }
      if operation.kink(node.inputs.map { workspace.value($0) }) { return operation.name }
    }
    return nil
  }
}
