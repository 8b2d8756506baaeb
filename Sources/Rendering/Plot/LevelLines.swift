import LessonLanguage

/// The lines on which a function takes one value, by marching squares.
///
/// A line crosses an edge of the grid where the function, linear along the edge, takes the value. Every cell joins its
/// crossings in pairs; of the two ways to join four, the mean of the corners decides. Cells with a corner that is not finite
/// have no lines.
struct LevelLines {
  /// Each line as points in order; a closed one ends with its first point.
  private(set) var lines: [[Plot.Point]] = []

  private let grid: PlaneGrid
  private let level: Double
  /// The two neighbours of each crossing, or −1. Edge 2n leads from point n to the right, edge 2n + 1 up.
  private var neighbours: [Int]

  init(of grid: PlaneGrid, at level: Double) {
    self.grid = grid
    self.level = level
    neighbours = Array(repeating: -1, count: 4 * grid.values.count)
    for row in 0..<grid.y.count - 1 {
      for column in 0..<grid.x.count - 1 { joinCrossings(column, row) }
    }
    let edges = 0..<2 * grid.values.count
    // Lines that end at an edge of the rectangle first, then closed ones.
    for edge in edges where neighbours[2 * edge] >= 0 && neighbours[2 * edge + 1] < 0 {
      follow(from: edge)
    }
    for edge in edges where neighbours[2 * edge] >= 0 { follow(from: edge) }
  }

  private mutating func joinCrossings(_ column: Int, _ row: Int) {
    let corners = [
      grid.value(column: column, row: row), grid.value(column: column + 1, row: row),
      grid.value(column: column + 1, row: row + 1), grid.value(column: column, row: row + 1),
    ]
    guard corners.allSatisfy({ $0.isFinite }) else { return }
    let isAbove = corners.map { $0 >= level }
    let point = row * grid.x.count + column
    let sides = [
      2 * point, 2 * (point + 1) + 1, 2 * (point + grid.x.count), 2 * point + 1,
    ]
    let crossed = (0..<4).filter { isAbove[$0] != isAbove[($0 + 1) % 4] }
    switch crossed.count {
    case 2: join(sides[crossed[0]], sides[crossed[1]])
    case 4:
      // A saddle: the line separates the first corner from the middle, or the second one.
      let middle = corners.map { $0 / 4 }.reduce(0, +)
      let cutsFirst = (middle >= level) != isAbove[0]
      join(sides[0], sides[cutsFirst ? 3 : 1])
      join(sides[2], sides[cutsFirst ? 1 : 3])
    default: break
    }
  }

  private mutating func join(_ a: Int, _ b: Int) {
    for (edge, other) in [(a, b), (b, a)] {
      neighbours[2 * edge + (neighbours[2 * edge] < 0 ? 0 : 1)] = other
    }
  }

  /// Collects the line through a crossing, and removes its links.
  private mutating func follow(from start: Int) {
    var line = [crossing(start)]
    var edge = start
    while true {
      let next = neighbours[2 * edge]
      guard next >= 0 else { break }
      unlink(edge, next)
      unlink(next, edge)
      line.append(crossing(next))
      edge = next
      if edge == start { break }
    }
    lines.append(line)
  }

  private mutating func unlink(_ edge: Int, _ other: Int) {
    if neighbours[2 * edge] == other {
      neighbours[2 * edge] = neighbours[2 * edge + 1]
    }
    neighbours[2 * edge + 1] = -1
  }

  private func crossing(_ edge: Int) -> Plot.Point {
    let (column, row) = ((edge / 2) % grid.x.count, (edge / 2) / grid.x.count)
    let isUp = edge % 2 == 1
    let (x, y) = (grid.x.coordinate(column), grid.y.coordinate(row))
    let (endX, endY) = (
      isUp ? x : grid.x.coordinate(column + 1), isUp ? grid.y.coordinate(row + 1) : y
    )
    let a = grid.value(column: column, row: row)
    let b = grid.value(column: isUp ? column : column + 1, row: isUp ? row + 1 : row)
    let share = (level / 2 - a / 2) / (b / 2 - a / 2)
    return Plot.Point(
      x: isUp ? x : x * (1 - share) + endX * share, y: isUp ? y * (1 - share) + endY * share : y)
  }
}
