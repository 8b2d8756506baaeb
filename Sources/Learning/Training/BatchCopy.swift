import Autodiff
import Kernels

/// Copies the samples of a batch to the memory from which a step reads them, on several threads if there are many. The owner
/// keeps the memory alive.
final class BatchCopy: @unchecked Sendable {
  /// One of the tensors of a sample.
  struct Part {
    let samples: UnsafeRawPointer
    let batch: UnsafeMutableRawPointer
    let bytesPerSample: Int
  }

  /// One-hot classes, written from their labels: a table of all rows would take memory for samples times classes.
  struct OneHot {
    let labels: UnsafePointer<Int32>
    /// A 1 in the type of the computation, of `bytesPerElement` bytes.
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
  /// Whether each thread copies a part of every sample, and otherwise all of some samples.
  private let dividesSamples: Bool
  private let bytesPerSample: Int
  private var rows = UnsafeBufferPointer<Int>(start: nil, count: 0)
  private var areConsecutive = false
  private var share: @Sendable (Int) -> Void = { _ in }
  /// The number of bytes below which dividing a batch does not pay.
  private static let leastBytes = 1 << 15
  /// The bytes of a line of the cache.
  private static let line = 64

  init(features: Part, targets: Targets, workers: Workers, dividesSamples: Bool) {
    (self.features, self.targets, self.workers) = (features, targets, workers)
    self.dividesSamples = dividesSamples
    bytesPerSample = features.bytesPerSample + targets.bytesPerSample
    share = { [unowned(unsafe) self] in copy(part: $0) }
  }

  /// Copies one thread's share.
  private func copy(part: Int) {
    let positions = stretch(part, of: workers.count, count: rows.count)
    if !dividesSamples { return copy(rows, positions, areConsecutive) }
    let bytes = stretch(
      part, of: workers.count, count: features.bytesPerSample, unit: Self.line)
    features.copy(rows, bytes)
    copyTargets(rows, positions, areConsecutive)
  }

  func copy(_ rows: ArraySlice<Int>) { rows.withUnsafeBufferPointer { copy($0) } }

  /// - Parameter areConsecutive: whether it is known that each sample follows the previous one.
  func copy(_ rows: UnsafeBufferPointer<Int>, areConsecutive: Bool = false) {
    if workers.count > 1, rows.count &* bytesPerSample >= Self.leastBytes {
      (self.rows, self.areConsecutive) = (rows, areConsecutive)
      workers.run(workers.count, share)
    } else {
      copy(rows, 0..<rows.count, areConsecutive)
    }
  }

  private func copy(
    _ rows: UnsafeBufferPointer<Int>, _ positions: Range<Int>, _ areConsecutive: Bool
  ) {
    features.copy(rows, positions, areConsecutive)
    copyTargets(rows, positions, areConsecutive)
  }

  private func copyTargets(
    _ rows: UnsafeBufferPointer<Int>, _ positions: Range<Int>, _ areConsecutive: Bool
  ) {
    switch targets {
    case .copied(let part): part.copy(rows, positions, areConsecutive)
    case .oneHot(let classes): classes.write(rows, positions)
    }
  }
}

extension BatchCopy.Part {
  private typealias Line = SIMD16<UInt32>

  /// Copies some bytes of each sample, a line of several samples at a time, so that the processor waits for them together.
  fileprivate func copy(_ rows: UnsafeBufferPointer<Int>, _ bytes: Range<Int>) {
    let size = MemoryLayout<Line>.size
    var first = 0
    while first < rows.count {
      let group = first..<Swift.min(first + 16, rows.count)
      var offset = bytes.lowerBound
      while offset &+ size <= bytes.upperBound {
        for position in group {
          let line = (samples + (rows[position] &* bytesPerSample &+ offset))
            .loadUnaligned(as: Line.self)
          (batch + (position &* bytesPerSample &+ offset)).storeBytes(of: line, as: Line.self)
        }
        offset &+= size
      }
      for position in group where offset < bytes.upperBound {
        (batch + (position &* bytesPerSample &+ offset)).copyMemory(
          from: samples + (rows[position] &* bytesPerSample &+ offset),
          byteCount: bytes.upperBound &- offset)
      }
      first = group.upperBound
    }
  }

  /// Copies samples to some positions of the batch, neighbouring ones together.
  @inline(__always)
  fileprivate func copy(
    _ rows: UnsafeBufferPointer<Int>, _ positions: Range<Int>, _ areConsecutive: Bool
  ) {
    var first = positions.lowerBound
    var target = batch + first &* bytesPerSample
    if areConsecutive && !positions.isEmpty {
      let source = samples + rows[first] &* bytesPerSample
      return target.copyMemory(from: source, byteCount: positions.count &* bytesPerSample)
    }
    while first < positions.upperBound {
      let row = rows[first]
      var count = 1
      while first + count < positions.upperBound, rows[first + count] == row + count { count += 1 }
      target.copyMemory(from: samples + row * bytesPerSample, byteCount: count * bytesPerSample)
      target += count * bytesPerSample
      first += count
    }
  }
}

extension BatchCopy.OneHot {
  /// Writes the rows of samples at some positions of the batch.
  @inline(__always)
  fileprivate func write(_ rows: UnsafeBufferPointer<Int>, _ positions: Range<Int>) {
    let start = batch + positions.lowerBound * bytesPerSample
    start.initializeMemory(as: UInt8.self, repeating: 0, count: positions.count * bytesPerSample)
    if bytesPerElement == 4 {
      mark(rows[positions], from: start, UInt32.self)
    } else {
      mark(rows[positions], from: start, UInt64.self)
    }
  }

  /// Writes a 1 in each row, as the bits of a type of an element's size.
  @inline(__always)
  private func mark<Bits: FixedWidthInteger>(
    _ rows: Slice<UnsafeBufferPointer<Int>>, from start: UnsafeMutableRawPointer, _: Bits.Type
  ) {
    let one = one.load(as: Bits.self)
    var start = start
    for row in rows {
      start.storeBytes(
        of: one, toByteOffset: Int(labels[row]) * MemoryLayout<Bits>.stride, as: Bits.self)
      start += bytesPerSample
    }
  }
}
