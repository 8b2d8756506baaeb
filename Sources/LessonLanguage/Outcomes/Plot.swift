/// What `plot` draws: curves over a number line, the path that a value took, the present point and
/// its tangent.
public struct Plot: Sendable, Equatable {
  /// A place in the picture.
  public struct Point: Sendable, Equatable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// One curve: points in order of x, where a y that is not finite leaves a gap.
  public struct Series: Sendable, Equatable {
    public var name: String
    public var points: [Point]

    public init(name: String, points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  /// The argument's name, "step" or "epoch".
  public var xLabel: String

  /// What is drawn, such as "loss(v)"; empty when several series are.
  public var yLabel: String

  public var series: [Series]

  /// The points that the value took, oldest first.
  public var path: [Point]

  /// Where the value is now.
  public var present: Point?

  /// The slope of the tangent at `present`.
  public var slope: Double?

  public init(
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
