import Autodiff
import Kernels

/// A data set as a network sees it: scaled, encoded, and rounded to the type that it computes in.
struct PreparedData<S: Scalar>: Sendable {
  let featureCount: Int
  let targetWidth: Int
  private let features: [S]
  private let targets: [S]

  init(_ data: DataSet, features: Scaling, targets: Scaling?, encoding: Targets.Encoding) {
    featureCount = data.featureCount
    targetWidth = data.targets.width(encoding)
    self.features = features.applied(to: data).map { S($0) }
    var encoded = [Double](repeating: 0, count: data.count * targetWidth)
    data.targets.gather(ArraySlice(0..<data.count), as: encoding, into: &encoded)
    if let targets { targets.apply(to: &encoded) }
    self.targets = encoded.map { S($0) }
  }

  /// Writes some samples and their targets one after the other.
  func gather(
    _ rows: ArraySlice<Int>, features x: UnsafeMutablePointer<S>, targets y: UnsafeMutablePointer<S>
  ) {
    features.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      for (position, row) in rows.enumerated() {
        (x + position * featureCount).update(from: start + row * featureCount, count: featureCount)
      }
    }
    targets.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      for (position, row) in rows.enumerated() {
        (y + position * targetWidth).update(from: start + row * targetWidth, count: targetWidth)
      }
    }
  }

  func target(_ row: Int) -> ArraySlice<S> { targets[row * targetWidth..<(row + 1) * targetWidth] }
}
