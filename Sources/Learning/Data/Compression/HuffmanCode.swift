/// A canonical Huffman code: codes of one length are consecutive numbers in the order of their symbols, and shorter codes come
/// first (RFC 1951, section 3.2.2).
struct HuffmanCode {
  static let longestLength = 15
  /// The number of bits by which the table is indexed.
  private static let tableBits = 10

  /// For the next bits, the symbol · 16 + the length of its code; 0 if that is longer than `tableBits`, or if there is none.
  private var table = [UInt16](repeating: 0, count: 1 << tableBits)
  /// The number of codes of each length.
  private var counts = [Int](repeating: 0, count: longestLength + 1)
  /// The symbols in the order of their codes.
  private var symbols: [UInt16]

  /// - Parameters:
  ///   - lengths: the length of each symbol's code, 0 for a symbol that does not occur.
  ///   - canBeSingle: whether there may be one code of one bit, or none at all; otherwise each sequence of bits needs a symbol.
  /// - Returns: `nil` if these are the lengths of no code.
  init?(_ lengths: some Collection<UInt8>, canBeSingle: Bool) {
    for length in lengths { counts[Int(length)] += 1 }
    counts[0] = 0
    // The codes of a length that are left, and the position among `symbols` and the number of the first one.
    var left = 1
    var (index, code) = (0, 0)
    var positions = counts
    var codes = counts
    for length in 1...Self.longestLength {
      left = left << 1 - counts[length]
      guard left >= 0 else { return nil }
      code = (code + counts[length - 1]) << 1
      positions[length] = index
      codes[length] = code
      index += counts[length]
    }
    guard left == 0 || (canBeSingle && index == counts[1]) else { return nil }
    symbols = [UInt16](repeating: 0, count: index)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      let length = Int(length)
      symbols[positions[length]] = UInt16(symbol)
      positions[length] += 1
      if length <= Self.tableBits {
        // A code begins with its highest bit.
        let start = Int(UInt16(codes[length]).reversed >> UInt16(16 - length))
        for place in stride(from: start, to: table.count, by: 1 << length) {
          table[place] = UInt16(symbol << 4 | length)
        }
      }
      codes[length] += 1
    }
  }

  /// Reads a symbol.
  @inline(__always)
  func next(_ reader: inout BitReader) throws(StreamError) -> Int {
    reader.fill()
    let entry = Int(table[Int(truncatingIfNeeded: reader.bits) & (1 << Self.tableBits - 1)])
    let length = entry & 15
    guard length > 0, length <= reader.count else { return try nextBitByBit(&reader) }
    reader.drop(length)
    return entry >> 4
  }

  /// Reads a symbol with a long code, or finds out why there is none.
  private func nextBitByBit(_ reader: inout BitReader) throws(StreamError) -> Int {
    // The code so far, and of the codes of its length the first one and its position among the symbols.
    var (code, first, index) = (0, 0, 0)
    let start = reader
    for length in 1...Self.longestLength {
      code |= try reader.take(1)
      if code - first < counts[length] { return Int(symbols[index + code - first]) }
      index += counts[length]
      first = (first + counts[length]) << 1
      code <<= 1
    }
    throw start.damaged("a code stands for nothing")
  }
}

extension UInt16 {
  /// The bits in the opposite order.
  fileprivate var reversed: UInt16 {
    var (value, rest) = (UInt16(0), self)
    for _ in 0..<16 {
      value = value << 1 | rest & 1
      rest >>= 1
    }
    return value
  }
}
