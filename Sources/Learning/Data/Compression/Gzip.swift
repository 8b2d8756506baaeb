import Text

/// Files that are compressed with gzip (RFC 1952): one or several members, each with a header and the check of its contents.
package enum Gzip {
  private static let signature: [UInt8] = [0x1F, 0x8B]

  package static func begins(_ bytes: [UInt8]) -> Bool { bytes.starts(with: signature) }

  /// Returns the contents of all members, one after the other.
  /// - Parameter limit: the largest number of bytes, beyond which nothing is unpacked.
  package static func unpacked(_ bytes: [UInt8], limit: Int) throws(Diagnostic) -> [UInt8] {
    do throws(StreamError) {
      var inflate = Inflate(bytes, limit: limit)
      repeat {
        try readHeader(&inflate, of: bytes)
        let part = try inflate.readStream()
        let end = Array(try inflate.takeBytes(8))
        guard end.littleEndian(0) == Checksum.crc32(inflate.contents(of: part)),
          end.littleEndian(4) == UInt32(truncatingIfNeeded: part.count)
        else {
          throw StreamError(
            reason: .damaged("the check of what was unpacked is another one"),
            offset: inflate.position - 8)
        }
      } while inflate.position < bytes.count
      return inflate.finished()
    } catch {
      throw diagnostic(error, limit)
    }
  }

  /// The fields before a member's data: signature, method, flags, time, two bytes about the compressor, and what the flags
  /// announce.
  private static func readHeader(
    _ inflate: inout Inflate, of bytes: [UInt8]
  ) throws(StreamError) {
    let start = inflate.position
    func damaged(_ reason: String, at offset: Int) -> StreamError {
      StreamError(reason: .damaged(reason), offset: offset)
    }
    guard bytes[start...].starts(with: signature) else {
      throw damaged("other data follow the compressed ones", at: start)
    }
    let fixed = Array(try inflate.takeBytes(10))
    guard fixed[2] == 8 else {
      throw damaged("there is no method of compression \(fixed[2])", at: start + 2)
    }
    let flags = fixed[3]
    guard flags & 0xE0 == 0 else { throw damaged("a flag is not known", at: start + 3) }
    if flags & 4 != 0 {
      let length = Array(try inflate.takeBytes(2))
      _ = try inflate.takeBytes(Int(length[0]) | Int(length[1]) << 8)
    }
    // The file's name and a comment, each with a zero at its end.
    for flag: UInt8 in [8, 16] where flags & flag != 0 {
      while try inflate.takeBytes(1).first != 0 {}
    }
    if flags & 2 != 0 {
      let sum = Checksum.crc32(bytes[start..<inflate.position])
      let check = Array(try inflate.takeBytes(2))
      guard UInt32(check[0]) | UInt32(check[1]) << 8 == sum & 0xFFFF else {
        throw damaged("the check of the header is another one", at: inflate.position - 2)
      }
    }
  }

  private static func diagnostic(_ error: StreamError, _ limit: Int) -> Diagnostic {
    switch error.reason {
    case .truncated:
      Diagnostic(
        "the file is compressed with gzip and ends after \(error.offset.counting("byte")), before its data do; "
          + "copy or download it again")
    case .tooLong:
      Diagnostic(
        "the file is compressed with gzip and unpacks to more than "
          + (limit % 1_000_000 == 0 ? "\(limit / 1_000_000) MB" : limit.counting("byte"))
          + ", the most that is read")
    case .damaged(let reason):
      Diagnostic(
        "the file is compressed with gzip and damaged at byte \(error.offset + 1): \(reason); "
          + "copy or download it again")
    }
  }
}

extension [UInt8] {
  /// The number of four bytes, the lowest first.
  fileprivate func littleEndian(_ start: Int) -> UInt32 {
    self[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
