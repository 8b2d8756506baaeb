import Rendering
import Text

/// The display of a line that is being typed, on one row of the screen.
struct LineFrame: Equatable {
  /// The prompt and the visible part of the text.
  private let shown: String
  private let width: Int
  private let cursorColumn: Int
  /// The first visible character of the text.
  let start: Int

  /// - Parameters:
  ///   - start: the previous first visible character; it moves only if the cursor requires it.
  ///   - columns: the width of the window; the last column stays free.
  init(prompt: String, _ buffer: EditBuffer, start: Int, columns: Int) {
    var prompt = prompt
    var room = columns - 1 - TextColumns.width(prompt)
    if room < 4 { (prompt, room) = ("", max(1, columns - 1)) }
    let characters = buffer.characters
    var first = min(start, buffer.cursor)
    var before = 0
    var place = buffer.cursor
    while place > first {
      let next = Self.columns(of: characters[place - 1])
      if before + next > room { break }
      before += next
      place -= 1
    }
    first = place
    // Free room on the right, as after deleting, is filled from the left.
    var width = before
    var end = buffer.cursor
    while end < characters.count {
      let next = Self.columns(of: characters[end])
      if width + next > room { break }
      width += next
      end += 1
    }
    while end == characters.count, first > 0 {
      let next = Self.columns(of: characters[first - 1])
      if width + next > room { break }
      width += next
      before += next
      first -= 1
    }
    self.start = first
    shown = prompt + String(characters[first..<end].map(Self.printable))
    self.width = TextColumns.width(prompt) + width
    cursorColumn = TextColumns.width(prompt) + before
  }

  /// The output that turns the row from `previous`, or from an empty row, into this frame.
  func output(after previous: LineFrame?) -> [TerminalOutput] {
    guard let previous else { return [.text(shown)] + backToCursor }
    if self == previous { return [] }
    if shown == previous.shown { return cursor }
    if previous.cursorColumn == previous.width, shown.hasPrefix(previous.shown) {
      let added = shown.unicodeScalars.dropFirst(previous.shown.unicodeScalars.count)
      return [.text(String(added))] + backToCursor
    }
    return [.startOfRow, .text(shown), .eraseToEnd] + backToCursor
  }

  private var backToCursor: [TerminalOutput] { cursorColumn == width ? [] : cursor }

  private var cursor: [TerminalOutput] {
    [.startOfRow] + (cursorColumn > 0 ? [.right(cursorColumn)] : [])
  }

  /// Returns `text` with a question mark for each character that could control the terminal, so that it takes a column.
  static func printable(_ text: String) -> String { String(text.map(printable)) }

  private static func printable(_ character: Character) -> Character {
    if character == "\t" { return " " }
    return character.unicodeScalars.contains(where: \.steersTerminal) ? "?" : character
  }

  private static func columns(of character: Character) -> Int {
    TextColumns.columns(of: printable(character))
  }
}
