import Autodiff
import Kernels

/// A data set as a network sees it: scaled, encoded, and rounded to the type that it computes in.
struct PreparedData<S: Scalar>: Sendable {
  let featureCount: Int
  let targetWidth: Int
  let features: Storage<S>
  let targets: Storage<S>

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
    to x: Storage<S>, _ y: Storage<S>, workers: Workers
  ) -> BatchCopy {
    func part(_ samples: Storage<S>, _ batch: Storage<S>, _ count: Int) -> BatchCopy.Part {
      .init(
        samples: UnsafeRawPointer(samples.start), batch: UnsafeMutableRawPointer(batch.start),
        bytesPerSample: count * MemoryLayout<S>.stride)
    }
    return BatchCopy(
      [part(features, x, featureCount), part(targets, y, targetWidth)], workers: workers)
  }

  /// Writes some samples and their targets one after the other.
  func gather(
    _ rows: ArraySlice<Int>, features x: UnsafeMutablePointer<S>, targets y: UnsafeMutablePointer<S>
  ) {
    for (position, row) in rows.enumerated() {
      (x + position * featureCount).update(
        from: features.start + row * featureCount, count: featureCount)
      (y + position * targetWidth).update(
        from: targets.start + row * targetWidth, count: targetWidth)
    }
  }
}
