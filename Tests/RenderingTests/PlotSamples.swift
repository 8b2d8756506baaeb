import LessonLanguage

/// Plots that several tests draw.
enum PlotSamples {
  /// `f` at evenly spaced points.
  static func curve(
    _ name: String, from lower: Double, to upper: Double, count: Int = 321,
    _ f: (Double) -> Double
  ) -> Plot.Series {
    let points = (0..<count).map { index in
      let x = lower + (upper - lower) * Double(index) / Double(count - 1)
      return Plot.Point(x: x, y: f(x))
    }
    return Plot.Series(name: name, points: points)
  }

  /// The values of `f` at the steps 0, 1, 2 and so on.
  static func history(_ name: String, steps: Int = 40, _ f: (Int) -> Double) -> Plot.Series {
    let points = (0...steps).map { Plot.Point(x: Double($0), y: f($0)) }
    return Plot.Series(name: name, points: points)
  }

  /// `start × factor^step`.
  static func decay(_ name: String, from start: Double, by factor: Double) -> Plot.Series {
    history(name) { step in (0..<step).reduce(start) { value, _ in value * factor } }
  }

  /// Steps of gradient descent on the bowl `(v − 0.655)²`.
  static func descent(from start: Double, rate: Double, steps: Int) -> [Plot.Point] {
    var w = start
    var path: [Plot.Point] = []
    for _ in 0...steps {
      path.append(Plot.Point(x: w, y: bowl(w)))
      w -= rate * bowlSlope(w)
    }
    return path
  }

  static func bowl(_ v: Double) -> Double { (v - 0.655) * (v - 0.655) }
  static func bowlSlope(_ v: Double) -> Double { 2 * (v - 0.655) }

  /// The bowl and the path of a descent into it.
  static func bowl(
    from lower: Double = 0, to upper: Double = 1.2, start: Double = 0.38, rate: Double = 0.1,
    steps: Int = 40
  ) -> Plot {
    let path = descent(from: start, rate: rate, steps: steps)
    return Plot(
      xLabel: "v", yLabel: "loss(v)",
      series: [curve("loss", from: lower, to: upper) { bowl($0) }],
      path: path, present: path.last, slope: path.last.map { bowlSlope($0.x) })
  }

  static let decays = Plot(
    xLabel: "step", yLabel: "",
    series: [
      decay("rate 0.01", from: 0.0756, by: 0.9604),
      decay("rate 0.1", from: 0.0756, by: 0.64),
      decay("rate 0.03", from: 0.0756, by: 0.8836),
    ])

  static func alone(_ points: [Plot.Point]) -> Plot {
    Plot(xLabel: "v", yLabel: "f(v)", series: [Plot.Series(name: "f", points: points)])
  }
}

/// A small generator of pseudo-random numbers, the same on every run.
struct PlotTestGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
