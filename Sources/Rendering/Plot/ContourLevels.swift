import LessonLanguage

/// The round numbers at which a picture has level lines, in rising order.
///
/// They are evenly spaced, as on a map, where lines are close together if it is steep. If half of the picture is below a tenth
/// of the highest value, and nothing below 0, they are 1, 2, 5, 10, 20, 50 and so on, so that most of it has lines too.
enum ContourLevels {
  private static let most = 12
  private static let mostMultiplying = 9
  /// The highest value below which there are no multiplying levels, because their arithmetic would underflow.
  private static let smallest = 1e-280

  static func of(_ grid: PlaneGrid) -> [ScaledDecimal] {
    let values = grid.values.filter { $0.isFinite }.sorted()
    guard let low = values.first, let high = values.last, low < high else { return [] }
    let levels =
      low >= 0 && high > smallest && values[values.count / 2] < high / 10
      ? multiplying(from: max(values[values.count / 100], high / 1e9), to: high)
      : AxisTicks(in: PlotInterval(from: low, to: high), atMost: most).ticks
    return levels.filter { low < $0.value && $0.value < high }
  }

  /// Numbers of 1, 2 and 5 times powers of ten; of few powers only, if there are too many.
  private static func multiplying(from low: Double, to high: Double) -> [ScaledDecimal] {
    let exponents =
      ScaledDecimal.leadingExponent(of: low)...ScaledDecimal.leadingExponent(of: high)
    let all = exponents.flatMap { exponent in
      [1, 2, 5].map { ScaledDecimal(coefficient: $0, exponent: exponent) }
    }.filter { low <= $0.value && $0.value < high }
    if all.count <= mostMultiplying { return all }
    let spacing = (exponents.count + mostMultiplying - 1) / mostMultiplying
    return all.filter { $0.coefficient == 1 && $0.exponent % spacing == 0 }
  }
}
