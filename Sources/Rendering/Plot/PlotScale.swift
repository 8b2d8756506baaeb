import Kernels
import LessonLanguage

/// A logarithmic axis is a linear one of the common logarithm: a plot is drawn by converting its points.
extension Plot.Scale {
  /// The position of a value along the axis; a logarithmic one has none for 0 and negative numbers.
  func position(_ value: Double) -> Double {
    switch self {
    case .linear: value
    case .log: value > 0 ? Mathematics.log(value) / Mathematics.log(10) : .nan
    }
  }

  /// The derivative of the position at a value.
  fileprivate func stretch(_ value: Double) -> Double {
    switch self {
    case .linear: 1
    case .log: 1 / (value * Mathematics.log(10))
    }
  }

  func has(_ value: Double) -> Bool { self == .linear || value > 0 }
}

extension Plot {
  /// The plot with the positions of its points along the axes in place of their values.
  var positioned: Plot {
    if scales == Scales() { return self }
    func position(_ point: Point) -> Point {
      Point(x: scales.x.position(point.x), y: scales.y.position(point.y))
    }
    var plot = self
    for index in series.indices { plot.series[index].points = series[index].points.map(position) }
    plot.path = path.map(position)
    plot.present = present.map(position)
    if let slope, let present {
      plot.slope = slope * scales.y.stretch(present.y) / scales.x.stretch(present.x)
    }
    return plot
  }

  /// The number of finite points that a logarithmic axis has no place for.
  var offScaleCount: Int {
    (series.map { $0.points } + [path]).joined().reduce(0) { count, point in
      let isDrawn = !point.isFinite || (scales.x.has(point.x) && scales.y.has(point.y))
      return isDrawn ? count : count + 1
    }
  }
}

/// The ticks of an axis: their positions and labels.
struct PlotTicks {
  let positions: [Double]
  let labels: [String]

  /// At most `limit` ticks inside an interval of positions, at round numbers; on a logarithmic axis at powers of ten if it has
  /// two of them, else at 1, 2 and 5 times a power of ten, else wherever a linear one has them.
  init(
    in interval: PlotInterval, _ scale: Plot.Scale, atMost limit: Int, wholeNumbers: Bool = false,
    _ glyphs: PlotGlyphs
  ) {
    guard scale == .log else {
      let ticks = AxisTicks(in: interval, atMost: limit, wholeNumbers: wholeNumbers)
      (positions, labels) = (ticks.ticks.map { $0.value }, ticks.labels(glyphs))
      return
    }
    let powers = AxisTicks(in: interval, atMost: limit, wholeNumbers: true).ticks.map {
      ScaledDecimal(coefficient: 1, exponent: Int($0.value))
    }
    let exponents = Int(interval.lower.rounded(.down))...Int(interval.upper.rounded(.up))
    let multiples =
      powers.count < 2
      ? exponents.flatMap { exponent in
        [1, 2, 5].map { ScaledDecimal(coefficient: $0, exponent: exponent) }
      }.filter { interval.has($0.logarithm) } : powers
    if (2...limit).contains(multiples.count) {
      positions = multiples.map { $0.logarithm }
      labels = multiples.map { $0.axisLabel(glyphs) }
      return
    }
    let ends = [interval.lower, interval.upper].map {
      min(Mathematics.exp($0 * Mathematics.log(10)), Double.greatestFiniteMagnitude)
    }
    let linear = AxisTicks(in: PlotInterval(from: ends[0], to: ends[1]), atMost: limit)
    let ticks = zip(linear.ticks.map { scale.position($0.value) }, linear.labels(glyphs)).filter {
      interval.has($0.0)
    }
    positions = ticks.map { $0.0 }
    labels = ticks.map { $0.1 }
  }
}

extension PlotInterval {
  /// Whether a value is inside, apart from rounding errors.
  fileprivate func has(_ value: Double) -> Bool {
    (-1e-9...1 + 1e-9).contains(fraction(of: value))
  }
}

extension ScaledDecimal {
  /// The common logarithm of a positive number.
  fileprivate var logarithm: Double {
    Double(exponent)
      + (coefficient == 1 ? 0 : Mathematics.log(Double(coefficient)) / Mathematics.log(10))
  }

  /// The number as a label of a logarithmic axis: `0.01`, `1000`, `10⁻⁶`, `2 × 10⁻⁶`.
  func axisLabel(_ glyphs: PlotGlyphs) -> String {
    let isPower = coefficient == 1 && Self.isScientific(leadingExponent: leadingExponent)
    return isPower ? glyphs.powerOfTen(exponent) : text(glyphs)
  }
}
