/// The check sums of compressed files.
package enum Checksum {
  /// The remainder of the bytes as a polynomial over two elements, divided by x³² + x²⁶ + … + 1, as in gzip and PNG
  /// (RFC 1952, section 8).
  package static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let table = remainders
    var crc = ~UInt32(0)
    for byte in bytes { crc = table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ crc >> 8 }
    return ~crc
  }

  /// The remainder of each byte, its lowest bit the highest power.
  private static let remainders: [UInt32] = (0..<256).map { byte in
    var crc = UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    return crc
  }

  /// a = 1 + Σ bytes and b = Σ a after each byte, both modulo 65,521, as a + 65,536 · b (RFC 1950, section 8.2).
  package static func adler32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var (a, b) = (UInt32(1), UInt32(0))
    for byte in bytes {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return b << 16 | a
  }
}
