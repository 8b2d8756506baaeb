/// The order in which an epoch walks over the training part, cut into mini-batches.
///
/// Each epoch draws its order anew from (seed, epoch), whatever was drawn before. The last batch holds what is left and is used.
public struct Batches: Sendable {
  /// The positions to walk over, in their own order.
  public let rows: [Int]
  /// How many samples a batch has, but for the last.
  public let size: Int
  public let seed: UInt64
  /// The order of the present epoch.
  public private(set) var order: [Int]

  /// - Parameter rows: the training part.
  public init(rows: [Int], size: Int, seed: UInt64) throws(DataError) {
    guard size > 0 else { throw DataError("a batch has at least one sample, and this is \(size)") }
    guard size <= rows.count else {
      throw DataError("a batch of \(size) is larger than the \(rows.count) samples to train on")
    }
    self.rows = rows
    self.size = size
    self.seed = seed
    order = rows
  }

  /// ⌈n / batch⌉: how many steps an epoch takes.
  public var iterations: Int { (rows.count + size - 1) / size }

  /// Takes up the order of an epoch, counted from 0, in the memory of the one before.
  public mutating func start(epoch: Int) {
    for position in rows.indices { order[position] = rows[position] }
    var random = RandomSource.derive(seed, for: .batches, UInt64(epoch))
    random.shuffle(&order)
  }

  /// The rows of a batch of the present epoch, counted from 0.
  public subscript(batch: Int) -> ArraySlice<Int> {
    order[batch * size..<min((batch + 1) * size, rows.count)]
  }
}
