/// A line that is being typed, with the position of the cursor.
struct EditBuffer: Equatable, Sendable {
  private(set) var characters: [Character]
  /// The number of characters before the cursor.
  private(set) var cursor: Int

  /// Places the cursor at the end.
  init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  var text: String { String(characters) }
  var isEmpty: Bool { characters.isEmpty }
  var textBeforeCursor: String { String(characters[..<cursor]) }

  /// Applies an editing key.
  ///
  /// - Returns: whether it is one.
  mutating func apply(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(character)
    case .backspace: remove(max(0, cursor - 1)..<cursor)
    case .delete, .control("d"): remove(cursor..<min(cursor + 1, characters.count))
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .control("k"): remove(cursor..<characters.count)
    case .control("u"): remove(0..<cursor)
    case .control("w"): remove(startOfWord..<cursor)
    default: return false
    }
    return true
  }

  /// Replaces the last `count` characters before the cursor with `text`.
  mutating func replace(last count: Int, with text: String) {
    remove(max(0, cursor - max(0, count))..<cursor)
    for character in text { insert(character) }
  }

  /// Inserts at the cursor. Characters that arrive in pieces, such as a letter and its accent, are joined.
  private mutating func insert(_ character: Character) {
    characters.insert(character, at: cursor)
    cursor += 1
    joinNeighbours(at: cursor - 1)
    joinNeighbours(at: cursor)
  }

  /// Joins the characters on both sides of `place` if they form one.
  private mutating func joinNeighbours(at place: Int) {
    guard place > 0, place < characters.count else { return }
    let (left, right) = (characters[place - 1], characters[place])
    if left.isASCII, right.isASCII { return }
    let joined = String(left) + String(right)
    guard joined.count == 1 else { return }
    characters[place - 1] = Character(joined)
    characters.remove(at: place)
    if cursor >= place { cursor = max(cursor - 1, place) }
  }

  private mutating func remove(_ range: Range<Int>) {
    characters.removeSubrange(range)
    cursor = range.lowerBound
    joinNeighbours(at: cursor)
  }

  /// The start of the word before the cursor: skips spaces, then goes back to a space.
  private var startOfWord: Int {
    var start = cursor
    while start > 0, characters[start - 1].isWhitespace { start -= 1 }
    while start > 0, !characters[start - 1].isWhitespace { start -= 1 }
    return start
  }
}
