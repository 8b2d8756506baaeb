import LessonLanguage

/// The style of a curve, which distinguishes it from others without colour.
struct CurveStyle {
  /// The repeated pattern of dots along the curve.
  private let pattern: [Bool]

  /// The character that marks the curve at intervals; `nil` for a single curve.
  private let mark: Unicode.Scalar?

  /// The distance between marks in columns, and the first column.
  private let spacing = 12
  private let firstMark: Int

  private let glyphs: PlotGlyphs

  private static let patterns: [[Bool]] = [
    [true],
    [true, true, true, true, false, false],
    [true, false, false],
    [true, true, true, true, true, false, false, true, false, false],
  ]

  /// The style of the curve at `index` of `count` curves.
  init(index: Int, of count: Int, _ glyphs: PlotGlyphs) {
    self.glyphs = glyphs
    pattern = glyphs.isUnicode ? Self.patterns[index % Self.patterns.count] : [true]
    mark = count > 1 ? glyphs.seriesMarks[index % glyphs.seriesMarks.count] : nil
    firstMark = (3 + 4 * index) % spacing
  }

  /// Draws `points` on `canvas`, joined by lines except across gaps.
  ///
  /// A line that leaves through the top or the bottom ends there in an arrow.
  func draw(_ points: [Plot.Point], on canvas: inout DotCanvas, _ projection: PlotProjection) {
    for run in points.split(whereSeparator: { !$0.isFinite }) {
      if run.count == 1, let point = run.first, projection.shows(point) {
        let cell = canvas.cell(of: projection.dot(nearest: point))
        canvas.mark(cell, with: mark ?? glyphs.lonePoint)
      }
      let trace = projection.trace(of: run)
      stroke(trace, on: &canvas)
      setMarks(along: trace, on: &canvas)
      if let last = trace.last, let exit = run.first(where: { !projection.shows($0) }) {
        canvas.mark(canvas.cell(of: last), with: projection.arrow(to: exit, glyphs))
      }
    }
  }

  /// A short piece of the curve, for the legend.
  func sample() -> String {
    guard glyphs.isUnicode else { return String(mark ?? glyphs.lonePoint) }
    var canvas = DotCanvas(columns: 5, rows: 1, braille: true)
    stroke((0..<canvas.width).map { DotCanvas.Dot(x: $0, y: 2) }, on: &canvas)
    if let mark { canvas.mark(DotCanvas.Cell(column: 2, row: 0), with: mark) }
    return canvas.text(row: 0)
  }

  private func stroke(_ trace: [DotCanvas.Dot], on canvas: inout DotCanvas) {
    for (index, dot) in trace.enumerated() where pattern[index % pattern.count] {
      canvas.draw(dot, stroke: mark ?? glyphs.lonePoint)
    }
  }

  private func setMarks(along trace: [DotCanvas.Dot], on canvas: inout DotCanvas) {
    guard let mark else { return }
    var previous = -1
    for dot in trace {
      let cell = canvas.cell(of: dot)
      if cell.column != previous, cell.column % spacing == firstMark {
        canvas.mark(cell, with: mark)
      }
      previous = cell.column
    }
  }
}
