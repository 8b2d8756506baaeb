/// The bytes of a sequence between `ESC [` and the last byte.
struct ControlSequence: Sendable {
  enum Meaning: Equatable {
    case key(Key)
    case pasteBegins, pasteEnds
  }

  /// The length of the longest known sequence.
  private static let limit = 32

  private var bytes: [UInt8] = []

  var isEmpty: Bool { bytes.isEmpty }

  mutating func append(_ byte: UInt8) {
    if bytes.count < Self.limit { bytes.append(byte) }
  }

  /// Returns the meaning of the sequence with its last byte, if known. Modifiers such as Shift are ignored.
  func meaning(final: UInt8) -> Meaning? {
    guard bytes.allSatisfy({ (0x30...0x3B).contains($0) }) else { return nil }
    guard final == UInt8(ascii: "~") else { return Self.key(final: final).map { .key($0) } }
    let first = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)[0]
    switch Int(String(decoding: first, as: UTF8.self)) {
    case 1, 7: return .key(.home)
    case 4, 8: return .key(.end)
    case 3: return .key(.delete)
    case 5: return .key(.pageUp)
    case 6: return .key(.pageDown)
    case 200: return .pasteBegins
    case 201: return .pasteEnds
    default: return nil
    }
  }

  /// Returns the key of a last byte, after `ESC [` or `ESC O`.
  static func key(final: UInt8) -> Key? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    default: nil
    }
  }
}
