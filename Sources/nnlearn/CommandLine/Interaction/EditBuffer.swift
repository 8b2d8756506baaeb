/// A line that is being typed, with the place of the cursor.
struct EditBuffer: Equatable {
  private(set) var characters: [Character] = []
  private(set) var cursor = 0

  init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  var text: String { String(characters) }
  var isEmpty: Bool { characters.isEmpty }
  var beforeCursor: String { String(characters[..<cursor]) }

  mutating func insert(_ text: String) {
    // A combining mark may join the character before it, so that there are fewer characters than before.
    let before = beforeCursor + text
    let after = characters[cursor...]
    characters = Array(before + String(after))
    cursor = characters.count - after.count
  }

  /// Puts a text in the place of the last characters before the cursor.
  mutating func replace(last count: Int, with text: String) {
    let start = max(0, cursor - count)
    characters.removeSubrange(start..<cursor)
    cursor = start
    insert(text)
  }

  /// Carries an editing key out; says whether it is one.
  mutating func edit(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .backspace: replace(last: 1, with: "")
    case .delete: if cursor < characters.count { characters.remove(at: cursor) }
    case .control("d"): if cursor < characters.count { characters.remove(at: cursor) }
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .control("k"): characters.removeSubrange(cursor...)
    case .control("u"): replace(last: cursor, with: "")
    case .control("w"): replace(last: lastWord, with: "")
    default: return false
    }
    return true
  }

  /// The characters of the word before the cursor and of the spaces behind it.
  private var lastWord: Int {
    let before = characters[..<cursor].reversed()
    let spaces = before.prefix { $0 == " " }.count
    return spaces + before.dropFirst(spaces).prefix { $0 != " " }.count
  }
}
