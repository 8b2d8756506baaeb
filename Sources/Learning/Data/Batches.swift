import Text

/// The order in which an epoch visits the training part, divided into mini-batches.
///
/// Each epoch draws its order from (seed, epoch), independently of other draws, unless it keeps that of the data. The last
/// batch contains the remaining samples.
final class Batches {
  /// The positions to visit, in the order of the data.
  let rows: [Int]
  /// The number of samples in every batch except the last.
  let size: Int
  let seed: UInt64
  let shuffles: Bool
  /// Whether each sample of a batch follows the previous one in the data.
  let areConsecutive: Bool
  /// The order of the current epoch, read without reference counting.
  private let places: UnsafeMutableBufferPointer<Int>

  /// - Parameter rows: the training part.
  init(rows: [Int], size: Int, seed: UInt64, shuffles: Bool = true) throws(Diagnostic) {
    guard size > 0 else { throw Diagnostic("a batch has at least one sample, not \(size)") }
    guard size <= rows.count else {
      throw Diagnostic("a batch of \(size) is larger than the \(rows.count) samples to train on")
    }
    (self.rows, self.size, self.seed, self.shuffles) = (rows, size, seed, shuffles)
    iterations = TrainingSettings.iterations(of: rows.count, batch: size)
    areConsecutive = !shuffles && zip(rows, rows.dropFirst()).allSatisfy { $1 == $0 + 1 }
    places = .allocate(capacity: rows.count)
    _ = places.initialize(fromContentsOf: rows)
  }

  deinit { places.deallocate() }

  /// The number of steps in an epoch.
  let iterations: Int

  var order: [Int] { Array(places) }

  /// Sets the order of an epoch, counted from 0.
  func start(epoch: Int) {
    if !shuffles { return }
    _ = places.update(fromContentsOf: rows)
    var random = RandomSource.derive(seed, for: .batches, UInt64(epoch))
    random.shuffle(places)
  }

  /// The rows of a batch of the current epoch, counted from 0; valid until the next epoch starts.
  subscript(batch: Int) -> UnsafeBufferPointer<Int> {
    let first = batch * size
    return UnsafeBufferPointer(rebasing: places[first..<min(first + size, places.count)])
  }
}
