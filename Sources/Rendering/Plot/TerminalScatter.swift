import LessonLanguage

extension TerminalPlot {
  /// The lines of a picture of samples, and its legend. A cell with several samples has the mark of the class with the most.
  package func lines(of picture: ScatterPicture) -> [String] {
    let marks = ScatterMarks(picture, glyphs)
    let title = TextColumns.fitted(picture.title, to: width, glyphs)
    guard let extent = marks.extent else {
      return TextColumns.wrapped([title, marks.emptiness], to: width)
    }
    let axes = PlotAxes(extent, xName: "", width: width, yTicks: 6, glyphs)
    var canvas = DotCanvas(columns: axes.columns, rows: planeRows, braille: false)
    let projection = PlotProjection(extent, onto: canvas)
    let classes = marks.characters.count
    var counts = [Int](repeating: 0, count: canvas.columns * canvas.rows * classes)
    for sample in picture.samples where sample.point.isFinite {
      let cell = canvas.cell(of: projection.dot(nearest: sample.point))
      counts[(cell.row * canvas.columns + cell.column) * classes + sample.label] += 1
    }
    for row in 0..<canvas.rows {
      for column in 0..<canvas.columns {
        let start = (row * canvas.columns + column) * classes
        var most = 0
        for label in 0..<classes where counts[start + label] > counts[start + most] { most = label }
        guard counts[start + most] > 0 else { continue }
        canvas.mark(
          DotCanvas.Cell(column: column, row: row), with: marks.characters[most])
      }
    }
    let names = ["across: \(picture.xName)", "up: \(picture.yName)"]
    let below =
      TextColumns.wrapped(names, to: width - 2) + TextColumns.wrapped(marks.legend, to: width - 2)
    return ([title] + axes.framed(canvas, projection) + below.map { TextColumns.spaces(2) + $0 })
      .map { TextColumns.trimmed($0) }
  }
}
