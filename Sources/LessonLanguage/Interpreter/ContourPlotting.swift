import Autodiff
import Text

extension Session {
  private static let columns = 121
  private static let rows = 81

  /// `plot f from a to b, c to d`: a function of two numbers or of one vector of two, with the paths of vectors of two or of
  /// pairs of numbers.
  mutating func contour(
    _ name: String, x: PlotCall.Span, y: PlotCall.Span, paths names: [String], at place: Place
  ) throws(Diagnostic) -> Step {
    let (left, right) = try ends(x, at: place)
    let (low, high) = try ends(y, at: place)
    let paths = try paths(names, at: place)
    let isOfVector = PlottedFunction.arguments(of: name, in: self)?.count == 1
    let picture = try onCopy(at: place) { (scratch) throws(Diagnostic) in
      let samples = isOfVector ? [Tensor(Shape([2]), [1, 1])] : [Tensor(1), Tensor(1)]
      let surface = try PlottedFunction(name, of: samples, in: &scratch, at: place)
      let sides = isOfVector ? ["[0]", "[1]"].map { surface.arguments[0] + $0 } : surface.arguments
      let across = PlaneGrid.Side(name: sides[0], from: left, to: right, count: Self.columns)
      let up = PlaneGrid.Side(name: sides[1], from: low, to: high, count: Self.rows)
      var values: [Double] = []
      values.reserveCapacity(Self.columns * Self.rows)
      for row in 0..<Self.rows {
        for column in 0..<Self.columns {
          let (a, b) = (across.coordinate(column), up.coordinate(row))
          let point = isOfVector ? [Tensor(Shape([2]), [a, b])] : [Tensor(a), Tensor(b)]
          values.append(try surface.value(at: point, in: &scratch))
        }
      }
      return ContourPicture(
        title: "\(name)(\(surface.arguments.joined(separator: ", ")))",
        grid: PlaneGrid(x: across, y: up, values: values), paths: paths)
    }
    let points = paths.reduce(picture.grid.values.count) { $0 + $1.points.count }
    try spendOnPicture(points: points, at: place)
    return Step(place: place, outcome: .contour(picture))
  }

  /// A path for each vector of two numbers, and one for each two numbers that follow each other.
  private func paths(_ names: [String], at place: Place) throws(Diagnostic) -> [Plot.Series] {
    var paths: [Plot.Series] = []
    var first: (name: String, values: [Double])?
    for name in names {
      guard let track = history[name], let shape = track.last?.shape else {
        throw Diagnostic(
          place, "'\(name)' has no path to draw" + suggestion(name, among: history.names))
      }
      let values = track.filter { $0.shape == shape }
      if shape.rank == 1, shape.count == 2, first == nil {
        let points = values.map { Plot.Point(x: $0[0], y: $0[1]) }
        paths.append(Plot.Series(name: name, points: points))
        continue
      }
      guard shape.rank == 0 else {
        throw Diagnostic(
          place,
          first.map { "'\($0.name)' is one number: name the other one after it" }
            ?? "a path is of a vector of two numbers or of two numbers, and '\(name)' has shape \(shape)"
        )
      }
      let numbers = values.map { $0[0] }
      guard let across = first else {
        first = (name, numbers)
        continue
      }
      guard across.values.count == numbers.count else {
        throw Diagnostic(
          place,
          "'\(across.name)' has taken \(across.values.count) values and '\(name)' \(numbers.count), so they are not the "
            + "points of one path")
      }
      paths.append(
        Plot.Series(
          name: "\(across.name), \(name)",
          points: zip(across.values, numbers).map { Plot.Point(x: $0, y: $1) }))
      first = nil
    }
    if let first {
      throw Diagnostic(place, "'\(first.name)' is one number: name the other one after it")
    }
    try checkCurveCount(paths.count, at: place)
    return paths
  }
}
