import Autodiff
import Text

extension Session {
  private static let samples = 240

  /// `plot f from a to b`, with the current point of a value, its tangent and its past values.
  mutating func plot(
    _ name: String, from: Expression, to: Expression, point: String?, at place: Place
  ) throws(Diagnostic) -> Step {
    let low = try number(from, "the left end")
    let high = try number(to, "the right end")
    guard low < high, low.isFinite, high.isFinite else {
      throw Diagnostic(place, "a plot runs from a smaller number to a larger one")
    }
    guard functions[name] != nil || BuiltIn.named(name) != nil else {
      throw Diagnostic(
        place,
        "there is no function '\(name)' to plot"
          + suggestion(name, among: Array(functions.keys) + BuiltIn.names))
    }
    let session = self
    let plot = try onCopy(at: place) { (scratch) throws(Diagnostic) in
      let curve = try Curve(name, in: &scratch, at: place)
      var points: [Plot.Point] = []
      for sample in 0...Self.samples {
        let x = low + (high - low) * Double(sample) / Double(Self.samples)
        points.append(Plot.Point(x: x, y: try curve.value(at: x, in: &scratch)))
      }
      var plot = Plot(
        xLabel: curve.argument, yLabel: "\(name)(\(curve.argument))",
        series: [Plot.Series(name: name, points: points)])
      if let point { try session.mark(point, on: &plot, curve, &scratch, at: place) }
      return plot
    }
    return try drawn(plot, at: place)
  }

  private mutating func drawn(_ plot: Plot, at place: Place) throws(Diagnostic) -> Step {
    let points = plot.series.reduce(plot.path.count) { $0 + $1.points.count }
    try spend((isQuiet ? 0 : Work.plot) + Work.record * Double(points), at: place)
    return Step(place: place, outcome: .plot(plot))
  }

  private func mark(
    _ point: String, on plot: inout Plot, _ curve: Curve, _ scratch: inout Session, at place: Place
  ) throws(Diagnostic) {
    guard let node = names[point] else {
      throw Diagnostic(
        place, "'\(point)' has no value here" + suggestion(point, among: Array(names.keys)))
    }
    guard let present = workspace.value(node).number else {
      throw Diagnostic(
        place, "a plot marks a number, and '\(point)' has shape \(workspace.graph[node].shape)")
    }
    if let track = history[point] {
      for value in track {
        guard let x = value.number else { continue }
        plot.path.append(Plot.Point(x: x, y: try curve.value(at: x, in: &scratch)))
      }
    }
    plot.slope = try curve.slope(at: present, in: &scratch)
    plot.present = Plot.Point(x: present, y: try curve.value(at: present, in: &scratch))
  }

  /// `plot a, b`: the histories of names, over epochs if all of them are, else over steps.
  mutating func plot(_ names: [String], at place: Place) throws(Diagnostic) -> Step {
    let isOverEpochs = names.allSatisfy { history[$0]?.unit == .epoch }
    let unit = isOverEpochs ? History.Unit.epoch : .step
    var plot = Plot(xLabel: unit.rawValue, yLabel: "", series: [])
    for name in names {
      guard let values = history[name], let shape = values.last?.shape else {
        throw Diagnostic(
          place,
          "'\(name)' has no values to plot" + suggestion(name, among: history.names))
      }
      guard plot.series.count + shape.count <= Working.fewElements else {
        throw Diagnostic(place, "a plot draws up to \(Working.fewElements) curves")
      }
      for offset in 0..<shape.count {
        let index = shape.index(ofOffset: offset).map { "\($0)" }.joined(separator: ", ")
        let points = values.indices.filter { values[$0].shape == shape }.map {
          Plot.Point(x: values.number($0), y: values[$0][offset])
        }
        plot.series.append(
          Plot.Series(name: shape.rank == 0 ? name : "\(name)[\(index)]", points: points))
      }
    }
    if plot.series.count == 1 { plot.yLabel = plot.series[0].name }
    return try drawn(plot, at: place)
  }
}

/// A function of one number as a node, which is computed for each argument in turn.
private struct Curve {
  let argument: String
  private let input: NodeID
  private let output: NodeID
  private let schedule: Schedule
  private let place: Place

  init(_ name: String, in session: inout Session, at place: Place) throws(Diagnostic) {
    argument = session.functions[name]?.parameters.first ?? "x"
    self.place = place
    input = try session.workspace.add(at: place) { (graph) throws(Diagnostic) in
      graph.variable(Tensor(1))
    }
    let own = "x"
    let call = Expression(
      .call(name, [Argument(name: nil, value: Expression(.name(own), place), place: place)]), place)
    output = try session.node(call, Scope(bindings: [own: input]))
    guard session.workspace.graph[output].shape.count == 1 else {
      throw Diagnostic(place, "'\(name)' is not a function from a number to a number")
    }
    schedule = session.workspace.operations(behind: output)
  }

  func value(at x: Double, in session: inout Session) throws(Diagnostic) -> Double {
    try session.spend(Work.statement, at: place)
    session.workspace.set(input, to: Tensor(x))
    try session.workspace.recompute(schedule, at: place)
    return session.workspace.value(output)[0]
  }

  func slope(at x: Double, in session: inout Session) throws(Diagnostic) -> Double? {
    _ = try value(at: x, in: &session)
    let (input, output) = (input, output)
    let pass = try session.workspace.add(at: place) { (graph) throws(Diagnostic) in
      graph.differentiate(output, by: [input])
    }
    return pass.gradients[input].map { session.workspace.value($0)[0] }
  }
}
