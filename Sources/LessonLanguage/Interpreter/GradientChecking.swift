import Autodiff

extension Session {
  /// The most numbers that `check` compares one by one.
  private static let mostChecked = 500

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
    let outcome = GradientCheck(target: formula(expression), rows: rows)
    return Step(place: place, outcome: .gradientCheck(outcome), checks: [check])
  }
}

/// Moves one number at a time and watches the loss.
private struct Probe {
  var workspace: Workspace
  let target: NodeID
  let forward: Schedule
  let place: Place

  /// A central difference, and how far off it may be.
  private struct Difference {
    let slope: Double
    let step: Double
    let error: Double
  }

  mutating func row(
    _ parameter: NodeID, _ offset: Int, named name: Formula, analytic: Double
  ) throws(Diagnostic) -> GradientCheck.Row {
    let here = workspace.value(parameter)[offset]
    let best = try bestDifference(parameter, offset, around: here)
    let middle = try loss(parameter, offset, here)
    let size = max(abs(analytic), abs(best.slope))
    let difference = abs(analytic - best.slope)
    var verdict = GradientCheck.Verdict.agrees
    if !analytic.isFinite || !best.slope.isFinite || !middle.isFinite {
      verdict = .notFinite
    } else if let kink = kink(), try isCorner(parameter, offset, here, middle, best.step) {
      verdict = .kink(kink)
    } else if difference > 1e-6 * size, difference > best.error {
      verdict = .disagrees
    }
    return GradientCheck.Row(
      parameter: name, analytic: analytic, numeric: best.slope,
      relativeError: size == 0 ? 0 : difference / size, verdict: verdict)
  }

  /// (L(w + h) − L(w − h)) / 2h for the h whose result changes least when it is halved: a large h cuts a curve
  /// short, a small one drowns in rounding.
  private mutating func bestDifference(
    _ parameter: NodeID, _ offset: Int, around here: Double
  ) throws(Diagnostic) -> Difference {
    var best: Difference?
    for exponent in stride(from: 6, through: 30, by: 3) {
      let step = 1 / Double(1 << exponent)
      let whole = try difference(parameter, offset, here, step)
      let half = try difference(parameter, offset, here, step / 2)
      let rounding = 8 * half.error
      let error = max(abs(whole.slope - half.slope), rounding)
      if best == nil || error < best!.error || best!.error.isNaN {
        best = Difference(slope: half.slope, step: step / 2, error: error)
      }
    }
    _ = try loss(parameter, offset, here)
    return best!
  }

  /// One central difference; its error is what rounding the two losses can do to it.
  private mutating func difference(
    _ parameter: NodeID, _ offset: Int, _ here: Double, _ step: Double
  ) throws(Diagnostic) -> Difference {
    let after = try loss(parameter, offset, here + step)
    let before = try loss(parameter, offset, here - step)
    let width = (here + step) - (here - step)
    return Difference(
      slope: (after - before) / width, step: step,
      error: max(abs(after), abs(before)).ulp / width)
  }

  /// Whether the loss rises differently to the right than to the left, however near one looks.
  private mutating func isCorner(
    _ parameter: NodeID, _ offset: Int, _ here: Double, _ middle: Double, _ step: Double
  ) throws(Diagnostic) -> Bool {
    let right = (try loss(parameter, offset, here + step) - middle) / step
    let left = (middle - (try loss(parameter, offset, here - step))) / step
    _ = try loss(parameter, offset, here)
    return abs(right - left) > 1e-3 * max(abs(right), abs(left))
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
