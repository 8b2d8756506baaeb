import Learning
import LessonLanguage
import Text

/// The members of pictures.
extension JSON {
  static func details(_ plot: Plot) -> [JSON.Member] {
    [
      ("x", .string(plot.xLabel)), ("y", .string(plot.yLabel)),
      ("x_scale", .string(plot.scales.x.rawValue)), ("y_scale", .string(plot.scales.y.rawValue)),
      ("series", .array(plot.series.map { JSON($0) })),
      ("path", .array(plot.path.map { JSON($0) })),
      ("present", plot.present.map { JSON($0) } ?? .null),
      ("slope", plot.slope.map { .number($0) } ?? .null),
    ]
  }

  static func details(_ picture: ContourPicture) -> [JSON.Member] {
    [("function", .string(picture.title))] + details(picture.grid) + [
      ("levels", .array(ContourLevels.of(picture.grid).map { .number($0.value) })),
      ("paths", .array(picture.paths.map { JSON($0) })),
    ]
  }

  static func details(_ picture: RegionPicture) -> [JSON.Member] {
    let output: [JSON.Member] =
      switch picture.output {
      case .classes(let names): [("classes", .array(names.map { .string($0) }))]
      case .number(let name): [("target", .string(name))]
      }
    let samples = picture.samples.map { sample -> JSON in
      .object([
        ("point", .array([.number(sample.x), .number(sample.y)])),
        ("target", .number(sample.target)), ("predicted", .number(sample.predicted)),
        ("part", .string(sample.part.rawValue)),
      ])
    }
    let parts = picture.parts.map { part -> JSON in
      .object([
        ("part", .string(part.part.rawValue)), ("samples", .whole(part.samples)),
        ("wrong", part.wrong.map { .whole($0) } ?? .null),
      ])
    }
    return [("model", .string(picture.model)), ("data", .string(picture.data))] + output
      + details(picture.grid) + [("samples", .array(samples)), ("parts", .array(parts))]
  }

  static func details(_ picture: ScatterPicture) -> [JSON.Member] {
    let samples = picture.samples.map { sample -> JSON in
      .object([
        ("point", JSON(sample.point)),
        ("class", picture.classes.isEmpty ? .null : .string(picture.classes[sample.label])),
      ])
    }
    return [
      ("points", .string(picture.title)), ("classes", .strings(picture.classes)),
      ("counts", .array(picture.counts.map { .whole($0) })), ("samples", .array(samples)),
    ]
  }

  private static func details(_ grid: PlaneGrid) -> [JSON.Member] {
    func side(_ side: PlaneGrid.Side) -> JSON {
      .object([
        ("name", .string(side.name)), ("from", .number(side.from)), ("to", .number(side.to)),
        ("count", .whole(side.count)),
      ])
    }
    let rows = (0..<grid.y.count).map { row -> JSON in
      .array(
        grid.values[row * grid.x.count..<(row + 1) * grid.x.count].map { .number($0) })
    }
    return [("x", side(grid.x)), ("y", side(grid.y)), ("values", .array(rows))]
  }

  private init(_ series: Plot.Series) {
    self = .object([
      ("name", .string(series.name)), ("points", .array(series.points.map { JSON($0) })),
    ])
  }

  private init(_ point: Plot.Point) { self = .array([.number(point.x), .number(point.y)]) }
}
