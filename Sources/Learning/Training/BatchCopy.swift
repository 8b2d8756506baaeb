import Autodiff
import Kernels

/// Copies the samples of a batch, one after the other, to where a step reads them: on several threads where there are many.
/// Whoever has it keeps the memory that it copies from and to.
final class BatchCopy: @unchecked Sendable {
  /// One of the tensors that samples consist of.
  struct Part {
    let samples: UnsafeRawPointer
    let batch: UnsafeMutableRawPointer
    let bytesPerSample: Int
  }

  /// Classes as rows of zeros with a 1, written from their labels: a table of all rows would take samples times classes of
  /// memory.
  struct OneHot {
    let labels: UnsafePointer<Int32>
    /// A 1 in the type of the computation, `bytesPerElement` long.
    let one: UnsafeRawPointer
    let bytesPerElement: Int
    let batch: UnsafeMutableRawPointer
    let bytesPerSample: Int
  }

  enum Targets {
    case copied(Part)
    case oneHot(OneHot)

    var bytesPerSample: Int {
      switch self {
      case .copied(let part): part.bytesPerSample
      case .oneHot(let classes): classes.bytesPerSample
      }
    }
  }

  private let features: Part
  private let targets: Targets
  private let workers: Workers
  private var rows = UnsafeBufferPointer<Int>(start: nil, count: 0)
  private var share: @Sendable (Int) -> Void = { _ in }
  /// A batch with fewer bytes is copied sooner than it is divided.
  private static let leastBytes = 1 << 15

  init(features: Part, targets: Targets, workers: Workers) {
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
      switch targets {
      case .copied(let part): part.copy(end - first, from: rows[first], to: first)
      case .oneHot(let classes): classes.write(end - first, from: rows[first], to: first)
      }
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

extension BatchCopy.OneHot {
  /// Writes some samples that lie one after the other to a position of the batch.
  @inline(__always) fileprivate func write(_ count: Int, from row: Int, to position: Int) {
    let start = batch + position * bytesPerSample
    start.initializeMemory(as: UInt8.self, repeating: 0, count: count * bytesPerSample)
    for index in 0..<count {
      (start + index * bytesPerSample + Int(labels[row + index]) * bytesPerElement)
        .copyMemory(from: one, byteCount: bytesPerElement)
    }
  }
}
