import LessonLanguage

extension TerminalPlot {
  /// The lines of a picture of regions with samples, and its legend.
  package func lines(of picture: RegionPicture) -> [String] {
    let grid = picture.grid
    let extent = PlotExtent(grid)
    let axes = PlotAxes(extent, xName: fitted(grid.x.name), width: width, yTicks: 6, glyphs)
    var canvas = DotCanvas(columns: axes.columns, rows: planeRows, braille: false)
    let projection = PlotProjection(extent, onto: canvas)
    let bands = RegionBands(picture, glyphs)
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        let value = grid.value(
          column: Self.nearest(column, of: canvas.columns, in: grid.x.count),
          row: Self.nearest(canvas.rows - 1 - row, of: canvas.rows, in: grid.y.count))
        canvas.mark(
          DotCanvas.Cell(column: column, row: row),
          with: RegionBands.fill(bands.band(of: value), glyphs))
      }
    }
    // Where several samples share a cell, a wrong one is shown.
    for isWrong in [false, true] {
      for sample in picture.samples where picture.isWrong(sample) == isWrong {
        let point = Plot.Point(x: sample.x, y: sample.y)
        canvas.mark(
          canvas.cell(of: projection.dot(nearest: point)),
          with: picture.sampleMark(sample, glyphs))
      }
    }
    let legend = RegionLegend(picture, glyphs)
    let title = TextColumns.fitted(grid.y.name, to: width, glyphs)
    let below =
      TextColumns.wrapped(legend.regions(bands), to: width - 2)
      + TextColumns.wrapped(legend.parts, to: width - 2)
    return
      ([title] + axes.framed(canvas, projection) + below.map { TextColumns.spaces(2) + $0 })
      .map { TextColumns.trimmed($0) }
  }

  private func fitted(_ name: String) -> String { TextColumns.fitted(name, to: width / 4, glyphs) }

  /// The index of the grid's point that is nearest to the middle of a cell, where the outer cells are at the edges.
  private static func nearest(_ cell: Int, of cells: Int, in points: Int) -> Int {
    let share = Double(cell) / Double(max(cells - 1, 1))
    return Int((share * Double(points - 1)).rounded(.toNearestOrEven))
  }
}
