import Autodiff

extension Generated {
  /// Grey images of 8 × 8 pixels in three classes, crosses, squares and stripes, for a convolution to distinguish.
  ///
  /// A cross is a + of 5 × 5 pixels, a square the outline of 5 × 5, stripes are three parallel lines of 5 pixels, in every
  /// second row or column. Each is at a random position, so that no single pixel determines the class; its brightness is
  /// uniform in 0.6 … 1; normal noise is added to every pixel, and the result is clamped to 0 … 1.
  package static func shapes(count: Int = 600, noise: Double = 0.1, seed: UInt64 = 0) -> DataSet {
    var random = RandomSource.derive(seed, for: .shapes)
    var features: [Double] = []
    var labels: [Int] = []
    for (label, count) in shares(count, 3).enumerated() {
      for _ in 0..<count {
        features += image(of: label, noise, &random)
        labels.append(label)
      }
    }
    let ordered = DataSet(
      name: "shapes", source: source, sampleShape: Shape([1, 8, 8]), features: features,
      targets: .classes(labels, names: ["cross", "square", "stripes"]), targetName: "shape",
      white: 1)
    return ordered.rows(random.shuffledIndices(labels.count))
  }

  private static func image(of label: Int, _ noise: Double, _ random: inout RandomSource)
    -> [Double]
  {
    let (top, left) = (random.below(4), random.below(4))
    let isUpright = random.below(2) == 0
    let brightness = random.uniform(in: 0.6...1)
    var pixels = [Double](repeating: 0, count: 64)
    for row in 0..<5 {
      for column in 0..<5 {
        let isInk =
          switch label {
          case 0: row == 2 || column == 2
          case 1: row == 0 || row == 4 || column == 0 || column == 4
          default: (isUpright ? column : row) % 2 == 0
          }
        if isInk { pixels[(top + row) * 8 + left + column] = brightness }
      }
    }
    return pixels.map { min(1, max(0, $0 + noise * random.normal())) }
  }
}
