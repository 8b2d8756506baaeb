/// What `plot` draws: curves over a number line, the path that a value took, the present point and
/// its tangent.
package struct Plot: Sendable, Equatable {
  /// A point of the picture.
  package struct Point: Sendable, Equatable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// One curve: points in order of x, where a y that is not finite leaves a gap.
  package struct Series: Sendable, Equatable {
    package var name: String
    package var points: [Point]

    package init(name: String, points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  /// The argument's name, "step" or "epoch".
  package var xLabel: String

  /// What is drawn, such as "loss(v)"; empty when several series are.
  package var yLabel: String

  package var series: [Series]

  /// The points that the value took, oldest first.
  package var path: [Point]

  /// Where the value is now.
  package var present: Point?

  /// The slope of the tangent at `present`.
  package var slope: Double?

  package init(
    xLabel: String, yLabel: String, series: [Series], path: [Point] = [], present: Point? = nil,
    slope: Double? = nil
  ) {
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.path = path
    self.present = present
    self.slope = slope
  }
}
