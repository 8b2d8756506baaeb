/// The format around compressed data in PNG (RFC 1950): two bytes, a stream, and the Adler-32 sum of what it unpacks to.
package enum Zlib {
  /// Returns the contents of a stream that takes all of the bytes.
  /// - Parameter limit: the largest number of bytes that are unpacked.
  package static func unpacked(_ bytes: [UInt8], limit: Int) throws(StreamError) -> [UInt8] {
    func damaged(_ reason: String, at offset: Int) -> StreamError {
      StreamError(reason: .damaged(reason), offset: offset)
    }
    var inflate = Inflate(bytes, limit: limit)
    let header = Array(try inflate.takeBytes(2))
    // The method and the size of the window; the level, whether a dictionary follows, and a check.
    guard header[0] & 0x0F == 8, header[0] >> 4 <= 7,
      (Int(header[0]) << 8 | Int(header[1])) % 31 == 0
    else { throw damaged("the compressed data do not begin as such", at: 0) }
    guard header[1] & 0x20 == 0 else { throw damaged("a dictionary is asked for", at: 1) }
    let part = try inflate.readStream()
    let sum = try inflate.takeBytes(4).reduce(0) { $0 << 8 | UInt32($1) }
    guard sum == Checksum.adler32(inflate.contents(of: part)) else {
      throw damaged("the check of what was unpacked is another one", at: inflate.position - 4)
    }
    guard inflate.position == bytes.count else {
      throw damaged("other data follow the compressed ones", at: inflate.position)
    }
    return inflate.finished()
  }
}
