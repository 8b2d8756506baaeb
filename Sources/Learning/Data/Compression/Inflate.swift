/// Unpacks DEFLATE, the format inside gzip, zlib and PNG (RFC 1951): bytes, and copies of earlier ones, in Huffman codes.
///
/// Memory is allocated only for what has been unpacked, so that a small file cannot ask for more than the limit.
package struct Inflate {
  private var reader: BitReader
  private let limit: Int
  /// What has been unpacked, in the first `count` elements.
  private var output: [UInt8] = []
  private var count = 0
  /// The start of the current stream in the output, before which no copy reaches.
  private var origin = 0

  /// - Parameters:
  ///   - position: the first byte of the first stream.
  ///   - limit: the largest number of bytes of all streams together.
  package init(_ bytes: [UInt8], position: Int = 0, limit: Int) {
    reader = BitReader(bytes, position: position)
    self.limit = limit
  }

  /// The byte after the last stream.
  package var position: Int { reader.offset }

  /// Everything that has been unpacked.
  package consuming func finished() -> [UInt8] {
    output.removeLast(output.count - count)
    return output
  }

  /// Returns the next bytes, which are not compressed.
  mutating func takeBytes(_ number: Int) throws(StreamError) -> ArraySlice<UInt8> {
    try reader.takeBytes(number)
  }

  /// Unpacks a stream, and appends it to the output.
  /// - Returns: the part of the output that is of this stream.
  @discardableResult
  package mutating func readStream() throws(StreamError) -> Range<Int> {
    origin = count
    var isLast = false
    while !isLast {
      isLast = try reader.take(1) == 1
      switch try reader.take(2) {
      case 0: try copyStored()
      case 1: try readCodes(lengths: DeflateCodes.fixed.lengths, DeflateCodes.fixed.distances)
      case 2:
        let codes = try DeflateCodes(&reader)
        try readCodes(lengths: codes.lengths, codes.distances)
      default: throw reader.damaged("there is no kind of block 3")
      }
    }
    reader.alignToByte()
    return origin..<count
  }

  /// Returns a part of the output, for its check.
  func contents(of part: Range<Int>) -> ArraySlice<UInt8> { output[part] }

  /// A block without compression: its length, the same inverted, its bytes.
  private mutating func copyStored() throws(StreamError) {
    reader.alignToByte()
    let length = try reader.take(16)
    guard try reader.take(16) == length ^ 0xFFFF else {
      throw reader.damaged("a block's length and its check differ")
    }
    try reserve(length)
    for byte in try reader.takeBytes(length) {
      output[count] = byte
      count += 1
    }
  }

  /// A block of symbols: a byte below 256, the end 256, and above it the length of a copy, after which comes its distance.
  private mutating func readCodes(
    lengths: HuffmanCode, _ distances: HuffmanCode
  ) throws(StreamError) {
    let (lengthRange, distanceRange) = (DeflateCodes.lengthRange, DeflateCodes.distanceRange)
    while true {
      let symbol = try lengths.next(&reader)
      if symbol < 256 {
        if count == output.count { try reserve(1) }
        output[count] = UInt8(truncatingIfNeeded: symbol)
        count += 1
        continue
      }
      guard symbol > 256 else { return }
      let length = try lengthRange.value(of: symbol - 257, &reader)
      let distance = try distanceRange.value(of: distances.next(&reader), &reader)
      guard distance <= count - origin else {
        throw reader.damaged("a copy begins before the data do")
      }
      try reserve(length)
      for place in count..<count + length { output[place] = output[place - distance] }
      count += length
    }
  }

  /// Makes room for more bytes, twice as much as before if there is none.
  private mutating func reserve(_ more: Int) throws(StreamError) {
    guard more <= limit - count else {
      throw StreamError(reason: .tooLong, offset: reader.offset)
    }
    guard count + more > output.count else { return }
    let size = max(count + more, min(limit, max(2 * count, 1 << 16)))
    output.reserveCapacity(size)
    output.append(contentsOf: repeatElement(0, count: size - output.count))
  }
}
