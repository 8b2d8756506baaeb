import Autodiff
import Kernels
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
      kind, values: dataSet.values,
      groups: dataSet.isOfImages ? dataSet.sampleShape.sizes[0] : dataSet.featureCount, rows: rows,
      indicators: dataSet.isOfImages ? [] : dataSet.columns.areIndicators)
  }

  /// Fits a scaling of a data set's numeric targets, column by column.
  package init?(_ kind: Kind, targets dataSet: DataSet, rows: [Int]) throws(Diagnostic) {
    guard case .numbers(let values, let names) = dataSet.targets else { return nil }
    try self.init(
      kind, values: SampleValues(values, width: names.count), groups: names.count, rows: rows)
  }

  /// Fits a scaling to some rows.
  /// - Parameter indicators: whether each group is an indicator; empty if none is.
  private init(
    _ kind: Kind, values: SampleValues, groups: Int, rows: [Int], indicators: [Bool] = []
  ) throws(Diagnostic) {
    precondition(!rows.isEmpty && values.width % groups == 0, "a scaling is fitted to whole groups")
    self.kind = kind
    width = values.width
    let walk = GroupWalk(values: values, groups: groups, rows: rows)
    let extents = walk.extents
    var means = extents.map { $0.mean }
    if kind != .standard { walk.correct(&means, extents) }
    let squares = kind == .standard ? walk.squares(from: means) : []
    var offsets: [Double] = []
    var spreads: [Double] = []
    let size = width / groups
    for group in 0..<groups {
      let extent = extents[group]
      var (offset, spread) = (means[group], 0.0)
      switch kind {
      case _ where extent.known == 0: break
      case .none: (offset, spread) = (0, 1)
      case _ where extent.isConstant: offset = extent.least
      case .minMax: (offset, spread) = (extent.least, extent.greatest - extent.least)
      case .standard:
        let deviation = (squares[group] / Double(rows.count * size)).squareRoot()
        // Squares below 10⁻³⁰⁸ are 0.
        spread = deviation > 0 ? deviation : extent.greatest - extent.least
      }
      if !indicators.isEmpty, indicators[group], spread > 0 { (offset, spread) = (0, 1) }
      guard offset.isFinite, spread.isFinite else {
        throw Diagnostic("the numbers of feature \(group * size + 1) are too large to be scaled")
      }
      offsets.append(offset)
      spreads.append(spread)
    }
    self.offsets = offsets
    self.spreads = spreads
    self.means = means
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

  /// Writes all samples of a data set, scaled and rounded; there is no scaled copy of all of them in Double.
  func write<S: Scalar>(_ dataSet: DataSet, to start: UnsafeMutablePointer<S>) {
    let rows = max(4096 / width, 1)
    for first in stride(from: 0, to: dataSet.count, by: rows) {
      var block = dataSet.values.numbers(first..<min(first + rows, dataSet.count))
      apply(to: &block)
      S.round(block, into: start + first * width)
    }
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
}

/// Passes over the known numbers of some rows, which are divided into groups of neighbours.
private struct GroupWalk {
  let values: SampleValues
  let groups: Int
  let rows: [Int]

  struct Extent {
    var (least, greatest, sum, known) = (Double.infinity, -Double.infinity, 0.0, 0)

    var isConstant: Bool { least == greatest }
    /// 0 without numbers.
    var mean: Double { known == 0 ? 0 : isConstant ? least : sum / Double(known) }
  }

  var extents: [Extent] {
    var extents = [Extent](repeating: Extent(), count: groups)
    walk(&extents) { extent, _, value in
      extent.least = min(extent.least, value)
      extent.greatest = max(extent.greatest, value)
      extent.sum += value
      extent.known += 1
    }
    return extents
  }

  /// Σ (x − mean)² of each group.
  func squares(from means: [Double]) -> [Double] {
    var squares = [Double](repeating: 0, count: groups)
    walk(&squares) { $0 += ($2 - means[$1]) * ($2 - means[$1]) }
    return squares
  }

  /// Computes the means whose sums are too large as sums of parts.
  func correct(_ means: inout [Double], _ extents: [Extent]) {
    guard means.contains(where: { !$0.isFinite }) else { return }
    let isLarge = means.map { !$0.isFinite }
    for group in means.indices where isLarge[group] { means[group] = 0 }
    walk(&means) { mean, group, value in
      if isLarge[group] { mean += value / Double(extents[group].known) }
    }
  }

  /// Changes a state of each group by each of its numbers, row by row.
  @inline(__always)
  private func walk<State>(
    _ states: inout [State], _ change: (inout State, _ group: Int, _ value: Double) -> Void
  ) {
    let size = values.width / groups
    states.withUnsafeMutableBufferPointer { states in
      values.forEach(rows) { sample in
        var position = 0
        for group in 0..<groups {
          for _ in 0..<size {
            let value = sample[position]
            if !value.isNaN { change(&states[group], group, value) }
            position += 1
          }
        }
      }
    }
  }
}
