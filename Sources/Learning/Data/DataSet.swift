import Autodiff

/// Samples of one shape, with their targets.
///
/// Numbers are stored as Double: a lesson shows 5.1, which a Float cannot represent, and statistics are computed from the
/// original numbers. Words of a table are stored as indices. Training writes the features of both, in its own type, once.
package struct DataSet: Sendable, Equatable {
  package let name: String
  /// The origin and licence of the data, in one line.
  package let source: String
  /// The shape of one sample: `[4]` for four features, `[1, 8, 8]` for a grey image of 8 × 8 pixels.
  package internal(set) var sampleShape: Shape
  /// The features of all samples; a missing number is NaN.
  private(set) var values: SampleValues
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
    self.init(
      name: name, source: source, sampleShape: sampleShape,
      values: SampleValues(features, width: sampleShape.count), columns: columns, targets: targets,
      targetName: targetName, white: white)
  }

  /// The rows of a table.
  init(
    name: String, source: String, table: [ColumnValues], targets: Targets, targetName: String
  ) {
    let values = SampleValues(table)
    self.init(
      name: name, source: source, sampleShape: Shape([values.width]), values: values,
      columns: table.map { $0.column }, targets: targets, targetName: targetName, white: nil)
  }

  private init(
    name: String, source: String, sampleShape: Shape, values: SampleValues,
    columns: [FeatureColumn], targets: Targets, targetName: String, white: Double?
  ) {
    precondition(
      columns.isEmpty || columns.width == values.width, "columns have all features of a sample")
    switch targets {
    case .none: break
    case .classes(let labels, _):
      precondition(labels.count == values.count, "a label for each sample")
    case .numbers(let numbers, let names):
      precondition(numbers.count == values.count * names.count, "a target for each sample")
    case .features(let width, _): precondition(width == values.width, "a sample is its own target")
    }
    self.name = name
    self.source = source
    self.sampleShape = sampleShape
    self.values = values
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
      && a.features.elementsEqual(b.features) { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }

  package var count: Int { values.count }

  /// The features of all samples, row-major. Of a table this is a copy, with a number for each category.
  package var features: [Double] { values.numbers }

  /// The features of a sample.
  package func sample(_ row: Int) -> [Double] { values.numbers(row..<row + 1) }

  package var featureCount: Int { sampleShape.count }

  /// The number of features of all samples together.
  package var elementCount: Int { count * featureCount }

  /// Whether the samples are images, of shape [channels, height, width].
  package var isOfImages: Bool { sampleShape.rank == 3 }

  /// Whether some feature of some sample is missing, NaN.
  package var hasMissingNumbers: Bool { columns.contains { $0.hasGaps } || values.hasNaN }

  /// The samples with a missing feature.
  package var incompleteRows: [Int] { (0..<count).filter { values.hasGap($0) } }

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
    var data = self
    data.values = values.rows(rows)
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
    with(features: features, shape: sampleShape)
  }

  /// Returns the data with samples of another shape with the same number of elements, such as images stored as rows.
  package func reshaped(to shape: Shape) -> DataSet {
    precondition(shape.count == featureCount, "the shape must have the same number of elements")
    var data = self
    data.values = values.rowMajor
    data.sampleShape = shape
    data.featureNames = shape.rank == 1 ? columns.featureNames : []
    return data
  }

  /// Returns as many samples with other features, of another shape.
  func with(features: [Double], shape: Shape) -> DataSet {
    precondition(features.count == count * shape.count, "features of the same samples")
    var data = self
    data.values = SampleValues(features, width: shape.count)
    data.sampleShape = shape
    return data
  }

  /// Returns the data with other columns.
  func with(_ table: [ColumnValues]) -> DataSet {
    var data = self
    data.values = SampleValues(table)
    precondition(data.count == count, "a value for each sample")
    data.columns = table.map { $0.column }
    data.sampleShape = Shape([data.values.width])
    data.featureNames = data.columns.featureNames
    return data
  }
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
    values.forEach(0..<count) { sample in
      for element in 0..<featureCount { add(sample[element].bitPattern) }
    }
    switch targets.given {
    case .none, .features: break
    case .classes(let labels, _): for label in labels { add(UInt64(label)) }
    case .numbers(let values, _): for value in values { add(value.bitPattern) }
    }
    return String(hash, radix: 16)
  }
}
