/// The content of a `plot`: curves over a number line, the past values of a quantity, its current point and its tangent.
package struct Plot: Sendable, Equatable {
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

  /// The spacing of an axis: by value, or by its logarithm.
  package enum Scale: String, Sendable {
    case linear, log
  }

  package struct Scales: Sendable, Equatable {
    package var x = Scale.linear
    package var y = Scale.linear

    package init(x: Scale = .linear, y: Scale = .linear) {
      self.x = x
      self.y = y
    }
  }

  /// The argument's name, "step" or "epoch".
  package var xLabel: String

  /// The quantity, such as "loss(v)"; empty if there are several series.
  package var yLabel: String

  package var series: [Series]

  /// The past points, oldest first.
  package var path: [Point]

  /// The current point, and the name of its x.
  package var present: Point?
  package var presentName: String?

  /// The slope of the tangent at `present`.
  package var slope: Double?

  package var scales: Scales

  package init(
    xLabel: String, yLabel: String, series: [Series], path: [Point] = [], present: Point? = nil,
    slope: Double? = nil, scales: Scales = Scales()
  ) {
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.path = path
    self.present = present
    self.slope = slope
    self.scales = scales
  }
}
