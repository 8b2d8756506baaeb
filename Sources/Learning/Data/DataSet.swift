import Autodiff

/// Samples of one shape, with their targets.
///
/// Features are stored as Double: a lesson shows 5.1, which a Float cannot represent, and statistics are computed from the
/// original numbers. Training rounds them to its own type when it gathers a batch.
package struct DataSet: Sendable, Equatable {
  package let name: String
  /// The origin and licence of the data, in one line.
  package let source: String
  /// The shape of one sample: `[4]` for four features, `[1, 8, 8]` for a grey image of 8 × 8 pixels.
  package internal(set) var sampleShape: Shape
  /// All samples one after the other, row-major; a missing number is NaN.
  package internal(set) var features: [Double]
  /// The columns of a table, in the order of their features; empty for other data, such as images.
  package private(set) var columns: [FeatureColumn]
  /// A name for each feature; empty for images.
  package private(set) var featureNames: [String]
  package internal(set) var targets: Targets
  /// The name of the target, such as a file's column.
  package let targetName: String
  /// The value of a white pixel of images.
  package internal(set) var white: Double?
  /// The name of each sample, such as an image's file; empty if samples are only numbered.
  package internal(set) var sampleNames: [String] = []
  /// Notes on how the data were read, where it may be unexpected: sentences without capital and period.
  package var notes: [String] = []
  /// The default split.
  package var usualSplit = SplitRatio.standard

  /// Each sample must have at least one element and a target, if there are any.
  package init(
    name: String, source: String, sampleShape: Shape, features: [Double],
    columns: [FeatureColumn] = [], targets: Targets, targetName: String = "", white: Double? = nil
  ) {
    let size = sampleShape.count
    precondition(size > 0 && features.count % size == 0, "features come in whole samples")
    precondition(columns.isEmpty || columns.width == size, "columns have all features of a sample")
    switch targets {
    case .none: break
    case .classes(let labels, _):
      precondition(labels.count == features.count / size, "a label for each sample")
    case .numbers(let values, let names):
      precondition(values.count == features.count / size * names.count, "a target for each sample")
    case .features(let width, _): precondition(width == size, "a sample is its own target")
    }
    self.name = name
    self.source = source
    self.sampleShape = sampleShape
    self.features = features
    self.columns = columns
    featureNames = sampleShape.rank == 1 ? columns.featureNames : []
    self.targets = targets
    self.targetName = targetName
    self.white = white
  }

  /// Missing numbers in the same places are equal.
  package static func == (a: DataSet, b: DataSet) -> Bool {
    a.name == b.name && a.source == b.source && a.sampleShape == b.sampleShape
      && a.columns == b.columns && a.targets == b.targets && a.targetName == b.targetName
      && a.white == b.white && a.sampleNames == b.sampleNames && a.notes == b.notes
      && a.usualSplit == b.usualSplit
      && (a.features == b.features
        || a.features.elementsEqual(b.features) { $0 == $1 || ($0.isNaN && $1.isNaN) })
  }

  package var count: Int { features.count / sampleShape.count }

  package var featureCount: Int { sampleShape.count }

  /// Whether the samples are images, of shape [channels, height, width].
  package var isOfImages: Bool { sampleShape.rank == 3 }

  /// Whether some feature of some sample is missing, NaN.
  package var hasMissingNumbers: Bool { columns.contains { $0.hasGaps } || features.hasNaN }

  package var classNames: [String] {
    if case .classes(_, let names) = targets { names } else { [] }
  }

  /// The name of an element of a sample, or its index in the shape, counted from 0.
  package func featureName(_ element: Int) -> String {
    if element < featureNames.count { return featureNames[element] }
    return Shape(sampleShape.index(ofOffset: element)).description
  }

  /// The names of all columns of a table, that of the target last.
  package var columnNames: [String] {
    columns.map { $0.name } + (targetName.isEmpty ? [] : [targetName])
  }

  /// Returns some of the samples, in this order.
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

  /// Returns the data with other targets, such as those of a model's classes.
  package func with(targets: Targets) -> DataSet {
    var data = self
    data.targets = targets
    return data
  }

  /// Whether each sample is its own target.
  package var reproduces: Bool {
    if case .features = targets { return true }
    return false
  }

  /// The data with each sample as its own target.
  package var reproducing: DataSet {
    with(targets: .features(width: featureCount, aside: targets.given))
  }

  /// Returns samples of the same shape with other features, such as those that a network reproduces.
  package func with(features: [Double]) -> DataSet {
    precondition(features.count == self.features.count, "features of the same samples")
    var data = self
    data.features = features
    return data
  }

  /// Returns the data with samples of another shape with the same number of elements, such as images stored as rows.
  package func reshaped(to shape: Shape) -> DataSet {
    precondition(shape.count == featureCount, "the shape must have the same number of elements")
    var data = self
    data.sampleShape = shape
    data.featureNames = shape.rank == 1 ? columns.featureNames : []
    return data
  }

  /// Returns the data with the features of other columns.
  func with(_ features: [Double], of columns: [FeatureColumn]) -> DataSet {
    precondition(features.count == count * columns.width, "a value for each feature of each sample")
    var data = self
    data.features = features
    data.columns = columns
    data.sampleShape = Shape([columns.width])
    data.featureNames = columns.featureNames
    return data
  }
}

extension [Double] {
  fileprivate var hasNaN: Bool { contains { $0.isNaN } }
}

extension DataSet {
  /// A hash of samples and given targets, in hexadecimal: FNV-1a by words, h ← (h ⊕ word) · p, with the upper half of h mixed
  /// into the lower.
  package var digest: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ word: UInt64) {
      hash = (hash ^ word) &* 0x9e37_79b9_7f4a_7c15
      hash ^= hash >> 32
    }
    add(UInt64(count))
    for value in features { add(value.bitPattern) }
    switch targets.given {
    case .none, .features: break
    case .classes(let labels, _): for label in labels { add(UInt64(label)) }
    case .numbers(let values, _): for value in values { add(value.bitPattern) }
    }
    return String(hash, radix: 16)
  }
}
