import Autodiff
import Kernels

/// A data set prepared for a network: scaled, encoded, and rounded to its type.
///
/// Samples that are their own targets are stored once.
struct PreparedData<S: Scalar>: Sendable {
  let featureCount: Int
  let targetWidth: Int
  let features: Storage<S>
  let targets: StoredTargets

  enum StoredTargets {
    case numbers(Storage<S>)
    case classes(ClassLabels)
  }

  /// The number 1, which marks the class of a sample.
  private let one = Storage<S>(.scalar, [1])

  init(_ data: DataSet, features: Scaling, targets: Scaling?, encoding: Targets.Encoding) {
    featureCount = data.featureCount
    targetWidth = data.targets.width(encoding)
    let samples = Storage<S>(Shape([data.count, featureCount]))
    features.write(data, to: samples.start)
    self.features = samples
    if case .classes(let labels, _) = data.targets, encoding == .oneHot {
      self.targets = .classes(ClassLabels(labels))
      return
    }
    if data.reproduces {
      // A sample and its target are the same numbers in the same memory.
      self.targets = .numbers(self.features)
      return
    }
    var encoded = [Double](repeating: 0, count: data.count * targetWidth)
    data.targets.gather(ArraySlice(0..<data.count), as: encoding, into: &encoded)
    if let targets { targets.apply(to: &encoded) }
    self.targets = .numbers(Storage(Shape([data.count, targetWidth]), encoded))
  }

  /// A writer of samples and their targets, to be reused.
  func copy(
    to x: UnsafeMutablePointer<S>, _ y: UnsafeMutablePointer<S>, workers: Workers,
    dividesSamples: Bool = false
  ) -> BatchCopy {
    func part(
      _ samples: Storage<S>, _ batch: UnsafeMutablePointer<S>, _ count: Int
    ) -> BatchCopy.Part {
      .init(
        samples: UnsafeRawPointer(samples.start), batch: UnsafeMutableRawPointer(batch),
        bytesPerSample: count * MemoryLayout<S>.stride)
    }
    let written: BatchCopy.Targets =
      switch targets {
      case .numbers(let storage): .copied(part(storage, y, targetWidth))
      case .classes(let labels):
        .oneHot(
          .init(
            labels: labels.start, one: UnsafeRawPointer(one.start),
            bytesPerElement: MemoryLayout<S>.stride, batch: UnsafeMutableRawPointer(y),
            bytesPerSample: targetWidth * MemoryLayout<S>.stride))
      }
    return BatchCopy(
      features: part(features, x, featureCount), targets: written, workers: workers,
      dividesSamples: dividesSamples)
  }

  /// Writes some samples and their targets consecutively.
  func gather(
    _ rows: ArraySlice<Int>, features x: UnsafeMutablePointer<S>, targets y: UnsafeMutablePointer<S>
  ) {
    copy(to: x, y, workers: .one).copy(rows)
  }
}

/// The classes of samples, read without reference counting.
final class ClassLabels: @unchecked Sendable {
  private let places: UnsafeMutableBufferPointer<Int32>

  init(_ labels: [Int]) {
    places = .allocate(capacity: labels.count)
    _ = places.initialize(fromContentsOf: labels.map { Int32($0) })
  }

  deinit { places.deallocate() }

  var start: UnsafePointer<Int32> { UnsafePointer(places.baseAddress!) }
}
