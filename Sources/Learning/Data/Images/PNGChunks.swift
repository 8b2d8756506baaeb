import Text

/// The chunks of a PNG file that matter for its pixels: each has a length, a name, its data and their CRC-32.
struct PNGChunks {
  let header: PNGHeader
  /// The colours of a palette, three bytes each.
  private(set) var palette: [UInt8] = []
  /// tRNS: the alpha of the palette's first colours, or the one colour that is transparent.
  private(set) var transparency: [UInt8]?
  /// The data of all IDAT chunks.
  private(set) var compressed: [UInt8] = []
  /// Where the parts of `compressed` are in the file.
  private var parts: [(start: Int, offset: Int)] = []

  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private struct Chunk {
    let name: String
    /// Its first byte in the file, that of its length, counted from 0.
    let offset: Int
    let data: ArraySlice<UInt8>

    /// An error in the chunk.
    func error(_ message: String) -> Diagnostic {
      Diagnostic("chunk \(name) at byte \(offset + 1): \(message)")
    }
  }

  /// Reads a file to its IEND; what follows that is ignored, as by other programs.
  init(_ bytes: [UInt8]) throws(Diagnostic) {
    guard bytes.starts(with: Self.signature) else {
      throw Diagnostic(
        bytes.count < Self.signature.count
          ? "the PNG file ends after \(bytes.count.counting("byte")); copy or download it again"
          : "the PNG file's first bytes are damaged, as by a transfer as text; copy or download it again"
      )
    }
    var position = Self.signature.count
    let first = try Self.chunk(bytes, &position)
    guard first.name == "IHDR" else { throw first.error("the first chunk has to be IHDR") }
    do throws(Diagnostic) { header = try PNGHeader(first.data) } catch {
      throw first.error(error.message)
    }
    var previous = first.name
    while true {
      let chunk = try Self.chunk(bytes, &position)
      switch chunk.name {
      case "IEND":
        guard !parts.isEmpty else { throw chunk.error("there are no pixels before it, in IDAT") }
        return
      case "IDAT":
        guard parts.isEmpty || previous == "IDAT" else {
          throw chunk.error("the pixels' chunks have to follow one another")
        }
        if header.colour == .palette, palette.isEmpty {
          throw chunk.error("the palette is missing before it, in PLTE")
        }
        parts.append((compressed.count, chunk.data.startIndex))
        compressed += chunk.data
      case "PLTE": try readPalette(chunk)
      case "tRNS": try readTransparency(chunk)
      default: try Self.checkUnused(chunk)
      }
      previous = chunk.name
    }
  }

  /// Throws for a chunk that is needed and not known: one whose name begins with a capital.
  private static func checkUnused(_ chunk: Chunk) throws(Diagnostic) {
    guard chunk.name != "IHDR" else { throw chunk.error("the header occurs twice") }
    guard let first = chunk.name.utf8.first, first & 0x20 != 0 else {
      throw chunk.error(
        "the picture cannot be read without this chunk, which is not known; save it as an ordinary PNG"
      )
    }
  }

  private mutating func readPalette(_ chunk: Chunk) throws(Diagnostic) {
    guard palette.isEmpty, parts.isEmpty else {
      throw chunk.error("a palette comes once and before the pixels")
    }
    guard chunk.data.count % 3 == 0, (3...768).contains(chunk.data.count) else {
      throw chunk.error("\(chunk.data.count) bytes are no palette of 1 to 256 colours")
    }
    palette = Array(chunk.data)
  }

  private mutating func readTransparency(_ chunk: Chunk) throws(Diagnostic) {
    guard transparency == nil, parts.isEmpty else {
      throw chunk.error("transparency comes once and before the pixels")
    }
    let isRight =
      switch header.colour {
      case .grey: chunk.data.count == 2
      case .colour: chunk.data.count == 6
      case .palette: (1...max(palette.count / 3, 1)).contains(chunk.data.count)
      case .greyAndAlpha, .colourAndAlpha: false
      }
    guard isRight else {
      throw chunk.error(
        "\(chunk.data.count) bytes of transparency do not fit the picture's colours")
    }
    transparency = Array(chunk.data)
  }

  /// Reads a chunk, and checks its sum.
  private static func chunk(_ bytes: [UInt8], _ position: inout Int) throws(Diagnostic) -> Chunk {
    let offset = position
    let rest = bytes.count - offset
    guard rest >= 8 else {
      throw Diagnostic(
        "the file is cut short: it ends at byte \(bytes.count), before its last chunk, IEND; copy or download it again"
      )
    }
    func number(_ start: Int) -> UInt64 {
      bytes[start..<start + 4].reduce(0) { $0 << 8 | UInt64($1) }
    }
    let name = bytes[offset + 4..<offset + 8]
    guard name.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) }) else {
      throw Diagnostic(
        "the file is damaged: there is no chunk at byte \(offset + 1); copy or download it again")
    }
    let length = number(offset)
    guard length + 12 <= UInt64(rest) else {
      throw Diagnostic(
        "the file is cut short: it ends at byte \(bytes.count), in the chunk \(String(decoding: name, as: UTF8.self)) of "
          + "\(length) bytes that begins at byte \(offset + 1); copy or download it again")
    }
    let start = offset + 8
    let end = start + Int(length)
    position = end + 4
    let chunk = Chunk(
      name: String(decoding: name, as: UTF8.self), offset: offset, data: bytes[start..<end])
    guard number(end) == UInt64(Checksum.crc32(bytes[offset + 4..<end])) else {
      throw chunk.error("its check is another one: the file is damaged; copy or download it again")
    }
    return chunk
  }

  /// Unpacks the pixels, which take this many bytes.
  func pixels(count: Int) throws(Diagnostic) -> [UInt8] {
    let unpacked: [UInt8]
    do throws(StreamError) { unpacked = try Zlib.unpacked(compressed, limit: count) } catch {
      let part = parts.last { $0.start <= error.offset } ?? parts[0]
      let place = "chunk IDAT, byte \(part.offset + error.offset - part.start + 1) of the file"
      switch error.reason {
      case .truncated: throw Diagnostic("\(place): the pixels are cut short")
      case .tooLong: throw Diagnostic("\(place): there are more pixels than the picture has")
      case .damaged(let reason): throw Diagnostic("\(place): the pixels are damaged: \(reason)")
      }
    }
    guard unpacked.count == count else {
      throw Diagnostic(
        "chunk IDAT: the pixels take \(count) bytes, and there are \(unpacked.count)")
    }
    return unpacked
  }
}
