/// Values over a rectangle of the plane, at the points of a grid that includes its edges.
package struct PlaneGrid: Sendable, Equatable {
  /// A side of the rectangle.
  package struct Side: Sendable, Equatable {
    package let name: String
    package let from: Double
    package let to: Double
    /// The number of points, at least two.
    package let count: Int

    package init(name: String, from: Double, to: Double, count: Int) {
      self.name = name
      self.from = from
      self.to = to
      self.count = count
    }

    /// The coordinate of a point; the last one is exactly `to`.
    package func coordinate(_ index: Int) -> Double {
      let share = Double(index) / Double(count - 1)
      return from * (1 - share) + to * share
    }
  }

  package let x: Side
  package let y: Side
  /// `x.count` values for each y, from the lowest y to the highest.
  package let values: [Double]

  package init(x: Side, y: Side, values: [Double]) {
    precondition(values.count == x.count * y.count, "a value for each point of the grid")
    self.x = x
    self.y = y
    self.values = values
  }

  package func value(column: Int, row: Int) -> Double { values[row * x.count + column] }
}

/// The content of `plot f from a to b, c to d`: a function of two numbers, and the paths that parameters took over it.
package struct ContourPicture: Sendable, Equatable {
  /// The function, such as "loss(v)".
  package let title: String
  package let grid: PlaneGrid
  /// The paths, each with its points from oldest to newest, and with the parameter's name.
  package let paths: [Plot.Series]

  package init(title: String, grid: PlaneGrid, paths: [Plot.Series]) {
    self.title = title
    self.grid = grid
    self.paths = paths
  }
}
