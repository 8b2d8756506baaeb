/// An interval of one axis: finite, and wide enough to be divided into ticks.
///
/// Differences are taken between halves, so that an interval may reach from the smallest to the
/// largest finite number.
struct PlotInterval: Equatable {
  let lower: Double
  let upper: Double

  /// The relative difference below which values are drawn as equal.
  private static let resolution = 1e-5

  /// The size below which values are drawn as zero, because the arithmetic of ticks would underflow.
  private static let smallest = 1e-290

  /// The interval from `lower` to `upper`, or one around them if they are too close to distinguish.
  init(from lower: Double, to upper: Double) {
    let size = max(lower.magnitude, upper.magnitude)
    if size < Self.smallest {
      (self.lower, self.upper) = (0, 1)
    } else if upper / 2 - lower / 2 < size / 2 * Self.resolution {
      let limit = Double.greatestFiniteMagnitude
      (self.lower, self.upper) = (max(lower - size / 2, -limit), min(upper + size / 2, limit))
    } else {
      (self.lower, self.upper) = (lower, upper)
    }
  }

  /// The smallest interval that contains all finite `values`; `nil` if there are none.
  init?(covering values: some Sequence<Double>) {
    var lower = Double.infinity
    var upper = -Double.infinity
    for value in values where value.isFinite {
      lower = min(lower, value)
      upper = max(upper, value)
    }
    guard lower <= upper else { return nil }
    self.init(from: lower, to: upper)
  }

  /// Half the length, which is finite even if the length is not.
  var halfLength: Double { upper / 2 - lower / 2 }

  /// The relative position of `value`: 0 at the lower end, 1 at the upper.
  func fraction(of value: Double) -> Double { (value / 2 - lower / 2) / halfLength }

  /// The distance of `value` from the middle, in lengths of the interval.
  func distance(to value: Double) -> Double { (fraction(of: value) - 0.5).magnitude }

  /// The interval made longer at its ends by these parts of its length.
  func widened(below: Double, above: Double) -> PlotInterval {
    let limit = Double.greatestFiniteMagnitude
    return PlotInterval(
      from: max(lower - 2 * below * halfLength, -limit),
      to: min(upper + 2 * above * halfLength, limit))
  }

  func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}
