import Text

/// The order in which an epoch walks over the training part, cut into mini-batches.
///
/// Each epoch draws its order anew from (seed, epoch), whatever was drawn before, unless it keeps that of the data. The last
/// batch holds what is left and is used.
final class Batches {
  /// The positions to walk over, in the order of the data.
  let rows: [Int]
  /// How many samples a batch has, but for the last.
  let size: Int
  let seed: UInt64
  let shuffles: Bool
  /// The order of the present epoch, in a place that is read without being counted.
  private let places: UnsafeMutableBufferPointer<Int>

  /// - Parameter rows: the training part.
  init(rows: [Int], size: Int, seed: UInt64, shuffles: Bool = true) throws(Diagnostic) {
    guard size > 0 else { throw Diagnostic("a batch has at least one sample, and this is \(size)") }
    guard size <= rows.count else {
      throw Diagnostic("a batch of \(size) is larger than the \(rows.count) samples to train on")
    }
    (self.rows, self.size, self.seed, self.shuffles) = (rows, size, seed, shuffles)
    places = .allocate(capacity: rows.count)
    _ = places.initialize(fromContentsOf: rows)
  }

  deinit { places.deallocate() }

  /// ⌈n / batch⌉: how many steps an epoch takes.
  var iterations: Int { (rows.count + size - 1) / size }

  var order: [Int] { Array(places) }

  /// Takes up the order of an epoch, counted from 0.
  func start(epoch: Int) {
    if !shuffles { return }
    _ = places.update(fromContentsOf: rows)
    var random = RandomSource.derive(seed, for: .batches, UInt64(epoch))
    random.shuffle(places)
  }

  /// The rows of a batch of the present epoch, counted from 0; they stay until the next one starts.
  subscript(batch: Int) -> UnsafeBufferPointer<Int> {
    let first = batch * size
    return UnsafeBufferPointer(rebasing: places[first..<min(first + size, places.count)])
  }
}
