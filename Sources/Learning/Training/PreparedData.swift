import Autodiff
import Kernels

/// A data set as a network sees it: scaled, encoded, and rounded to the type that it computes in.
struct PreparedData<S: Scalar>: Sendable {
  let featureCount: Int
  let targetWidth: Int
  private let features: Storage<S>
  private let targets: Storage<S>

  init(_ data: DataSet, features: Scaling, targets: Scaling?, encoding: Targets.Encoding) {
    featureCount = data.featureCount
    targetWidth = data.targets.width(encoding)
    self.features = Storage(Shape([data.count, featureCount]), features.applied(to: data))
    var encoded = [Double](repeating: 0, count: data.count * targetWidth)
    data.targets.gather(ArraySlice(0..<data.count), as: encoding, into: &encoded)
    if let targets { targets.apply(to: &encoded) }
    self.targets = Storage(Shape([data.count, targetWidth]), encoded)
  }

  /// What writes samples and their targets one after the other, again and again.
  func copy(
    to x: UnsafeMutablePointer<S>, _ y: UnsafeMutablePointer<S>, workers: Workers
  ) -> BatchCopy {
    func part(
      _ samples: Storage<S>, _ batch: UnsafeMutablePointer<S>, _ count: Int
    ) -> BatchCopy.Part {
      .init(
        samples: UnsafeRawPointer(samples.start), batch: UnsafeMutableRawPointer(batch),
        bytesPerSample: count * MemoryLayout<S>.stride)
    }
    return BatchCopy(
      features: part(features, x, featureCount), targets: part(targets, y, targetWidth),
      workers: workers)
  }

  /// Writes some samples and their targets one after the other.
  func gather(
    _ rows: ArraySlice<Int>, features x: UnsafeMutablePointer<S>, targets y: UnsafeMutablePointer<S>
  ) {
    copy(to: x, y, workers: .one).copy(rows)
  }
}
