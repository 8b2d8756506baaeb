import Text

/// The format of an image, detected from the first bytes of its file or from the file's name.
package enum ImageFormat: Sendable, Equatable {
  /// PNG, PGM or PPM, the formats that are read.
  case readable
  /// Another format, by name.
  case other(String)

  /// The number of bytes that are examined.
  package static let prefix = 16

  /// `nil` if neither the bytes nor the name is that of an image.
  /// - Parameters:
  ///   - start: the first `prefix` bytes of the file.
  ///   - name: the file's name.
  package init?(start: [UInt8], name: String) {
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    if let format = Self.byContent(start) {
      self = format
    } else if ["png", "pgm", "ppm", "pnm"].contains(ending) {
      self = .readable
    } else if Self.otherEndings.contains(ending) {
      self = .other(ending.uppercased())
    } else {
      return nil
    }
  }

  private static let otherEndings = [
    "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "heic", "avif", "pbm", "pam", "pfm",
  ]

  private static func byContent(_ start: [UInt8]) -> ImageFormat? {
    if PNGImage.begins(start) { return .readable }
    let signatures: [([UInt8], String)] = [
      ([0xFF, 0xD8, 0xFF], "JPEG"),
      (Array("GIF8".utf8), "GIF"), ([0x49, 0x49, 0x2A, 0], "TIFF"),
      ([0x4D, 0x4D, 0, 0x2A], "TIFF"),
    ]
    for (signature, name) in signatures where start.starts(with: signature) { return .other(name) }
    if start.starts(with: Array("RIFF".utf8)), start.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      return .other("WEBP")
    }
    if start.starts(with: Array("BM".utf8)), start.count >= 10,
      start[6..<10].allSatisfy({ $0 == 0 })
    {
      return .other("BMP")
    }
    // P and a digit, white space, and a number or a comment.
    guard start.count > 3, start[0] == UInt8(ascii: "P"), start[2].isBlank || start[2].isLineEnd,
      let next = start.dropFirst(2).first(where: { !$0.isBlank && !$0.isLineEnd }),
      next.isDigit || next == UInt8(ascii: "#")
    else { return nil }
    switch start[1] {
    case UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "5"), UInt8(ascii: "6"):
      return .readable
    case UInt8(ascii: "1"), UInt8(ascii: "4"): return .other("PBM")
    case UInt8(ascii: "7"): return .other("PAM")
    default: return nil
    }
  }
}
