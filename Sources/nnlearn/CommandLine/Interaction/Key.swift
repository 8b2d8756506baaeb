/// A key, or what was pasted.
enum Key: Hashable {
  case character(Character)
  case enter, tab, backspace, delete, escape
  case left, right, up, down, home, end, pageUp, pageDown
  /// A letter with Ctrl, in lower case.
  case control(Character)
  case pasted(String)
}

/// Turns the bytes that a terminal sends into keys, one byte after another.
struct KeyDecoder {
  private enum State {
    case text
    case escape
    /// ESC [ or ESC O, and what came since.
    case sequence([UInt8])
    case paste
  }

  private var state = State.text
  private var character: [UInt8] = []
  private var pasted: [UInt8] = []

  private static let escape: UInt8 = 0x1B
  private static let endOfPaste: [UInt8] = Array("\u{1B}[201~".utf8)

  /// Whether ESC came and nothing since: the key itself, unless more follows at once.
  var isWaitingAfterEscape: Bool {
    if case .escape = state { return true }
    return false
  }

  /// Takes the waiting ESC as the key.
  mutating func endEscape() -> Key {
    state = .text
    return .escape
  }

  mutating func decode(_ byte: UInt8) -> Key? {
    switch state {
    case .text: return text(byte)
    case .escape:
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") {
        state = .sequence([])
      } else {
        state = byte == Self.escape ? .escape : .text
      }
      return nil
    case .sequence(let before):
      guard before.count < 16, !(0x40...0x7E).contains(byte) else { return end(before, byte) }
      state = .sequence(before + [byte])
      return nil
    case .paste:
      pasted.append(byte)
      guard pasted.suffix(Self.endOfPaste.count).elementsEqual(Self.endOfPaste) else { return nil }
      let text = String(decoding: pasted.dropLast(Self.endOfPaste.count), as: UTF8.self)
      state = .text
      pasted = []
      return .pasted(text)
    }
  }

  private mutating func text(_ byte: UInt8) -> Key? {
    switch byte {
    case Self.escape:
      state = .escape
      return nil
    case 0x0D, 0x0A: return .enter
    case 0x09: return .tab
    case 0x7F, 0x08: return .backspace
    case 0x00..<0x20:
      return .control(Character(Unicode.Scalar(byte + 0x60)))
    case 0x00..<0x80: return .character(Character(Unicode.Scalar(byte)))
    default: return part(byte)
    }
  }

  /// A byte of a character outside ASCII; what is no UTF-8 is dropped.
  private mutating func part(_ byte: UInt8) -> Key? {
    if byte >= 0xC0 { character = [] } else if character.isEmpty { return nil }
    character.append(byte)
    let wanted = character[0] >= 0xF0 ? 4 : character[0] >= 0xE0 ? 3 : 2
    guard character.count == wanted else { return nil }
    defer { character = [] }
    guard let text = String(validating: character, as: UTF8.self), let first = text.first else {
      return nil
    }
    return .character(first)
  }

  private mutating func end(_ parameters: [UInt8], _ last: UInt8) -> Key? {
    state = .text
    let first = Int(
      String(decoding: parameters.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self))
    switch last {
    case UInt8(ascii: "A"): return .up
    case UInt8(ascii: "B"): return .down
    case UInt8(ascii: "C"): return .right
    case UInt8(ascii: "D"): return .left
    case UInt8(ascii: "H"): return .home
    case UInt8(ascii: "F"): return .end
    case UInt8(ascii: "M"): return .enter
    case UInt8(ascii: "~"): break
    default: return nil
    }
    switch first {
    case 1, 7: return .home
    case 4, 8: return .end
    case 3: return .delete
    case 5: return .pageUp
    case 6: return .pageDown
    case 200:
      state = .paste
      return nil
    default: return nil
    }
  }
}
