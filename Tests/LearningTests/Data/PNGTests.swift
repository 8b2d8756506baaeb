import Autodiff
import Foundation
import TestSupport
import Testing
import Text

@testable import Learning

/// The images of `Tests/Golden/png.json`, as pypng and Pillow read them.
private let golden = Golden.file("png.json")

@Suite("PNG images")
struct PNGTests {
  private static let files = golden("files").items

  /// A file of 7 × 6 pixels in 8-bit colour.
  private static let plain = files.first { $0("kind").ints == [2, 8, 0] }!("file").base64

  @Test("of every kind are what other programs read")
  func kinds() throws {
    #expect(Self.files.count > 100)
    for json in Self.files {
      let image = try PNGImage(json("file").base64)
      let kind = "\(json("kind"))"
      #expect(image.shape.sizes == json("shape").ints, "\(kind)")
      #expect(image.isTransparent == (json("transparent") == .bool(true)), "\(kind)")
      for (own, other) in zip(image.values, json("values").doubles) {
        #expect(abs(own - other) < 1e-13, "\(kind)")
      }
    }
  }

  @Test("cut short anywhere before the last chunk's end")
  func truncated() {
    for count in 4..<Self.plain.count {
      let message = dataError { _ = try PNGImage(Array(Self.plain.prefix(count))) } ?? "none"
      #expect(message.hasSuffix("; copy or download it again"), "\(count): \(message)")
      #expect(
        message.hasPrefix("the file is cut short: it ends at byte \(count), ")
          || (count < 8 && message.hasPrefix("the PNG file ends after \(count) bytes")),
        "\(message)")
    }
  }

  @Test("damaged in any bit")
  func damaged() {
    for place in 4..<Self.plain.count {
      var bytes = Self.plain
      bytes[place] ^= 0x04
      #expect((try? PNGImage(bytes)) == nil, "byte \(place + 1)")
    }
  }

  /// The chunks of a file, and the message about them.
  struct Mistake: Sendable {
    let chunks: [UInt8]
    let message: String

    init(_ chunks: [UInt8]..., message: String) {
      self.chunks = Array(chunks.joined())
      self.message = message
    }
  }

  private static let end = chunk("IEND", [])

  private static let everyMistake = [
    Mistake(
      header(2_000_000_000, 2, 8, 0),
      message:
        "chunk IHDR at byte 9: the picture is 2000000000 pixels wide and 2 high, and at most "
        + "50 million pixels are read; make it smaller"),
    Mistake(
      header(0, 2, 8, 0),
      message: "chunk IHDR at byte 9: a picture 0 pixels wide and 2 high is none"),
    Mistake(
      header(2, 2, 3, 0), message: "chunk IHDR at byte 9: there is no colour type 0 with 3 bits"),
    Mistake(
      header(2, 2, 16, 3), message: "chunk IHDR at byte 9: there is no colour type 3 with 16 bits"),
    Mistake(
      header(2, 2, 8, 5), message: "chunk IHDR at byte 9: there is no colour type 5 with 8 bits"),
    Mistake(
      header(2, 2, 8, 0, interlace: 2),
      message: "chunk IHDR at byte 9: its compression, filter or interlacing is not known"),
    Mistake(
      header(2, 2, 8, 3), chunk("IDAT", []),
      message: "chunk IDAT at byte 34: the palette is missing before it, in PLTE"),
    Mistake(
      header(2, 2, 8, 0), chunk("CgBI", [1]),
      message:
        "chunk CgBI at byte 34: the picture cannot be read without this chunk, which is not known; save it "
        + "as an ordinary PNG"),
    Mistake(chunk("IDAT", []), message: "chunk IDAT at byte 9: the first chunk has to be IHDR"),
    Mistake(
      header(2, 2, 8, 0), end,
      message: "chunk IEND at byte 34: there are no pixels before it, in IDAT"),
    Mistake(
      header(2, 2, 8, 0), chunk("IDAT", []), chunk("tEXt", []), chunk("IDAT", []),
      message: "chunk IDAT at byte 58: the pixels' chunks have to follow one another"),
    Mistake(
      header(2, 2, 8, 3), chunk("PLTE", [1, 2]),
      message: "chunk PLTE at byte 34: 2 bytes are no palette of 1 to 256 colours"),
    Mistake(
      header(2, 2, 8, 4), chunk("tRNS", [1, 2]),
      message: "chunk tRNS at byte 34: 2 bytes of transparency do not fit the picture's colours"),
    Mistake(
      header(2, 2, 8, 0), chunk("IDAT", stored([0, 1, 2, 0, 1])), end,
      message: "chunk IDAT: the pixels take 6 bytes, and there are 5"),
    Mistake(
      header(2, 2, 8, 0), chunk("IDAT", stored([0, 1, 2, 0, 1, 2, 3])), end,
      message: "chunk IDAT, byte 49 of the file: there are more pixels than the picture has"),
    Mistake(
      header(2, 1, 8, 0), chunk("IDAT", stored([5, 1, 2])), end,
      message: "chunk IDAT: row 1 has the filter 5, and there are 0 to 4"),
    Mistake(
      header(2, 1, 8, 3), chunk("PLTE", [1, 2, 3]), chunk("IDAT", stored([0, 0, 1])), end,
      message: "chunk IDAT: a pixel has the colour 2 of a palette of 1"),
    Mistake(
      header(2, 1, 8, 0), chunk("IDAT", [0x78]), chunk("IDAT", [0x02]), end,
      message:
        "chunk IDAT, byte 42 of the file: the pixels are damaged: the compressed data do not begin as such"
    ),
    Mistake(
      header(2, 1, 8, 0), chunk("IDAT", Array(stored([0, 1, 2]).prefix(9))),
      chunk("IDAT", [1, 2, 3, 4, 5]), end,
      message:
        "chunk IDAT, byte 64 of the file: the pixels are damaged: the check of what was unpacked is another one"
    ),
  ]

  private static let grey: [UInt8] = [0, 0, 0, 2, 0, 0, 0, 2, 8, 0, 0, 0, 0]
  private static let fits = "do not fit the picture's colours"

  private static let everyBound = [
    Mistake(
      header(50_000_001, 1, 8, 0),
      message:
        "chunk IHDR at byte 9: the picture is 50000001 pixels wide and 1 high, and at most "
        + "50 million pixels are read; make it smaller"),
    Mistake(
      chunk("IHDR", grey + [0]), message: "chunk IHDR at byte 9: it has 14 bytes in place of 13"),
    Mistake(
      chunk("IHDR", grey.prefix(10) + [1, 0, 0]),
      message: "chunk IHDR at byte 9: its compression, filter or interlacing is not known"),
    Mistake(
      chunk("IHDR", grey), chunk("IHDR", grey),
      message: "chunk IHDR at byte 34: the header occurs twice"),
    Mistake(
      header(2, 2, 8, 3), chunk("PLTE", [1, 2, 3, 4]),
      message: "chunk PLTE at byte 34: 4 bytes are no palette of 1 to 256 colours"),
    Mistake(
      header(2, 2, 8, 3), chunk("PLTE", [UInt8](repeating: 0, count: 771)),
      message: "chunk PLTE at byte 34: 771 bytes are no palette of 1 to 256 colours"),
    Mistake(
      header(2, 2, 8, 3), chunk("PLTE", [1, 2, 3]), chunk("PLTE", [1, 2, 3]),
      message: "chunk PLTE at byte 49: a palette comes once and before the pixels"),
    Mistake(
      header(2, 2, 8, 0), chunk("tRNS", [0, 1]), chunk("tRNS", [0, 1]),
      message: "chunk tRNS at byte 48: transparency comes once and before the pixels"),
    Mistake(
      header(2, 2, 8, 0), chunk("tRNS", [0, 1, 2]),
      message: "chunk tRNS at byte 34: 3 bytes of transparency \(fits)"),
    Mistake(
      header(2, 2, 8, 2), chunk("tRNS", [0, 1]),
      message: "chunk tRNS at byte 34: 2 bytes of transparency \(fits)"),
    Mistake(
      header(2, 2, 8, 3), chunk("PLTE", [1, 2, 3]), chunk("tRNS", [0, 1]),
      message: "chunk tRNS at byte 49: 2 bytes of transparency \(fits)"),
  ]

  @Test("a palette is grey if its colours are, and a transparent sample has the lowest bits")
  func colours() throws {
    let coloured =
      header(1, 1, 8, 3) + chunk("PLTE", [5, 5, 9]) + chunk("IDAT", stored([0, 0])) + Self.end
    #expect(try PNGImage(PNGChunks.signature + coloured).shape == Shape([3, 1, 1]))
    let clear =
      header(1, 1, 8, 0) + chunk("tRNS", [1, 7]) + chunk("IDAT", stored([0, 7])) + Self.end
    let image = try PNGImage(PNGChunks.signature + clear)
    #expect(image.isTransparent && image.values == [1])
  }

  @Test("each mistake has its message", arguments: everyMistake + everyBound)
  func mistakes(mistake: Mistake) {
    #expect(
      dataError { _ = try PNGImage(PNGChunks.signature + mistake.chunks) } == mistake.message)
  }

  @Test("16 bits keep their precision, and half-transparent colours are drawn on white")
  func precision() throws {
    let grey = header(1, 1, 16, 0) + chunk("IDAT", stored([0, 0x12, 0x35])) + Self.end
    #expect(try PNGImage(PNGChunks.signature + grey).values == [4_661 / 65_535])
    let half =
      header(1, 1, 8, 6) + chunk("IDAT", stored([0, 255, 0, 51, 102])) + chunk("IEND", [])
    let image = try PNGImage(PNGChunks.signature + half)
    #expect(image.isTransparent && image.shape == Shape([3, 1, 1]))
    for (own, other) in zip(image.values, [1, 0.6, 0.4 * 0.2 + 0.6]) {
      #expect(abs(own - other) < 1e-15)
    }
  }

  @Test("no bytes are a trap")
  func fuzz() {
    var mutations = Mutations(seed: 9)
    for json in Self.files {
      let bytes = json("file").base64
      for _ in 0..<100 { _ = try? PNGImage(mutations.next(bytes)) }
      // With checks that are right, mutations get further.
      for _ in 0..<100 { _ = try? PNGImage(Self.repaired(mutations.next(bytes))) }
    }
  }

  /// The file with the right check after each chunk.
  private static func repaired(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    var start = 8
    while start + 12 <= result.count {
      let length = result[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
      guard length <= result.count - start - 12 else { break }
      let end = start + 8 + length
      result.replaceSubrange(
        end..<end + 4, with: bigEndian(Checksum.crc32(result[start + 4..<end])))
      start = end + 4
    }
    return result
  }
}

@Suite("Images of another size")
struct ImageResamplingTests {
  @Test(
    "are means where they shrink, and interpolated where they grow, as Pillow and NumPy compute")
  func golden() throws {
    let cases = LearningTests.golden("sizes").items
    #expect(cases.count == 9)
    for json in cases {
      let sizes = [json("old"), json("new")].map {
        ImageSize(width: $0.ints[0], height: $0.ints[1])
      }
      let fitted = ImageResampling(from: sizes[0], to: sizes[1]).planes(json("values").doubles[...])
      let others = json("fitted").doubles
      #expect(fitted.count == others.count)
      for (own, other) in zip(fitted, others) {
        #expect(abs(own - other) < 1e-6, "\(sizes[0]) to \(sizes[1])")
      }
    }
  }

  @Test("stay white or grey where they were, in every size")
  func constant() {
    for old in 1...13 {
      for new in 1...13 {
        let planes = ImageResampling(
          from: ImageSize(width: old, height: new), to: ImageSize(width: new, height: 3)
        ).planes([Double](repeating: 0.7, count: 2 * old * new)[...])
        #expect(planes.count == 2 * new * 3 && planes.allSatisfy { abs($0 - 0.7) < 1e-15 })
      }
    }
  }

  @Test("have a size that is written with an x")
  func texts() {
    #expect(ImageSize("28x20") == ImageSize(width: 20, height: 28))
    for text in ["", "28", "28x", "x28", "0x1", "28x4097", "28x28x3", "2.5x3", "-1x3", "28 x 28"] {
      #expect(ImageSize(text) == nil, "\(text)")
    }
  }
}

private func bigEndian(_ number: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
}

private func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
  let named = Array(name.utf8) + data
  return bigEndian(UInt32(data.count)) + named + bigEndian(Checksum.crc32(named))
}

private func header(
  _ width: UInt32, _ height: UInt32, _ depth: UInt8, _ colour: UInt8, interlace: UInt8 = 0
) -> [UInt8] {
  chunk("IHDR", bigEndian(width) + bigEndian(height) + [depth, colour, 0, 0, interlace])
}

/// Bytes as zlib stores them without compression.
private func stored(_ bytes: [UInt8]) -> [UInt8] {
  let count = UInt8(bytes.count)
  return [0x78, 0x01, 1, count, 0, ~count, 0xFF] + bytes + bigEndian(Checksum.adler32(bytes))
}
