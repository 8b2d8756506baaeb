import Autodiff
import Text

extension Session {
  /// The largest number of elements that `check` compares one by one.
  private static let mostChecked = 500

  /// `check L`: compares each gradient with (L(w + h) − L(w − h)) / 2h.
  mutating func checkGradients(
    _ expression: Expression, at place: Place
  ) throws(Diagnostic) -> Step {
    let target = try scalar(expression, "check compares the gradients of a single number")
    let reached = parameters(behind: target)
    guard !reached.isEmpty else { throw Diagnostic(expression.place, Self.noParameter) }
    try spend(workspace.workOfCopy, at: place)
    var probe = Probe(
      workspace: workspace, target: target, forward: workspace.operations(behind: target),
      place: place)
    try probe.workspace.recompute(probe.forward, at: place)
    probe.kinks = probe.nodesOnKinks()
    let wanted = Set(reached.map { $0.node } + probe.kinks)
    let pass = try probe.workspace.add(at: place) { (graph) throws(Diagnostic) in
      graph.differentiate(target, by: wanted)
    }
    probe.putFeltKinksFirst(pass)
    var rows: [GradientCheck.Row] = []
    for parameter in reached {
      let shape = workspace.graph[parameter.node].shape
      let gradient = pass.gradients[parameter.node].map { probe.workspace.value($0) }
      let kink = probe.kink(dependingOn: parameter.node)
      for offset in 0..<shape.count where rows.count < Self.mostChecked {
        let name: Formula =
          shape.rank == 0
          ? .name(parameter.name) : .element(.name(parameter.name), shape.index(ofOffset: offset))
        rows.append(
          try probe.row(
            parameter.node, offset, named: name, analytic: gradient?[offset] ?? 0, kink: kink))
      }
    }
    workspace.countWork(of: probe.workspace)
    let fails = rows.contains { $0.verdict == .disagrees }
    let check = Check(
      place: place, subject: formula(expression), expected: "gradients that agree",
      result: fails ? .gradientsDisagree : .holds, literal: nil, isInline: false)
    let outcome = GradientCheck(target: formula(expression), rows: rows)
    return Step(place: place, outcome: .gradientCheck(outcome), checks: [check])
  }
}

/// Moves one number at a time and computes the loss.
private struct Probe {
  var workspace: Workspace
  let target: NodeID
  let forward: Schedule
  let place: Place
  /// The operations that are not differentiable at their inputs, starting with those that affect the loss.
  var kinks: [NodeID] = []

  /// A central difference with a bound on its error.
  private struct Difference {
    let slope: Double
    let error: Double
  }

  mutating func row(
    _ parameter: NodeID, _ offset: Int, named name: Formula, analytic: Double, kink: String?
  ) throws(Diagnostic) -> GradientCheck.Row {
    let here = workspace.value(parameter)[offset]
    let best = try bestDifference(parameter, offset, around: here)
    let middle = try loss(parameter, offset, here)
    let size = max(abs(analytic), abs(best.slope))
    let difference = abs(analytic - best.slope)
    var verdict = GradientCheck.Verdict.agrees
    if !analytic.isFinite || !best.slope.isFinite || !middle.isFinite {
      verdict = .notFinite
    } else if let kink, try isCorner(parameter, offset, here) {
      verdict = .kink(kink)
    } else if difference > 1e-6 * size, difference > best.error {
      verdict = .disagrees
    }
    return GradientCheck.Row(
      parameter: name, analytic: analytic, numeric: best.slope,
      relativeError: size == 0 ? 0 : difference / size, verdict: verdict)
  }

  /// (L(w + h) − L(w − h)) / 2h for the h whose result changes least when it is halved: for a large h the truncation
  /// error dominates, for a small one the rounding error.
  private mutating func bestDifference(
    _ parameter: NodeID, _ offset: Int, around here: Double
  ) throws(Diagnostic) -> Difference {
    var best = Difference(slope: .nan, error: .nan)
    for exponent in stride(from: 6, through: 30, by: 3) {
      let step = 1 / Double(1 << exponent)
      let whole = try difference(parameter, offset, here, step)
      let half = try difference(parameter, offset, here, step / 2)
      let rounding = 8 * half.error
      let error = max(abs(whole.slope - half.slope), rounding)
      if error < best.error || best.error.isNaN {
        best = Difference(slope: half.slope, error: error)
      }
    }
    _ = try loss(parameter, offset, here)
    return best
  }

  /// Returns a central difference with its error from rounding the two losses.
  private mutating func difference(
    _ parameter: NodeID, _ offset: Int, _ here: Double, _ step: Double
  ) throws(Diagnostic) -> Difference {
    let after = try loss(parameter, offset, here + step)
    let before = try loss(parameter, offset, here - step)
    let width = (here + step) - (here - step)
    return Difference(
      slope: (after - before) / width,
      error: max(abs(after), abs(before)).ulp / width)
  }

  /// Whether the one-sided derivatives of the loss differ.
  ///
  /// The change in slope over ±h is J(h) = J + O(h), with J = 0 unless there is a corner. The error of 2 J(h/2) − J(h) is
  /// O(h²); it is estimated by halving h again.
  private mutating func isCorner(
    _ parameter: NodeID, _ offset: Int, _ here: Double
  ) throws(Diagnostic) -> Bool {
    let middle = try loss(parameter, offset, here)
    var best = (jump: 0.0, error: Double.infinity)
    for exponent in stride(from: 6, through: 30, by: 3) {
      let step = 1 / Double(1 << exponent)
      var jumps: [Double] = []
      var size = abs(middle)
      for step in [step, step / 2, step / 4] {
        let after = try loss(parameter, offset, here + step)
        let before = try loss(parameter, offset, here - step)
        size = max(size, abs(after), abs(before))
        let right = (after - middle) / ((here + step) - here)
        jumps.append(right - (middle - before) / (here - (here - step)))
      }
      let far = 2 * jumps[1] - jumps[0]
      let near = 2 * jumps[2] - jumps[1]
      let error = abs(far - near) + 64 * size.ulp / step
      if error < best.error { best = (near, error) }
    }
    _ = try loss(parameter, offset, here)
    return abs(best.jump) > 10 * best.error
  }

  private mutating func loss(
    _ parameter: NodeID, _ offset: Int, _ value: Double
  ) throws(Diagnostic) -> Double {
    var moved = workspace.value(parameter)
    moved[offset] = value
    try workspace.spend(1_000 + Double(moved.count), at: place)
    workspace.set(parameter, to: moved)
    try workspace.recompute(forward, at: place)
    return workspace.value(target)[0]
  }

  /// The operations that are not differentiable at their inputs, in order of computation.
  func nodesOnKinks() -> [NodeID] {
    forward.nodes.filter { id in
      let node = workspace.graph[id]
      return node.operation?.kink(node.inputs.map { workspace.value($0) }) ?? false
    }
  }

  /// Puts the kinks that a gradient reaches first, because the others do not affect the loss.
  mutating func putFeltKinksFirst(_ pass: BackwardPass) {
    func counts(_ id: NodeID) -> Bool {
      pass.gradients[id].map { workspace.value($0).elements.contains { $0 != 0 } } ?? false
    }
    kinks = kinks.filter(counts) + kinks.filter { !counts($0) }
  }

  /// The first operation at a kink that depends on a parameter.
  func kink(dependingOn parameter: NodeID) -> String? {
    kinks.first { workspace.graph.ancestors(of: [$0]).contains(parameter) }
      .flatMap { workspace.graph[$0].operation?.name }
  }
}
