import Autodiff
import Text

/// The scaling of a network's inputs or targets: (x − offset) / spread, both fitted on the training part only. A missing x,
/// NaN, is first replaced by the mean of the training part.
///
/// A row of `width` numbers is divided into groups of neighbours, each with its own offset and spread: every feature is a
/// group, or every channel of an image, so that all pixels keep their relative brightness. A group that was constant when it
/// was fitted, or had no numbers, has spread 0 and is always scaled to 0, because nothing was learned about it. Other
/// indicators of categories and gaps stay 0 and 1.
package struct Scaling: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// (x − mean) / deviation, with the deviation of the population (over n) after gaps are filled, as in scikit-learn's
    /// SimpleImputer and StandardScaler.
    case standard
    /// (x − min) / (max − min): the training part fills 0 … 1.
    case minMax = "min-max"
    case none
  }

  package let kind: Kind
  /// The number of elements of a row.
  package let width: Int
  /// The offset of each group.
  package let offsets: [Double]
  /// The spread of each group; if it is 0, the scaled values are 0.
  package let spreads: [Double]
  /// The mean of each group's numbers, which replaces a missing one.
  package let means: [Double]

  /// A scaling from the numbers of a model file; `nil` if they are inconsistent.
  package init?(
    kind: Kind, width: Int, offsets: [Double], spreads: [Double], means: [Double]
  ) {
    guard width > 0, offsets.count == spreads.count, !offsets.isEmpty, width % offsets.count == 0,
      means.count == offsets.count, means.allSatisfy({ $0.isFinite }),
      offsets.allSatisfy({ $0.isFinite }), spreads.allSatisfy({ $0.isFinite && $0 >= 0 })
    else { return nil }
    self.kind = kind
    self.width = width
    self.offsets = offsets
    self.spreads = spreads
    self.means = means
  }

  /// Fits a scaling of a data set's features to some of its rows, at least one.
  package init(_ kind: Kind, features dataSet: DataSet, rows: [Int]) throws(Diagnostic) {
    try self.init(
      kind, values: dataSet.features, width: dataSet.featureCount,
      groups: dataSet.isOfImages ? dataSet.sampleShape.sizes[0] : dataSet.featureCount, rows: rows,
      indicators: dataSet.isOfImages ? [] : dataSet.columns.areIndicators)
  }

  /// Fits a scaling of a data set's numeric targets, column by column.
  package init?(_ kind: Kind, targets dataSet: DataSet, rows: [Int]) throws(Diagnostic) {
    guard case .numbers(let values, let names) = dataSet.targets else { return nil }
    try self.init(kind, values: values, width: names.count, groups: names.count, rows: rows)
  }

  /// Fits a scaling to `rows` of row-major values.
  /// - Parameter indicators: whether each group is an indicator; empty if none is.
  init(
    _ kind: Kind, values: [Double], width: Int, groups: Int, rows: [Int], indicators: [Bool] = []
  ) throws(Diagnostic) {
    precondition(!rows.isEmpty && width % groups == 0, "a scaling is fitted to whole groups")
    self.kind = kind
    self.width = width
    var offsets: [Double] = []
    var spreads: [Double] = []
    var means: [Double] = []
    let size = width / groups
    for group in 0..<groups {
      let column = Column(values, width, group * size, size, rows)
      var (offset, spread, mean) = Self.fit(kind, column)
      if !indicators.isEmpty, indicators[group], spread > 0 { (offset, spread) = (0, 1) }
      guard offset.isFinite, spread.isFinite else {
        throw Diagnostic("the numbers of feature \(group * size + 1) are too large to be scaled")
      }
      offsets.append(offset)
      spreads.append(spread)
      means.append(mean)
    }
    self.offsets = offsets
    self.spreads = spreads
    self.means = means
  }

  private static func fit(
    _ kind: Kind, _ column: Column
  ) -> (offset: Double, spread: Double, mean: Double) {
    var (least, greatest, sum, known) = (Double.infinity, -Double.infinity, 0.0, 0)
    column.walk {
      least = min(least, $0)
      greatest = max(greatest, $0)
      sum += $0
      known += 1
    }
    if known == 0 { return (0, 0, 0) }
    var mean = least == greatest ? least : sum / Double(known)
    if kind != .standard, !mean.isFinite {
      mean = 0
      column.walk { mean += $0 / Double(known) }
    }
    if kind == .none { return (0, 1, mean) }
    if least == greatest { return (least, 0, mean) }
    if kind == .minMax { return (least, greatest - least, mean) }
    var squares = 0.0
    column.walk { squares += ($0 - mean) * ($0 - mean) }
    let deviation = (squares / Double(column.count)).squareRoot()
    return (mean, deviation > 0 ? deviation : greatest - least, mean)  // squares below 10⁻³⁰⁸ are 0
  }

  /// Scales whole rows in place.
  package func apply(to values: inout [Double]) {
    change(&values) { $0 == 0 ? 0 : (($3.isNaN ? $2 : $3) - $1) / $0 }
  }

  /// x = y · spread + offset: converts scaled rows back to their original units, in place.
  package func invert(_ values: inout [Double]) {
    change(&values) { $3 * $0 + $1 }
  }

  /// Replaces the missing numbers of whole rows in place.
  package func fill(_ values: inout [Double]) {
    change(&values) { $3.isNaN ? $2 : $3 }
  }

  /// Returns all samples of a data set, scaled.
  package func applied(to dataSet: DataSet) -> [Double] {
    var values = dataSet.features
    apply(to: &values)
    return values
  }

  /// Replaces each value by a function of its group's spread, offset and mean, and of the value.
  @inline(__always)
  private func change(_ values: inout [Double], _ f: (Double, Double, Double, Double) -> Double) {
    precondition(values.count % width == 0, "a scaling is applied to whole rows")
    let size = width / offsets.count
    var position = 0
    while position < values.count {
      for group in offsets.indices {
        let (offset, spread, mean) = (offsets[group], spreads[group], means[group])
        for _ in 0..<size {
          values[position] = f(spread, offset, mean, values[position])
          position += 1
        }
      }
    }
  }

  /// The known numbers of one group in the rows to which the scaling is fitted.
  private struct Column {
    let values: [Double]
    let width: Int
    let start: Int
    let size: Int
    let rows: [Int]

    init(_ values: [Double], _ width: Int, _ start: Int, _ size: Int, _ rows: [Int]) {
      (self.values, self.width, self.start, self.size, self.rows) =
        (values, width, start, size, rows)
    }

    /// The number of elements, missing ones included.
    var count: Int { rows.count * size }

    @inline(__always)
    func walk(_ body: (Double) -> Void) {
      for row in rows {
        for element in start..<start + size {
          let value = values[row * width + element]
          if !value.isNaN { body(value) }
        }
      }
    }
  }
}
