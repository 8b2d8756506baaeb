/// Makes a scalar of the bytes of UTF-8 as they come, beginning with one of 0x80 or more.
struct CharacterDecoder: Sendable {
  enum Result: Equatable {
    case unfinished
    case scalar(Unicode.Scalar)
    /// The bytes were no scalar, or a control character, which nobody types.
    case nothing
    /// The byte does not go on with what was begun and has to be looked at by itself.
    case wrong
  }

  private var value: UInt32
  private var missing: Int
  private let least: UInt32

  /// Nil where no character begins with the byte.
  init?(first byte: UInt8) {
    switch byte {
    case 0xC2...0xDF: (value, missing, least) = (UInt32(byte & 0x1F), 1, 0x80)
    case 0xE0...0xEF: (value, missing, least) = (UInt32(byte & 0x0F), 2, 0x800)
    case 0xF0...0xF4: (value, missing, least) = (UInt32(byte & 0x07), 3, 0x10000)
    default: return nil
    }
  }

  mutating func feed(_ byte: UInt8) -> Result {
    guard byte & 0xC0 == 0x80 else { return .wrong }
    value = value << 6 | UInt32(byte & 0x3F)
    missing -= 1
    if missing > 0 { return .unfinished }
    guard value >= least, value > 0x9F, let scalar = Unicode.Scalar(value) else { return .nothing }
    return .scalar(scalar)
  }
}
