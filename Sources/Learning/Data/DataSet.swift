import Autodiff

/// Samples of one shape, and what is right for each of them.
///
/// Features are Double, as the file has them: a lesson shows 5.1, which a Float does not hold, and statistics are taken of the
/// true numbers. Training rounds them to its own type where it gathers a batch.
package struct DataSet: Sendable, Equatable {
  package let name: String
  /// Where the data come from, and their licence, in a line.
  package let source: String
  /// The shape of one sample: `[4]` for four features, `[1, 8, 8]` for a grey image of 8 × 8 pixels.
  package internal(set) var sampleShape: Shape
  /// All samples one after the other, row-major.
  package internal(set) var features: [Double]
  /// A name for each feature; none for images.
  package internal(set) var featureNames: [String]
  package internal(set) var targets: Targets
  /// What the target is called, as the column of a file.
  package let targetName: String
  /// The value of a white pixel, for images.
  package internal(set) var white: Double?
  /// What each sample is called, as the file of an image; none where samples have only their numbers.
  package internal(set) var sampleNames: [String] = []
  /// What a reader might not expect of the way the data were read, each a sentence without its capital and period.
  package var notes: [String] = []
  /// How the data are divided unless something else is asked for.
  package var usualSplit = SplitRatio.standard

  /// Each sample has at least one element, and every target list as many rows as there are samples.
  package init(
    name: String, source: String, sampleShape: Shape, features: [Double],
    featureNames: [String] = [], targets: Targets, targetName: String = "", white: Double? = nil
  ) {
    let size = sampleShape.count
    precondition(size > 0 && features.count % size == 0, "features come in whole samples")
    switch targets {
    case .none: break
    case .classes(let labels, _):
      precondition(labels.count == features.count / size, "a label for each sample")
    case .numbers(let values, let names):
      precondition(
        values.count == features.count / size * names.count, "a target for each sample")
    }
    self.name = name
    self.source = source
    self.sampleShape = sampleShape
    self.features = features
    self.featureNames = featureNames
    self.targets = targets
    self.targetName = targetName
    self.white = white
  }

  /// How many samples there are.
  package var count: Int { features.count / sampleShape.count }

  /// How many elements a sample has.
  package var featureCount: Int { sampleShape.count }

  /// Rank 3, channels · height · width, is an image.
  package var isOfImages: Bool { sampleShape.rank == 3 }

  package var classNames: [String] {
    if case .classes(_, let names) = targets { names } else { [] }
  }

  /// What an element of a sample is called: its name, else its index in the shape, counted from 0.
  package func featureName(_ element: Int) -> String {
    if element < featureNames.count { return featureNames[element] }
    return Shape(sampleShape.index(ofOffset: element)).description
  }

  /// Some of the samples, in that order.
  package func rows(_ rows: [Int]) -> DataSet {
    let size = featureCount
    var chosen: [Double] = []
    chosen.reserveCapacity(rows.count * size)
    for row in rows { chosen += features[row * size..<(row + 1) * size] }
    var data = self
    data.features = chosen
    data.targets = targets.rows(rows)
    if !sampleNames.isEmpty { data.sampleNames = rows.map { sampleNames[$0] } }
    return data
  }

  /// The same data with other targets: those of a model's classes, say.
  package func with(targets: Targets) -> DataSet {
    var data = self
    data.targets = targets
    return data
  }

  /// The same numbers as samples of another shape with as many elements, as an image that a file has as a row.
  package func reshaped(to shape: Shape) -> DataSet {
    precondition(shape.count == featureCount, "the shape must have the same number of elements")
    var data = self
    data.sampleShape = shape
    if shape.rank != 1 { data.featureNames = [] }
    return data
  }
}

extension DataSet {
  /// A number that changes when a sample or its target does, in hexadecimal: of each word h ← (h ⊕ word) · p, its upper half
  /// mixed into its lower, as FNV-1a does with bytes.
  package var digest: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ word: UInt64) {
      hash = (hash ^ word) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash >> 32
    }
    add(UInt64(count))
    for value in features { add(value.bitPattern) }
    switch targets {
    case .none: break
    case .classes(let labels, _): for label in labels { add(UInt64(label)) }
    case .numbers(let values, _): for value in values { add(value.bitPattern) }
    }
    return String(hash, radix: 16)
  }
}
