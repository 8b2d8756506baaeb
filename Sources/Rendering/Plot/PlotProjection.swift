import LessonLanguage

/// Maps the numbers of a plot to the dots of a canvas.
struct PlotProjection {
  /// A position between dots; (0, 0) is the middle of the dot at the top left.
  struct Position {
    var x: Double
    var y: Double
  }

  let x: PlotInterval
  let y: PlotInterval

  /// The middle of the dot at the bottom right.
  private let extreme: Position

  init(_ extent: PlotExtent, onto canvas: DotCanvas) {
    x = extent.x
    y = extent.y
    extreme = Position(x: Double(canvas.width - 1), y: Double(canvas.height - 1))
  }

  func shows(_ point: Plot.Point) -> Bool { x.contains(point.x) && y.contains(point.y) }

  /// The dot nearest to a finite point: at the edge for a point beyond it.
  func dot(nearest point: Plot.Point) -> DotCanvas.Dot { dot(nearest: position(of: point)) }

  /// The dots along a curve without gaps until it leaves the canvas, each once, without corners that a
  /// diagonal step can cut.
  func trace(of run: ArraySlice<Plot.Point>) -> [DotCanvas.Dot] {
    var trace: [DotCanvas.Dot] = []
    for (start, end) in zip(run, run.dropFirst()) {
      for dot in dots(from: position(of: start), to: position(of: end)) where dot != trace.last {
        if let earlier = trace.dropLast().last, earlier.isDiagonal(to: dot) { trace.removeLast() }
        trace.append(dot)
      }
      if !shows(end) { break }
    }
    return trace
  }

  /// The dots of the line through `point` with this slope, from left to right: at most `length` dots in
  /// each direction.
  func tangent(at point: Plot.Point, slope: Double, length: Double) -> [DotCanvas.Dot] {
    let steepness = slope * (x.halfLength / y.halfLength) * (extreme.y / extreme.x)
    guard !steepness.isNaN else { return [] }
    let run = length / max(1, steepness.magnitude)
    let rise = length * min(max(steepness, -1), 1)
    let middle = position(of: point)
    return dots(
      from: Position(x: middle.x - run, y: middle.y + rise),
      to: Position(x: middle.x + run, y: middle.y - rise))
  }

  /// The arrow at the edge in the direction of `point`.
  func arrow(to point: Plot.Point, _ glyphs: PlotGlyphs) -> Unicode.Scalar {
    if point.x < x.lower { return glyphs.beyondLeft }
    if point.x > x.upper { return glyphs.beyondRight }
    return point.y > y.upper ? glyphs.beyondTop : glyphs.beyondBottom
  }
}

// MARK: - Positions and lines

extension PlotProjection {
  /// The position of a finite point; for one very far outside, a position in that direction.
  private func position(of point: Plot.Point) -> Position {
    let far = 1e6
    let across = min(max(x.fraction(of: point.x), -far), far)
    let up = min(max(y.fraction(of: point.y), -far), far)
    return Position(x: across * extreme.x, y: (1 - up) * extreme.y)
  }

  private func dot(nearest position: Position) -> DotCanvas.Dot {
    DotCanvas.Dot(
      x: Int(min(max(position.x, 0), extreme.x).rounded(.toNearestOrEven)),
      y: Int(min(max(position.y, 0), extreme.y).rounded(.toNearestOrEven)))
  }

  /// The segment's dots from start to end, as far as they are on the canvas.
  ///
  /// Clipping is Liang and Barsky's: each edge allows a range of t on the line
  /// `start + t × (end − start)`, and the intersection of all four is visible.
  private func dots(from start: Position, to end: Position) -> [DotCanvas.Dot] {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let edge = 0.49
    var (first, last) = (0.0, 1.0)
    for (change, room) in [
      (-dx, start.x + edge), (dx, extreme.x + edge - start.x),
      (-dy, start.y + edge), (dy, extreme.y + edge - start.y),
    ] {
      if change < 0 {
        first = max(first, room / change)
      } else if change > 0 {
        last = min(last, room / change)
      } else if room < 0 {
        return []
      }
    }
    guard first <= last else { return [] }
    let count = Int((max(dx.magnitude, dy.magnitude) * (last - first)).rounded(.up))
    return (0...count).map { step in
      let t = first + (last - first) * Double(step) / Double(max(count, 1))
      return dot(nearest: Position(x: start.x + t * dx, y: start.y + t * dy))
    }
  }
}
