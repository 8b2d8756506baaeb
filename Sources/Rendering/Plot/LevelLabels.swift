import LessonLanguage

/// The level lines of a picture, with a label on each where there is room for it.
struct LevelLabels {
  struct Label {
    /// The first cell of the text.
    let cell: DotCanvas.Cell
    /// The middle of the text, on the line.
    let point: Plot.Point
    let text: String
  }

  let levels: [ScaledDecimal]
  /// The lines of each level.
  let lines: [[[Plot.Point]]]
  private(set) var labels: [Label] = []

  private let canvas: DotCanvas
  private var isTaken: [Bool]

  /// - Parameter isTaken: for each cell of the canvas, whether a label must not be there.
  init(
    _ grid: PlaneGrid, on canvas: DotCanvas, _ projection: PlotProjection, isTaken: [Bool],
    _ glyphs: PlotGlyphs
  ) {
    self.canvas = canvas
    self.isTaken = isTaken
    levels = ContourLevels.of(grid)
    lines = levels.map { LevelLines(of: grid, at: $0.value).lines }
    for (level, lines) in zip(levels, lines) {
      guard let longest = lines.max(by: { $0.count < $1.count }) else { continue }
      place(level.axisLabel(glyphs), on: longest, projection)
    }
  }

  /// Places a label at a half, a quarter, three quarters of a line, and so on.
  private mutating func place(_ text: String, on line: [Plot.Point], _ projection: PlotProjection) {
    let width = TextColumns.width(text)
    var divisions = 2
    while divisions <= 32 {
      for part in stride(from: 1, to: divisions, by: 2) {
        let point = line[(line.count - 1) * part / divisions]
        var cell = canvas.cell(of: projection.dot(nearest: point))
        cell.column -= width / 2
        guard cell.column >= 1, cell.column + width < canvas.columns else { continue }
        let start = cell.row * canvas.columns + cell.column - 1
        guard !isTaken[start..<start + width + 2].contains(true) else { continue }
        // On a page, a label may be anywhere between two rows.
        for row in max(0, cell.row - 1)...min(cell.row + 1, canvas.rows - 1) {
          let start = row * canvas.columns + cell.column - 1
          for index in start..<start + width + 2 { isTaken[index] = true }
        }
        labels.append(Label(cell: cell, point: point, text: text))
        return
      }
      divisions *= 2
    }
  }
}
