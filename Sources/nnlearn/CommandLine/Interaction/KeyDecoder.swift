/// Decodes keys from the bytes that a terminal sends.
///
/// Unknown sequences and invalid UTF-8 are discarded.
struct KeyDecoder: Sendable {
  private enum State: Sendable {
    case ground
    case character(CharacterDecoder, isDropped: Bool)
    case escape
    /// After `ESC [`.
    case sequence(ControlSequence)
    /// After `ESC O`.
    case single
    /// The byte after `ESC [ [`, a function key of the Linux console.
    case consoleKey
    /// A title or a reply of the terminal, up to BEL or `ESC \`.
    case string
  }

  private var state = State.ground
  private var isPasting = false
  private var lastByte: UInt8 = 0

  /// The number of milliseconds to wait for the rest of a sequence before calling `giveUp()`.
  var patience: Int? {
    switch state {
    case .ground: nil
    case .escape: 50
    default: 500
    }
  }

  /// Returns the keys that `bytes` complete.
  mutating func feed(_ bytes: some Sequence<UInt8>) -> [Stroke] {
    var strokes: [Stroke] = []
    for byte in bytes {
      feed(byte, &strokes)
      lastByte = byte
    }
    return strokes
  }

  /// Ends an incomplete sequence: a lone escape is the key, anything else is discarded.
  mutating func giveUp() -> [Stroke] {
    defer { state = .ground }
    if case .escape = state, !isPasting { return [Stroke(key: .escape)] }
    return []
  }

  private mutating func feed(_ byte: UInt8, _ strokes: inout [Stroke]) {
    switch state {
    case .ground: start(byte, &strokes)
    case .character(var decoder, let isDropped): go(on: &decoder, isDropped, byte, &strokes)
    case .escape: afterEscape(byte, &strokes)
    case .sequence(var sequence): go(on: &sequence, byte, &strokes)
    case .single: afterSingle(byte, &strokes)
    case .consoleKey: state = .ground
    case .string: if byte == 0x07 { state = .ground } else if byte == 0x1B { state = .escape }
    }
  }

  private mutating func start(_ byte: UInt8, _ strokes: inout [Stroke], isDropped: Bool = false) {
    state = .ground
    switch byte {
    case 0x1B: state = .escape
    case 0x0A where isPasting && lastByte == 0x0D: break
    case 0..<0x20, 0x7F: add(Self.control(byte), &strokes)
    case 0x80...:
      if let decoder = CharacterDecoder(first: byte) {
        state = .character(decoder, isDropped: isDropped)
      }
    default: if !isDropped { add(.character(Character(Unicode.Scalar(byte))), &strokes) }
    }
  }

  private mutating func go(
    on decoder: inout CharacterDecoder, _ isDropped: Bool, _ byte: UInt8, _ strokes: inout [Stroke]
  ) {
    switch decoder.feed(byte) {
    case .unfinished: state = .character(decoder, isDropped: isDropped)
    case .wrong: start(byte, &strokes)
    case .nothing: state = .ground
    case .scalar(let scalar):
      state = .ground
      if !isDropped { add(.character(Character(scalar)), &strokes) }
    }
  }

  private mutating func afterEscape(_ byte: UInt8, _ strokes: inout [Stroke]) {
    switch byte {
    case UInt8(ascii: "["): state = .sequence(ControlSequence())
    case UInt8(ascii: "O"): state = .single
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      state = .string
    case 0x7F:
      // Alt with backspace deletes a word.
      state = .ground
      add(.control("w"), &strokes)
    case 0..<0x20:
      add(.escape, &strokes)
      start(byte, &strokes)
    default: start(byte, &strokes, isDropped: true)
    }
  }

  private mutating func go(
    on sequence: inout ControlSequence, _ byte: UInt8, _ strokes: inout [Stroke]
  ) {
    switch byte {
    case 0x20...0x3F:
      sequence.append(byte)
      state = .sequence(sequence)
    case UInt8(ascii: "[") where sequence.isEmpty: state = .consoleKey
    case 0x40...0x7E:
      state = .ground
      switch sequence.meaning(final: byte) {
      case .key(let key)?: add(key, &strokes)
      case .pasteBegins?: isPasting = true
      case .pasteEnds?: isPasting = false
      case nil: break
      }
    default: start(byte, &strokes)
    }
  }

  private mutating func afterSingle(_ byte: UInt8, _ strokes: inout [Stroke]) {
    switch byte {
    case 0x30...0x3B: break
    case 0x40...0x7E:
      state = .ground
      if let key = ControlSequence.key(final: byte) { add(key, &strokes) }
      if byte == UInt8(ascii: "M") { add(.enter, &strokes) }
    default: start(byte, &strokes)
    }
  }

  /// Adds a key; from pasted text, only characters and line ends.
  private mutating func add(_ key: Key, _ strokes: inout [Stroke]) {
    guard isPasting else {
      strokes.append(Stroke(key: key))
      return
    }
    switch key {
    case .tab: strokes.append(Stroke(key: .character("\t"), isPasted: true))
    case .character: strokes.append(Stroke(key: key, isPasted: true))
    case .enter: strokes.append(Stroke(key: .enter, isPasted: true))
    default: break
    }
  }

  private static func control(_ byte: UInt8) -> Key {
    switch byte {
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x08, 0x7F: .backspace
    default: .control(Character(Character(Unicode.Scalar(byte | 0x40)).lowercased()))
    }
  }
}

/// A key of the keyboard, regardless of the bytes that the terminal sends for it.
enum Key: Hashable, Sendable {
  case character(Character)
  case enter, tab, backspace, delete
  case left, right, up, down
  case home, end, pageUp, pageDown
  /// Control with a lower-case letter or one of `@ \ ] ^ _`.
  case control(Character)
  case escape
}

/// A key, and whether it was pressed or pasted.
struct Stroke: Hashable, Sendable {
  var key: Key
  var isPasted = false
}

/// Decodes a scalar from successive bytes of UTF-8, starting with a byte of at least 0x80.
struct CharacterDecoder: Sendable {
  enum Result: Equatable {
    case unfinished
    case scalar(Unicode.Scalar)
    /// The bytes are invalid, or a control character, which nobody types.
    case nothing
    /// The byte does not continue the sequence and must be processed separately.
    case wrong
  }

  private var value: UInt32
  private var missing: Int
  private let least: UInt32

  /// `nil` if no character begins with the byte.
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
