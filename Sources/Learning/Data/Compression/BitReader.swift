/// Why a compressed stream cannot be unpacked.
package struct StreamError: Error, Sendable, Equatable {
  package enum Reason: Sendable, Equatable {
    /// The input ends before the stream does.
    case truncated
    /// The output is longer than the caller allows.
    case tooLong
    /// What no compressor writes.
    case damaged(String)
  }

  package let reason: Reason
  /// The byte of the input where this shows, counted from 0.
  package let offset: Int
}

/// Reads bits of bytes, the lowest of a byte first (RFC 1951, section 3.1.1).
struct BitReader {
  let bytes: [UInt8]
  /// The next byte to load.
  private var position: Int
  /// The next bits, the first one lowest, and zeros after them.
  private(set) var bits: UInt64 = 0
  /// The number of bits that are loaded.
  private(set) var count = 0

  init(_ bytes: [UInt8], position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// The byte with the next bit.
  var offset: Int { position - (count + 7) / 8 }

  /// Loads up to 64 bits if fewer than 48 are left: a match takes at most 15 + 5 + 15 + 13.
  @inline(__always)
  mutating func fill() {
    guard count < 48 else { return }
    while count <= 56, position < bytes.count {
      bits |= UInt64(bytes[position]) << UInt64(count)
      position += 1
      count += 8
    }
  }

  /// Drops bits that are loaded.
  @inline(__always)
  mutating func drop(_ number: Int) {
    bits >>= UInt64(number)
    count -= number
  }

  /// Returns the next bits as a number; at most 16 of them.
  @inline(__always)
  mutating func take(_ number: Int) throws(StreamError) -> Int {
    fill()
    guard number <= count else { throw truncated }
    let value = Int(truncatingIfNeeded: bits & (1 << UInt64(number) - 1))
    drop(number)
    return value
  }

  /// Drops the rest of a byte that was begun, and puts whole bytes back.
  mutating func alignToByte() {
    position -= count / 8
    (bits, count) = (0, 0)
  }

  /// Returns the next bytes, and goes on after them; the reader must be at the start of a byte.
  mutating func takeBytes(_ number: Int) throws(StreamError) -> ArraySlice<UInt8> {
    alignToByte()
    guard number <= bytes.count - position else { throw truncated }
    position += number
    return bytes[position - number..<position]
  }

  var truncated: StreamError { StreamError(reason: .truncated, offset: bytes.count) }

  func damaged(_ reason: String) -> StreamError {
    StreamError(reason: .damaged(reason), offset: offset)
  }
}
