import LessonLanguage
import Text

/// The sentences below a picture with level lines.
struct ContourLegend {
  private let picture: ContourPicture
  private let levels: [ScaledDecimal]
  private let glyphs: PlotGlyphs

  /// The columns of a line.
  private let room: Int

  init(_ picture: ContourPicture, _ levels: [ScaledDecimal], room: Int, _ glyphs: PlotGlyphs) {
    self.picture = picture
    self.room = room
    self.levels = levels
    self.glyphs = glyphs
  }

  var title: String { TextColumns.fitted(picture.title, to: room / 2, glyphs) }

  /// What the lines stand for.
  var lines: String {
    guard !levels.isEmpty else {
      let values = picture.grid.values.filter { $0.isFinite }
      guard let value = values.first else { return "\(title) has no finite value here" }
      let isFlat = values.allSatisfy { $0 == value }
      return isFlat
        ? "no lines: \(title) is the same everywhere, \(printed(value).text)"
        : "no lines: \(title) hardly changes here"
    }
    return "lines at \(title) = " + levels.map { $0.axisLabel(glyphs) }.joined(separator: ", ")
  }

  /// The values that are not drawn.
  var undefined: String? {
    let count = picture.grid.values.reduce(0) { $0 + ($1.isFinite ? 0 : 1) }
    guard count > 0, !levels.isEmpty else { return nil }
    return "no lines where \(title) is not finite"
  }

  /// The numbered points of a single path, and its end.
  func single(_ marks: PathMarks) -> [String] {
    guard let path = picture.paths.first, let end = path.points.last else { return [] }
    var phrases: [String] = []
    if let first = marks.numbers.first, let last = marks.numbers.last {
      let range = first == last ? "\(first)" : "\(first) \(glyphs.ellipsis) \(last)"
      phrases.append("\(range) the path of \(name(path))")
    }
    let isShown = isInside(end)
    phrases.append(
      (isShown ? "\(glyphs.present) now at " : "now outside at ") + point(end))
    if let outside = outside(path) { phrases.append(outside) }
    return phrases
  }

  /// One of several paths, with its steps and its ends.
  func several(_ path: Plot.Series) -> String {
    guard let start = path.points.first, let end = path.points.last else { return "no points" }
    let words =
      "from \(point(start)) in \((path.points.count - 1).counting("step")) to \(point(end))"
    return words + (outside(path).map { ", " + $0 } ?? "")
  }

  func name(_ path: Plot.Series) -> String { TextColumns.fitted(path.name, to: room / 2, glyphs) }

  private func isInside(_ point: Plot.Point) -> Bool {
    let (x, y) = (picture.grid.x, picture.grid.y)
    return x.from <= point.x && point.x <= x.to && y.from <= point.y && point.y <= y.to
  }

  private func outside(_ path: Plot.Series) -> String? {
    let count = path.points.reduce(0) { $0 + (isInside($1) ? 0 : 1) }
    return count > 0 ? count.counting("point") + " outside" : nil
  }

  private func point(_ point: Plot.Point) -> String {
    let (x, y) = (printed(point.x), printed(point.y))
    return (x.isExact && y.isExact ? "" : glyphs.approximately + " ") + "(\(x.text), \(y.text))"
  }

  private func printed(_ value: Double) -> NumberFormat.Printed {
    NumberFormat(decimals: 4, unicode: glyphs.isUnicode).print(value)
  }
}
