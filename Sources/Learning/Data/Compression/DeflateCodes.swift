/// The two codes of a block: one for bytes and the lengths of copies, one for their distances (RFC 1951, section 3.2.5).
struct DeflateCodes {
  let lengths: HuffmanCode
  let distances: HuffmanCode

  /// The codes that a block may use without describing them (section 3.2.6).
  static let fixed: DeflateCodes = {
    var lengths = [UInt8](repeating: 8, count: 288)
    for symbol in 144..<256 { lengths[symbol] = 9 }
    for symbol in 256..<280 { lengths[symbol] = 7 }
    guard let first = HuffmanCode(lengths, canBeSingle: false),
      let second = HuffmanCode([UInt8](repeating: 5, count: 32), canBeSingle: false)
    else { preconditionFailure("the fixed codes are complete") }
    return DeflateCodes(lengths: first, distances: second)
  }()

  private init(lengths: HuffmanCode, distances: HuffmanCode) {
    self.lengths = lengths
    self.distances = distances
  }

  /// Reads the codes that a block begins with: the lengths of all codes, which are in a code themselves (section 3.2.7).
  init(_ reader: inout BitReader) throws(StreamError) {
    let lengthCount = try reader.take(5) + 257
    let distanceCount = try reader.take(5) + 1
    let metaCount = try reader.take(4) + 4
    guard lengthCount <= 286, distanceCount <= 30 else {
      throw reader.damaged("a block has more codes than there are symbols")
    }
    var metaLengths = [UInt8](repeating: 0, count: 19)
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    for symbol in order.prefix(metaCount) { metaLengths[symbol] = UInt8(try reader.take(3)) }
    guard let meta = HuffmanCode(metaLengths, canBeSingle: false) else {
      throw reader.damaged("the code of a block's codes is none")
    }
    var all: [UInt8] = []
    while all.count < lengthCount + distanceCount {
      let symbol = try meta.next(&reader)
      let (length, times): (UInt8, Int)
      switch symbol {
      case 16:
        guard let last = all.last else {
          throw reader.damaged("a length is to be repeated, and there is none before it")
        }
        (length, times) = (last, try reader.take(2) + 3)
      case 17: (length, times) = (0, try reader.take(3) + 3)
      case 18: (length, times) = (0, try reader.take(7) + 11)
      default: (length, times) = (UInt8(symbol), 1)
      }
      for _ in 0..<times { all.append(length) }
    }
    guard all.count == lengthCount + distanceCount else {
      throw reader.damaged("a length is repeated beyond the last code")
    }
    guard all[256] > 0 else { throw reader.damaged("a block has no code for its end") }
    guard let lengths = HuffmanCode(all[..<lengthCount], canBeSingle: true),
      let distances = HuffmanCode(all[lengthCount...], canBeSingle: true)
    else { throw reader.damaged("the lengths of a block's codes do not fit together") }
    self.init(lengths: lengths, distances: distances)
  }

  // MARK: Numbers after a symbol

  /// The numbers that symbols stand for: each symbol has a number of further bits, which are added to its first value.
  struct Values {
    private var first: [Int] = []
    private var bits: [Int] = []

    /// Symbols whose values follow one another from `start`.
    init(from start: Int, bits: [Int]) {
      var next = start
      for count in bits {
        first.append(next)
        next += 1 << count
      }
      self.bits = bits
    }

    /// Replaces the last symbol by one for a single value.
    fileprivate func ending(with value: Int) -> Values {
      var values = self
      values.first[first.count - 1] = value
      values.bits[first.count - 1] = 0
      return values
    }

    /// Reads the further bits of a symbol.
    @inline(__always)
    func value(of symbol: Int, _ reader: inout BitReader) throws(StreamError) -> Int {
      guard symbol < first.count else {
        throw reader.damaged("a code stands for no length or distance")
      }
      return try first[symbol] + reader.take(bits[symbol])
    }
  }

  /// 3 … 258 by 29 symbols: 8 without further bits, then 4 of each number of them. The last is 258 alone.
  static let lengthRange = Values(from: 3, bits: (0..<29).map { max($0 / 4 - 1, 0) })
    .ending(with: 258)
  /// 1 … 32,768 by 30 symbols: 4 without further bits, then 2 of each number of them.
  static let distanceRange = Values(from: 1, bits: (0..<30).map { max($0 / 2 - 1, 0) })
}
