import LessonLanguage

/// The marks of the paths over level lines: one path has its numbered points and the current one, as over a curve. Several have
/// a letter each, small along the path and large at its end, and share a mark for their starts.
struct ContourMarks {
  private(set) var marks: [PathMarks.Mark] = []
  private(set) var isTaken: [Bool]
  /// The marks of a single path.
  private(set) var single: PathMarks?

  private let columns: Int

  init(
    _ paths: [Plot.Series], on canvas: DotCanvas, _ projection: PlotProjection, _ glyphs: PlotGlyphs
  ) {
    columns = canvas.columns
    isTaken = Array(repeating: false, count: canvas.columns * canvas.rows)
    if paths.count == 1 {
      let points = paths[0].points
      let marks = PathMarks(path: points, present: points.last, on: canvas, projection, glyphs)
      single = marks
      self.marks = marks.marks
      isTaken = marks.isTaken
      return
    }
    func add(_ point: Plot.Point?, _ character: Unicode.Scalar) {
      guard let point, point.isFinite, projection.shows(point) else { return }
      mark(canvas.cell(of: projection.dot(nearest: point)), character)
    }
    for path in paths { add(path.points.first, glyphs.start) }
    for (index, path) in paths.enumerated() {
      add(path.points.last, Self.letter(index, isEnd: true))
    }
    for step in 0..<(paths.map { $0.points.count }.max() ?? 0) {
      for (index, path) in paths.enumerated() where step < path.points.count {
        add(path.points[step], Self.letter(index, isEnd: false))
      }
    }
  }

  /// The letter of a path, up to the twenty-sixth.
  static func letter(_ index: Int, isEnd: Bool) -> Unicode.Scalar {
    Unicode.Scalar(UInt8(isEnd ? 65 : 97) + UInt8(index % 26))
  }

  private mutating func mark(_ cell: DotCanvas.Cell, _ character: Unicode.Scalar) {
    let index = cell.row * columns + cell.column
    if isTaken[index] { return }
    isTaken[index] = true
    marks.append(PathMarks.Mark(cell: cell, character: character))
  }
}
