import LessonLanguage

/// The axes around a picture, with labels at round numbers.
struct PlotAxes {
  /// The columns of the picture itself.
  let columns: Int

  private let extent: PlotExtent
  private let width: Int
  private let scales: Plot.Scales
  private let yTicks: PlotTicks
  private let xName: String
  private let glyphs: PlotGlyphs

  /// The columns left of the picture: the labels of y, a space and the axis.
  private let gutter: Int

  /// Divides `width` columns between the picture and its labels.
  init(
    _ extent: PlotExtent, xName: String, scales: Plot.Scales = Plot.Scales(), width: Int,
    yTicks limit: Int, _ glyphs: PlotGlyphs
  ) {
    self.extent = extent
    self.width = width
    self.glyphs = glyphs
    self.scales = scales
    yTicks = PlotTicks(in: extent.y, scales.y, atMost: limit, glyphs)
    gutter = (yTicks.labels.map { TextColumns.width($0) }.max() ?? 0) + 2
    self.xName = TextColumns.fitted(xName, to: width / 5, glyphs)
    columns = width - gutter - TextColumns.width(self.xName) - (self.xName.isEmpty ? 0 : 1)
  }

  /// The rows of `canvas` next to the y axis, and the x axis below them.
  func framed(_ canvas: DotCanvas, _ projection: PlotProjection) -> [String] {
    var labels: [String?] = Array(repeating: nil, count: canvas.rows)
    for (position, label) in zip(yTicks.positions, yTicks.labels) {
      let point = Plot.Point(x: extent.x.lower, y: position)
      labels[canvas.cell(of: projection.dot(nearest: point)).row] = label
    }
    let rows = labels.enumerated().map { row, label in
      let axis = label == nil ? glyphs.vertical : glyphs.yTick
      return leftOfAxis(label ?? "") + String(axis) + canvas.text(row: row)
    }
    return rows + xAxis(canvas, projection)
  }

  /// The x axis with its name at the end, and as many of its labels as fit.
  private func xAxis(_ canvas: DotCanvas, _ projection: PlotProjection) -> [String] {
    for limit in (2...max(2, min(12, columns / 5))).reversed() {
      let ticks = PlotTicks(
        in: extent.x, scales.x, atMost: limit, wholeNumbers: extent.countsSteps, glyphs)
      let cells = ticks.positions.map { position in
        let point = Plot.Point(x: position, y: extent.y.lower)
        return canvas.cell(of: projection.dot(nearest: point)).column
      }
      guard let line = labelLine(ticks.labels, above: cells, isLast: limit == 2) else { continue }
      return [axisLine(ticksAt: cells), line]
    }
    return []
  }

  private func axisLine(ticksAt cells: [Int]) -> String {
    var line = leftOfAxis("") + String(glyphs.corner)
    for column in 0..<columns {
      line.unicodeScalars.append(cells.contains(column) ? glyphs.xTick : glyphs.horizontal)
    }
    return line + " " + xName
  }

  /// Each label centred below its cell; `nil` if two are too close, or on the last try without the
  /// later one.
  private func labelLine(_ labels: [String], above cells: [Int], isLast: Bool) -> String? {
    var line = ""
    for (label, cell) in zip(labels, cells) {
      let room = TextColumns.width(label)
      let start = min(max(0, gutter + cell - (room - 1) / 2), width - room)
      let gap = start - TextColumns.width(line)
      if gap < 2, !line.isEmpty {
        if isLast { continue }
        return nil
      }
      line += TextColumns.spaces(gap) + label
    }
    return line
  }

  private func leftOfAxis(_ label: String) -> String {
    TextColumns.spaces(gutter - 2 - TextColumns.width(label)) + label + " "
  }
}
