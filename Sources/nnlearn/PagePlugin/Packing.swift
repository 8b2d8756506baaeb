import Foundation

/// What the page unpacks when it starts, beside the module.
struct PackedContents {
  let files: [String: String]
  let style: String
  let script: String
  let worker: String

  private struct Header: Encodable {
    let files: [String: String]
    let style: String
    let script: String
    let worker: String
    /// The number of bytes of the module, and of its ranks.
    let size: Int
    let ranks: Int
  }

  /// The texts as JSON, a byte of 0, the module's ranks, and the module without its indices: `start.js` reads them.
  func bytes(with module: SplitModule) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let header = Header(
      files: files, style: style, script: script, worker: worker, size: module.size,
      ranks: module.ranks.count)
    return try encoder.encode(header) + [0] + module.ranks + module.rest
  }
}

/// The characters of a text that holds bytes, two in each, low byte first, as `unpack.js` reads them. Surrogates, what HTML
/// changes or gives a meaning, and what is no character follow U+E000, with their highest bit changed.
func characters(_ bytes: Data) -> [UInt16] {
  var characters: [UInt16] = []
  let all = [UInt8](bytes) + [0]
  for place in stride(from: 0, to: bytes.count, by: 2) {
    let character = UInt16(all[place]) | UInt16(all[place + 1]) << 8
    switch character {
    case 0..<0x40, 0xd800...0xe000, 0xfeff, 0xfffe...0xffff:
      characters += [0xe000, character ^ 0x8000]
    default: characters.append(character)
    }
  }
  return characters
}
