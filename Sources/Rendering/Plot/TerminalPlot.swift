import LessonLanguage

/// Draws plots with the characters of a terminal.
package struct TerminalPlot: Sendable {
  /// The narrowest picture that can be drawn.
  package static let leastWidth = 30

  /// The maximum length of lines, at least `leastWidth`.
  package let width: Int

  /// The rows of the picture itself, without its labels and legend.
  package let height: Int

  let glyphs: PlotGlyphs

  /// The rows of a picture of the plane, which needs more of them than curves.
  var planeRows: Int { height * 5 / 4 }

  /// Pictures of `height` rows between axes, at most `width` columns wide with their labels; made
  /// of braille dots if Unicode may be printed, and of ASCII characters otherwise.
  package init(width: Int = 80, height: Int = 16, unicode: Bool = true) {
    self.width = max(width, Self.leastWidth)
    self.height = max(height, 4)
    glyphs = unicode ? .unicode : .ascii
  }

  /// The lines of the picture of `plot` and its legend, without trailing spaces.
  ///
  /// The curves determine the scale. Points outside are drawn as arrows at the edge, and the legend
  /// says so.
  package func lines(of plot: Plot) -> [String] {
    let title = plot.yLabel.isEmpty ? [] : [TextColumns.fitted(plot.yLabel, to: width, glyphs)]
    let tickLimit = min(max(2, height * 2 / 5), 20)
    let drawn = plot.positioned
    guard let extent = PlotExtent(of: drawn, rows: height, ticks: tickLimit) else {
      return title + TextColumns.wrapped([PlotLegend.emptiness(of: plot)], to: width)
    }
    let axes = PlotAxes(
      extent, xName: plot.xLabel, scales: plot.scales, width: width, yTicks: tickLimit, glyphs)
    var canvas = DotCanvas(columns: axes.columns, rows: height, braille: glyphs.isUnicode)
    let projection = PlotProjection(extent, onto: canvas)
    let legend = PlotLegend(plot, width: width, glyphs)

    let styles = drawCurves(of: drawn, on: &canvas, projection)
    let present = drawn.present.flatMap { $0.isFinite && projection.shows($0) ? $0 : nil }
    let hasTangent = drawTangent(at: present, slope: drawn.slope, on: &canvas, projection)
    let marks = PathMarks(
      path: drawn.path, present: drawn.present, on: canvas, projection, glyphs)
    for mark in marks.marks { canvas.mark(mark.cell, with: mark.character) }

    let lines =
      title + axes.framed(canvas, projection) + legend.curves(styles, runsAway: extent.runsAway)
      + legend.marks(marks, showsPresent: present != nil, showsTangent: hasTangent)
    return lines.map { TextColumns.trimmed($0) }
  }

  private func drawCurves(
    of plot: Plot, on canvas: inout DotCanvas, _ projection: PlotProjection
  ) -> [CurveStyle] {
    let count = plot.series.count
    let styles = plot.series.indices.map { CurveStyle(index: $0, of: count, glyphs) }
    for (style, series) in zip(styles, plot.series) {
      style.draw(series.points, on: &canvas, projection)
    }
    return styles
  }

  /// Draws the tangent in cells that the curve leaves blank; returns false if there is none.
  private func drawTangent(
    at point: Plot.Point?, slope: Double?, on canvas: inout DotCanvas, _ projection: PlotProjection
  ) -> Bool {
    guard let point, let slope, slope.isFinite else { return false }
    let length = Double(canvas.width) / 5
    let spacing = 3
    let curve = canvas
    let dots = projection.tangent(at: point, slope: slope, length: length)
    for (index, dot) in dots.enumerated()
    where index % spacing == 0 && curve.isBlank(curve.cell(of: dot)) {
      canvas.draw(dot, stroke: ".")
    }
    return true
  }
}
