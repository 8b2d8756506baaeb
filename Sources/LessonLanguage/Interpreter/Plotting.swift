import Autodiff
import Kernels
import Text

extension Session {
  mutating func plot(_ call: PlotCall, at place: Place) throws(Diagnostic) -> Step {
    switch call {
    case .curves(let names, let span, let point, let scales):
      try curves(names, span, point: point, scales, at: place)
    case .histories(let names, let scales):
      if names.count == 1, history[names[0]] == nil, shelf.models[names[0]] != nil {
        try network(names[0], scales, at: place)
      } else {
        try histories(names, scales, at: place)
      }
    case .graph(let expression): try plotGraph(expression, at: place)
    case .contour(let name, let x, let y, let paths):
      try contour(name, x: x, y: y, paths: paths, at: place)
    case .regions(let call): try regions(call, at: place)
    case .points(let points, let data, let dataPlace):
      try scatter(points, by: data, at: dataPlace, statement: place)
    }
  }

  private mutating func network(
    _ name: String, _ scales: Plot.Scales, at place: Place
  ) throws(Diagnostic) -> Step {
    guard scales == Plot.Scales() else {
      throw Diagnostic(place, "the picture of a network has no axes")
    }
    return try plotNetwork(name, at: place)
  }

  /// The two ends of a picture's axis.
  mutating func ends(
    _ span: PlotCall.Span, at place: Place
  ) throws(Diagnostic) -> (low: Double, high: Double) {
    let low = try number(span.from, "an end of the axis")
    let high = try number(span.to, "an end of the axis")
    guard low < high, low.isFinite, high.isFinite else {
      throw Diagnostic(place, "a plot runs from a smaller number to a larger one")
    }
    return (low, high)
  }

  /// Counts the work of a picture with so many points.
  mutating func spendOnPicture(points: Int, at place: Place) throws(Diagnostic) {
    try spend((isQuiet ? 0 : Work.plot) + Work.record * Double(points), at: place)
  }

  func checkCurveCount(_ count: Int, at place: Place) throws(Diagnostic) {
    guard count <= Working.fewElements else {
      throw Diagnostic(place, "a plot draws up to \(Working.fewElements) curves")
    }
  }

  private mutating func drawn(_ plot: Plot, at place: Place) throws(Diagnostic) -> Step {
    let points = plot.series.reduce(plot.path.count) { $0 + $1.points.count }
    try spendOnPicture(points: points, at: place)
    return Step(place: place, outcome: .plot(plot))
  }

  // MARK: Curves

  private static let samples = 240

  /// `plot f, g from a to b`; on the first function, the current point of a value, its tangent and its past values.
  private mutating func curves(
    _ names: [String], _ span: PlotCall.Span, point: String?, _ scales: Plot.Scales,
    at place: Place
  ) throws(Diagnostic) -> Step {
    let (low, high) = try ends(span, at: place)
    if scales.x == .log, low <= 0 {
      throw Diagnostic(
        place, "a logarithmic axis has positive numbers only: let it begin above 0")
    }
    try checkCurveCount(names.count, at: place)
    let session = self
    let plot = try onCopy(at: place) { (scratch) throws(Diagnostic) in
      var plot = Plot(xLabel: "", yLabel: "", series: [], scales: scales)
      for name in names {
        let curve = try PlottedFunction(name, of: [Tensor(1)], in: &scratch, at: place)
        var points: [Plot.Point] = []
        for sample in 0...Self.samples {
          let x = Self.argument(sample, low, high, scales.x)
          points.append(Plot.Point(x: x, y: try curve.value(at: [Tensor(x)], in: &scratch)))
        }
        plot.series.append(Plot.Series(name: name, points: points))
        let argument = curve.arguments[0]
        if plot.series.count > 1 {
          if plot.xLabel != argument { plot.xLabel = "" }
          continue
        }
        plot.xLabel = argument
        if names.count == 1 { plot.yLabel = "\(name)(\(argument))" }
        if let point { try session.mark(point, on: &plot, curve, &scratch, at: place) }
      }
      return plot
    }
    return try drawn(plot, at: place)
  }

  /// The argument of a sample, evenly spaced on the axis.
  private static func argument(
    _ sample: Int, _ low: Double, _ high: Double, _ scale: Plot.Scale
  ) -> Double {
    if scale == .linear { return low + (high - low) * Double(sample) / Double(samples) }
    if sample == 0 || sample == samples { return sample == 0 ? low : high }
    let (first, last) = (Mathematics.log(low), Mathematics.log(high))
    return Mathematics.exp(first + (last - first) * Double(sample) / Double(samples))
  }

  private func mark(
    _ point: String, on plot: inout Plot, _ curve: PlottedFunction, _ scratch: inout Session,
    at place: Place
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
        plot.path.append(Plot.Point(x: x, y: try curve.value(at: [value], in: &scratch)))
      }
    }
    plot.slope = try curve.slope(at: present, in: &scratch)
    plot.presentName = point
    plot.present = Plot.Point(x: present, y: try curve.value(at: [Tensor(present)], in: &scratch))
  }

  // MARK: Histories

  /// `plot a, b`: the histories of names, over epochs if all of them are, else over steps.
  private mutating func histories(
    _ names: [String], _ scales: Plot.Scales, at place: Place
  ) throws(Diagnostic) -> Step {
    let isOverEpochs = names.allSatisfy { history[$0]?.unit == .epoch }
    let unit = isOverEpochs ? History.Unit.epoch : .step
    var plot = Plot(xLabel: unit.rawValue, yLabel: "", series: [], scales: scales)
    for name in names {
      guard let values = history[name], let shape = values.last?.shape else {
        throw Diagnostic(
          place,
          "'\(name)' has no values to plot" + suggestion(name, among: history.names))
      }
      try checkCurveCount(plot.series.count + shape.count, at: place)
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
