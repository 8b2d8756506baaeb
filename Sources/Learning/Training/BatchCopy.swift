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

  private let parts: [Part]
  private let workers: Workers
  private let bytesPerSample: Int
  private var rows: ArraySlice<Int> = []
  private var share: @Sendable (Int) -> Void = { _ in }
  /// A batch with fewer bytes is copied sooner than it is divided.
  private static let leastBytes = 1 << 15

  init(_ parts: [Part], workers: Workers) {
    self.parts = parts
    self.workers = workers
    bytesPerSample = parts.reduce(0) { $0 + $1.bytesPerSample }
    share = { [unowned(unsafe) self] in copy($0, of: workers.count) }
  }

  func copy(_ rows: ArraySlice<Int>) {
    self.rows = rows
    if workers.count > 1, rows.count * bytesPerSample >= Self.leastBytes {
      workers.run(workers.count, share)
    } else {
      copy(0, of: 1)
    }
  }

  private func copy(_ share: Int, of shares: Int) {
    let positions = stretch(share, of: shares, count: rows.count)
    for part in parts {
      let size = part.bytesPerSample
      for position in positions {
        (part.batch + position * size).copyMemory(
          from: part.samples + rows[rows.startIndex + position] * size, byteCount: size)
      }
    }
  }
}
