/// What a file's bytes are besides its text, which `SourceText` drops: the byte-order mark and the end of each line.
struct TextForm: Equatable {
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let hasMark: Bool
  private let ends: [[UInt8]]

  init(_ bytes: [UInt8]) {
    hasMark = bytes.starts(with: Self.mark)
    var ends: [[UInt8]] = []
    let (feed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    for (index, byte) in bytes.enumerated() {
      let isAfterReturn = index > 0 && bytes[index - 1] == carriageReturn
      switch byte {
      case feed where isAfterReturn: ends[ends.count - 1].append(feed)
      case feed, carriageReturn: ends.append([byte])
      default: break
      }
    }
    self.ends = ends
  }

  /// The bytes of a text with the same number of lines, in this form.
  func bytes(_ text: String) -> [UInt8] {
    var result = hasMark ? Self.mark : []
    var next = 0
    for byte in text.utf8 {
      guard byte == UInt8(ascii: "\n") else {
        result.append(byte)
        continue
      }
      result += next < ends.count ? ends[next] : [byte]
      next += 1
    }
    return result
  }
}
