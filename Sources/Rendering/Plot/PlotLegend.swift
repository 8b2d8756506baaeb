import LessonLanguage
import Text

/// The lines below a picture that explain its marks.
struct PlotLegend {
  private let plot: Plot
  private let glyphs: PlotGlyphs
  private let indent = TextColumns.spaces(2)

  /// The columns of a line after its indent.
  private let room: Int

  /// A legend of lines at most `width` columns wide.
  init(_ plot: Plot, width: Int, _ glyphs: PlotGlyphs) {
    self.plot = plot
    self.glyphs = glyphs
    room = width - TextColumns.width(indent)
  }

  /// For each of several curves a sample, its name and its end, on one line, or on two if there is no
  /// room next to the name.
  func curves(_ styles: [CurveStyle], runsAway: [Bool]) -> [String] {
    guard plot.series.count > 1 else { return [] }
    let names = plot.series.map { TextColumns.fitted($0.name, to: room / 2, glyphs) }
    let nameWidth = names.map { TextColumns.width($0) }.max() ?? 0
    var lines: [String] = []
    for (index, name) in names.enumerated() {
      let head = styles[index].sample() + " " + TextColumns.padded(name, to: nameWidth)
      let end = end(of: plot.series[index], runsAway: runsAway[index])
      let line = indent + head + TextColumns.spaces(3) + end
      if TextColumns.width(line) <= room + TextColumns.width(indent) {
        lines.append(line)
      } else {
        lines += [indent + head]
        lines += TextColumns.wrapped([end], to: room - 2).map { indent + indent + $0 }
      }
    }
    return lines
  }

  /// Explains the numbers of the path, the current point, its tangent and the arrows.
  func marks(_ marks: PathMarks, showsPresent: Bool, showsTangent: Bool) -> [String] {
    let phrases = phrases(marks, showsPresent: showsPresent, showsTangent: showsTangent)
    return TextColumns.wrapped(phrases, to: room).map { indent + $0 }
  }

  /// The picture in words: where each curve begins and ends, and the phrases below it.
  func description(_ phrases: [String]) -> String {
    var sentences: [String] = []
    for series in plot.series {
      guard let first = series.points.first, let last = series.points.last else { continue }
      let name = plot.yLabel.isEmpty ? series.name : plot.yLabel
      let ends = [first, last].map { point in
        let relation = isExact(point.y) ? "" : glyphs.approximately + " "
        return "\(relation)\(value(point.y)) at \(value(point.x))"
      }
      sentences.append("\(name) leads from \(ends[0]) to \(ends[1])")
    }
    let axes = [(plot.scales.x, "horizontal"), (plot.scales.y, "vertical")].filter { $0.0 == .log }
    sentences += axes.map { "the \($0.1) axis is logarithmic" }
    return (sentences + phrases).joined(separator: "; ")
  }

  /// The sentence in place of a picture without points.
  static func emptiness(of plot: Plot) -> String {
    plot.offScaleCount > 0
      ? "(nothing to draw: a logarithmic axis has no place for 0 and negative numbers)"
      : "(nothing to draw: no point is finite)"
  }

  func phrases(_ marks: PathMarks, showsPresent: Bool, showsTangent: Bool) -> [String] {
    let phrases = [
      path(marks), present(isShown: showsPresent), showsTangent ? tangent() : nil,
      outside(marks), undefined, offScale,
    ]
    return phrases.compactMap { $0 }
  }
}

// MARK: - Phrases

extension PlotLegend {
  /// Where a curve ends.
  func end(of series: Plot.Series, runsAway: Bool) -> String {
    guard let last = series.points.last else { return "no points" }
    let relation = isExact(last.y) ? "" : glyphs.approximately + " "
    return (runsAway ? "leaves the picture, " : "") + "ends at \(relation)\(value(last.y))"
  }

  private func path(_ marks: PathMarks) -> String? {
    guard let first = marks.numbers.first, let last = marks.numbers.last else { return nil }
    return first == last ? "\(first) the path" : "\(first) \(glyphs.ellipsis) \(last) the path"
  }

  private func present(isShown: Bool) -> String? {
    guard let present = plot.present else { return nil }
    if isShown { return "\(glyphs.present) now at \(equation(name, present.x))" }
    if !present.x.isFinite { return "now \(equation(name, present.x))" }
    let whereabouts = present.y.isFinite ? "outside" : "without a finite value"
    return "now \(whereabouts) at \(equation(name, present.x))"
  }

  private func tangent() -> String? {
    guard let slope = plot.slope else { return nil }
    return "\(glyphs.tangentSample) its tangent, \(equation("slope", slope))"
  }

  private func outside(_ marks: PathMarks) -> String? {
    guard marks.outsideCount > 0 else { return nil }
    var phrase = ""
    for arrow in marks.arrows { phrase += String(arrow) + " " }
    phrase += points(marks.outsideCount) + " outside"
    guard let farthest = marks.farthest else { return phrase }
    return phrase + ", as far as \(equation(name, plot.path[farthest].x))"
  }

  private var undefined: String? {
    let count = plot.path.reduce(0) { $0 + ($1.isFinite ? 0 : 1) }
    return count > 0 ? points(count) + " not finite" : nil
  }

  private var offScale: String? {
    let count = plot.offScaleCount
    guard count > 0 else { return nil }
    return points(count) + " at 0 or below, left out: a logarithmic axis has no place for "
      + (count == 1 ? "it" : "them")
  }

  private func points(_ count: Int) -> String { count == 1 ? "1 point" : "\(count) points" }

  private var name: String { TextColumns.fitted(plot.xLabel, to: room / 3, glyphs) }

  private func equation(_ name: String, _ value: Double) -> String {
    guard value.isFinite else { return "\(name) is \(self.value(value))" }
    return "\(name) \(isExact(value) ? "=" : glyphs.approximately) \(self.value(value))"
  }

  private func isExact(_ value: Double) -> Bool { printed(value).isExact }

  private func value(_ value: Double) -> String {
    if value.isNaN { return "not a number" }
    if value.isInfinite { return (value < 0 ? glyphs.minus : "") + glyphs.infinity }
    return printed(value).text
  }

  private func printed(_ value: Double) -> NumberFormat.Printed {
    NumberFormat(decimals: 4, unicode: glyphs.isUnicode).print(value)
  }
}
