import LessonLanguage

/// The marks of a path and of the current point in a picture.
///
/// The current point comes first, then the points of the path, oldest first, each as its number if
/// that does not touch the others. A point outside the picture is an arrow at the edge.
struct PathMarks {
  /// A character that replaces the contents of its cell.
  struct Mark {
    var cell: DotCanvas.Cell
    var character: Unicode.Scalar
  }

  private(set) var marks: [Mark] = []

  /// The points of the path that are marked with their numbers, in ascending order.
  private(set) var numbers: [Int] = []

  /// The distinct arrows that point outside.
  private(set) var arrows: [Unicode.Scalar] = []

  /// The number of points of the path outside the picture.
  private(set) var outsideCount = 0

  /// The number of the point of the path that is farthest to the left or right of the picture.
  private(set) var farthest: Int?

  private let columns: Int
  private let path: [Plot.Point]
  private(set) var isTaken: [Bool]

  /// - Parameters:
  ///   - path: the positions of the past points.
  ///   - present: the position of the current point.
  init(
    path: [Plot.Point], present: Plot.Point?, on canvas: DotCanvas, _ projection: PlotProjection,
    _ glyphs: PlotGlyphs
  ) {
    self.path = path
    columns = canvas.columns
    isTaken = Array(repeating: false, count: canvas.columns * canvas.rows)
    func cell(of point: Plot.Point) -> DotCanvas.Cell {
      canvas.cell(of: projection.dot(nearest: point))
    }

    if let present, present.isFinite {
      if projection.shows(present) {
        mark(cell(of: present), with: [glyphs.present])
      } else {
        markArrow(projection.arrow(to: present, glyphs), at: cell(of: present))
      }
    }
    for (number, point) in path.enumerated() where point.isFinite && !projection.shows(point) {
      markArrow(projection.arrow(to: point, glyphs), at: cell(of: point))
      outsideCount += 1
      noteFarthest(number, projection.x)
    }
    for (number, point) in path.enumerated() where point.isFinite && projection.shows(point) {
      markNumber(number, at: cell(of: point))
    }
  }

  private mutating func noteFarthest(_ number: Int, _ shown: PlotInterval) {
    guard !shown.contains(path[number].x) else { return }
    if let farthest, shown.distance(to: path[farthest].x) >= shown.distance(to: path[number].x) {
      return
    }
    farthest = number
  }

  private mutating func markArrow(_ arrow: Unicode.Scalar, at cell: DotCanvas.Cell) {
    if !arrows.contains(arrow) { arrows.append(arrow) }
    if !isTaken[index(cell)] { mark(cell, with: [arrow]) }
  }

  private mutating func markNumber(_ number: Int, at cell: DotCanvas.Cell) {
    let digits = Array(number.description.unicodeScalars)
    let latest = columns - digits.count
    guard latest >= 0 else { return }
    let column = min(max(0, cell.column - (digits.count - 1) / 2), latest)
    guard isClear(columns: column..<column + digits.count, row: cell.row) else { return }
    mark(DotCanvas.Cell(column: column, row: cell.row), with: digits)
    numbers.append(number)
  }

  /// Whether these cells and their horizontal neighbours are free and, for a number of several digits,
  /// also those above and below, so that no columns of digits form.
  private func isClear(columns span: Range<Int>, row: Int) -> Bool {
    for column in max(0, span.lowerBound - 1)...min(columns - 1, span.upperBound)
    where isTaken[index(DotCanvas.Cell(column: column, row: row))] {
      return false
    }
    guard span.count > 1 else { return true }
    for index in span.map({ row * columns + $0 }) {
      let above = index - columns
      let below = index + columns
      if above >= 0 && isTaken[above] || below < isTaken.count && isTaken[below] { return false }
    }
    return true
  }

  private mutating func mark(_ start: DotCanvas.Cell, with characters: [Unicode.Scalar]) {
    var cell = start
    for character in characters {
      marks.append(Mark(cell: cell, character: character))
      isTaken[index(cell)] = true
      cell.column += 1
    }
  }

  private func index(_ cell: DotCanvas.Cell) -> Int { cell.row * columns + cell.column }
}
