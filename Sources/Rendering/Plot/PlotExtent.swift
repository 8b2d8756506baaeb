import LessonLanguage

/// The range of x and y that a picture shows.
struct PlotExtent {
  let x: PlotInterval
  let y: PlotInterval

  /// Whether every x of the curves is an integer, such as a step.
  let countsSteps: Bool

  /// For each series, whether it diverges out of the picture.
  let runsAway: [Bool]

  /// Exactly this range.
  init(x: PlotInterval, y: PlotInterval) {
    (self.x, self.y) = (x, y)
    (countsSteps, runsAway) = (false, [])
  }

  /// The range of a plot's positions; `nil` if no point of the plot has one.
  ///
  /// Only the curves determine the scale, so that they stay readable if a path diverges. Of several
  /// curves, diverging ones do not determine it either, but it leaves room to see them leave.
  init?(of plot: Plot, rows: Int, ticks limit: Int) {
    // The logarithm of a curve that diverges leaves room for the others.
    runsAway =
      plot.scales.y == .log
      ? plot.series.map { _ in false } : Self.runaways(among: plot.series)
    var points: [Plot.Point] = []
    for (series, runsAway) in zip(plot.series, runsAway) where !runsAway { points += series.points }
    if !points.contains(where: { $0.isFinite }) { points = plot.path }
    if !points.contains(where: { $0.isFinite }), let present = plot.present { points = [present] }

    guard
      points.contains(where: { $0.isFinite }),
      let x = PlotInterval(covering: points.lazy.map { $0.x }),
      let y = PlotInterval(covering: points.lazy.map { $0.y })
    else { return nil }
    self.x = x
    countsSteps =
      plot.scales.x == .linear && !plot.series.isEmpty
      && points.allSatisfy { $0.x == $0.x.rounded(.down) }

    var headroom = false
    var footroom = false
    for (series, runsAway) in zip(plot.series, runsAway) where runsAway {
      headroom = headroom || series.points.contains { $0.y > y.upper }
      footroom = footroom || series.points.contains { $0.y < y.lower }
    }
    let roomy = y.widened(below: footroom ? 0.25 : 0, above: headroom ? 0.25 : 0)
    self.y =
      plot.scales.y == .log
      ? roomy : roomy.stretchedToTicks(atMost: limit, margin: 0.5 / Double(rows))
  }

  /// The series that end a thousand times farther from zero than any of them began; none if all do.
  private static func runaways(among series: [Plot.Series]) -> [Bool] {
    let none = series.map { _ in false }
    var largestStart = 0.0
    for series in series {
      let start = series.points.first { $0.isFinite }
      largestStart = max(largestStart, start?.y.magnitude ?? 0)
    }
    guard series.count > 1, largestStart > 0 else { return none }
    let runaways = series.map { series in
      (series.points.last { $0.isFinite }?.y.magnitude ?? 0) / 1000 > largestStart
    }
    return runaways.contains(false) ? runaways : none
  }
}

extension Plot.Point {
  var isFinite: Bool { x.isFinite && y.isFinite }
}
