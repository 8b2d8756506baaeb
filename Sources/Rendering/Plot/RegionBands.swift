import LessonLanguage

/// The regions of a picture: a class each, or a range of numbers between round ones.
struct RegionBands {
  let names: [String]
  /// The bounds between ranges of numbers; empty for classes.
  private let bounds: [Double]

  init(_ picture: RegionPicture, _ glyphs: PlotGlyphs) {
    switch picture.output {
    case .classes(let names):
      bounds = []
      self.names = names.map { TextColumns.fitted($0, to: 24, glyphs) }
    case .number(let name):
      let target = TextColumns.fitted(name.isEmpty ? "the output" : name, to: 24, glyphs)
      guard let values = PlotInterval(covering: picture.grid.values) else {
        (bounds, names) = ([], [target])
        return
      }
      let ticks = AxisTicks(in: values, atMost: 4)
      let bounds = ticks.ticks.map { $0.value }
      let labels = ticks.labels(glyphs)
      guard let first = labels.first, let last = labels.last else {
        (self.bounds, names) = ([], [target])
        return
      }
      self.bounds = bounds
      names =
        ["\(target) below \(first)"]
        + zip(labels, labels.dropFirst()).map { "\($0) to \($1)" } + ["\(last) and above"]
    }
  }

  var count: Int { names.count }

  /// The region of a value: the class, or the number of bounds that it has reached.
  func band(of value: Double) -> Int {
    if bounds.isEmpty { return min(max(Int(value), 0), count - 1) }
    return bounds.reduce(0) { $0 + (value >= $1 ? 1 : 0) }
  }

  /// The character that fills a region.
  static func fill(_ band: Int, _ glyphs: PlotGlyphs) -> Unicode.Scalar {
    glyphs.fills[band % glyphs.fills.count]
  }
}

extension RegionPicture {
  /// Whether a class was predicted wrongly; samples with numbers are compared with the surface instead.
  func isWrong(_ sample: Sample) -> Bool {
    if case .classes = output { return sample.predicted != sample.target }
    return false
  }

  /// The characters of samples: for each class one where it is right, and one where it is wrong; for numbers one above the
  /// surface, and one below.
  func sampleMark(_ sample: Sample, _ glyphs: PlotGlyphs) -> Unicode.Scalar {
    guard case .classes(let names) = output else {
      return sample.target >= sample.predicted ? glyphs.above : glyphs.below
    }
    return Self.classMark(
      Int(sample.target), isWrong: isWrong(sample), of: names.count, glyphs)
  }

  static func classMark(
    _ label: Int, isWrong: Bool, of count: Int, _ glyphs: PlotGlyphs
  ) -> Unicode.Scalar {
    let marks = glyphs.classMarks
    guard count <= marks.count else { return ContourMarks.letter(label, isEnd: isWrong) }
    return isWrong ? marks[label].wrong : marks[label].right
  }
}
