import LessonLanguage

extension TerminalPlot {
  /// The lines of a picture with level lines and paths, and its legend.
  package func lines(of picture: ContourPicture) -> [String] {
    let scene = ContourScene(picture, width: width, rows: planeRows, glyphs)
    var canvas = scene.canvas
    for line in scene.labels.lines.joined() {
      for dot in scene.projection.trace(of: line[...]) { canvas.draw(dot, stroke: ".") }
    }
    for label in scene.labels.labels {
      var cell = label.cell
      for character in label.text.unicodeScalars {
        canvas.mark(cell, with: character)
        cell.column += 1
      }
    }
    for mark in scene.marks.marks { canvas.mark(mark.cell, with: mark.character) }
    let title = TextColumns.fitted(picture.grid.y.name, to: width, glyphs)
    return ([title] + scene.axes.framed(canvas, scene.projection) + legend(of: picture, scene))
      .map { TextColumns.trimmed($0) }
  }

  private func legend(of picture: ContourPicture, _ scene: ContourScene) -> [String] {
    let (indent, room) = (TextColumns.spaces(2), width - 2)
    let legend = ContourLegend(picture, scene.labels.levels, room: room, glyphs)
    var phrases = [legend.lines, legend.undefined].compactMap { $0 }
    if let marks = scene.marks.single { phrases += legend.single(marks) }
    var lines = TextColumns.wrapped(phrases, to: room).map { indent + $0 }
    guard picture.paths.count > 1 else { return lines }
    let key = "\(glyphs.start) the start, small letters the steps, capitals the ends"
    lines += TextColumns.wrapped([key], to: room).map { indent + $0 }
    let names = picture.paths.map { legend.name($0) }
    let nameWidth = names.map { TextColumns.width($0) }.max() ?? 0
    for (index, path) in picture.paths.enumerated() {
      let letters = [false, true].map { String(ContourMarks.letter(index, isEnd: $0)) }
      let head =
        letters.joined(separator: " ") + " " + TextColumns.padded(names[index], to: nameWidth)
      let words = legend.several(path)
      if TextColumns.width(head) + 3 + TextColumns.width(words) <= room {
        lines.append(indent + head + TextColumns.spaces(3) + words)
      } else {
        lines.append(indent + head)
        lines += TextColumns.wrapped([words], to: room - 4).map { TextColumns.spaces(6) + $0 }
      }
    }
    return lines
  }
}

/// The arrangement of a picture with level lines in a terminal, from which a page takes its labels and numbers.
struct ContourScene {
  let axes: PlotAxes
  let canvas: DotCanvas
  let projection: PlotProjection
  let marks: ContourMarks
  let labels: LevelLabels

  init(_ picture: ContourPicture, width: Int, rows: Int, _ glyphs: PlotGlyphs) {
    let extent = PlotExtent(picture.grid)
    axes = PlotAxes(extent, xName: picture.grid.x.name, width: width, yTicks: 6, glyphs)
    canvas = DotCanvas(columns: axes.columns, rows: rows, braille: glyphs.isUnicode)
    projection = PlotProjection(extent, onto: canvas)
    marks = ContourMarks(picture.paths, on: canvas, projection, glyphs)
    labels = LevelLabels(
      picture.grid, on: canvas, projection, isTaken: marks.isTaken, glyphs)
  }
}

extension PlotExtent {
  init(_ grid: PlaneGrid) {
    self.init(
      x: PlotInterval(from: grid.x.from, to: grid.x.to),
      y: PlotInterval(from: grid.y.from, to: grid.y.to))
  }
}
