import Autodiff
import Kernels

/// Copies the samples of a batch, one after the other, to where a step reads them: on several threads where there are many. Whoever has it
/// keeps the memory that it copies from and to.
final class BatchCopy: @unchecked Sendable {
  /// One of the tensors that samples consist of.
  struct Part {
    let samples: UnsafeRawPointer
    let batch: UnsafeMutableRawPointer
    let bytesPerSample: Int
  }

  private let features: Part
  private let targets: Part
  private let workers: Workers
  private var rows = UnsafeBufferPointer<Int>(start: nil, count: 0)
  private var share: @Sendable (Int) -> Void = { _ in }
  /// A batch with fewer bytes is copied sooner than it is divided.
  private static let leastBytes = 1 << 15

  init(features: Part, targets: Part, workers: Workers) {
    (self.features, self.targets, self.workers) = (features, targets, workers)
    share = { [unowned(unsafe) self] in copy($0, of: workers.count) }
  }

  func copy(_ rows: ArraySlice<Int>) { rows.withUnsafeBufferPointer { copy($0) } }

  func copy(_ rows: UnsafeBufferPointer<Int>) {
    self.rows = rows
    let bytes = rows.count * (features.bytesPerSample + targets.bytesPerSample)
    if workers.count > 1, bytes >= Self.leastBytes {
      workers.run(workers.count, share)
    } else {
      copy(0, of: 1)
    }
  }

  /// Samples that are neighbours go together.
  private func copy(_ share: Int, of shares: Int) {
    let positions = stretch(share, of: shares, count: rows.count)
    var first = positions.lowerBound
    while first < positions.upperBound {
      var end = first + 1
      while end < positions.upperBound, rows[end] == rows[end - 1] + 1 { end += 1 }
      features.copy(end - first, from: rows[first], to: first)
      targets.copy(end - first, from: rows[first], to: first)
      first = end
    }
  }
}

extension BatchCopy.Part {
  /// Copies some samples that lie one after the other to a position of the batch.
  @inline(__always) fileprivate func copy(_ count: Int, from row: Int, to position: Int) {
    (batch + position * bytesPerSample).copyMemory(
      from: samples + row * bytesPerSample, byteCount: count * bytesPerSample)
  }
}
