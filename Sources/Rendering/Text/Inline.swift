/// Markdown inside a line: code, emphasis and links.
enum Inline {
  /// The text without its marks. With a style, code and emphasis are set off where the terminal can.
  static func text(_ markdown: String, style: Style?) -> String {
    var reader = InlineReader(Array(markdown)[...], style)
    return reader.text()
  }
}

/// Reads a line once. A mark that is closed nowhere is looked for once, however many open ones there are.
private struct InlineReader {
  private let characters: ArraySlice<Character>
  private let style: Style?
  private var position: Int
  private var closings: [Mark: Closing] = [:]

  private enum Mark {
    case code, strong, emphasis, label, target

    var text: [Character] {
      switch self {
      case .code: ["`"]
      case .strong: ["*", "*"]
      case .emphasis: ["*"]
      case .label: ["]"]
      case .target: [")"]
      }
    }

    /// Whether it closes nothing after a space.
    var touches: Bool { self != .label && self != .target }
  }

  /// Where a mark was found that was looked for from a place on; `nil` for nowhere.
  private struct Closing {
    let from: Int
    let place: Int?
  }

  init(_ characters: ArraySlice<Character>, _ style: Style?) {
    self.characters = characters
    self.style = style
    position = characters.startIndex
  }

  mutating func text() -> String {
    var result = ""
    while position < characters.endIndex {
      switch characters[position] {
      case "`":
        guard let code = enclosed(.code) else { break }
        result += String(characters[code]).split(separator: " ")
          .map { style?.bold(String($0)) ?? String($0) }.joined(separator: " ")
        position = code.upperBound + 1
        continue
      case "*":
        let isStrong = enclosed(.strong)
        guard let inner = isStrong ?? enclosed(.emphasis) else { break }
        result += text(inner)
        position = inner.upperBound + (isStrong == nil ? 1 : 2)
        continue
      case "[":
        guard let (label, end) = link() else { break }
        result += text(label)
        position = end
        continue
      default: break
      }
      result.append(characters[position])
      position += 1
    }
    return result
  }

  private func text(_ inner: Range<Int>) -> String {
    var reader = InlineReader(characters[inner], style)
    return reader.text()
  }

  /// What stands between a mark and its next occurrence, where neither touches a space on its inner side.
  private mutating func enclosed(_ mark: Mark) -> Range<Int>? {
    let start = position + mark.text.count
    guard isMark(mark, at: position), start < characters.endIndex, characters[start] != " ",
      characters[start] != mark.text[0], let end = next(mark, from: start + 1)
    else { return nil }
    return start..<end
  }

  /// The label of a [label](target), and where it all ends.
  private mutating func link() -> (label: Range<Int>, end: Int)? {
    guard let close = next(.label, from: position), close + 1 < characters.endIndex,
      characters[close + 1] == "(", let end = next(.target, from: close + 1)
    else { return nil }
    return (position + 1..<close, end + 1)
  }

  /// The first place from `start` on where a mark can close something.
  private mutating func next(_ mark: Mark, from start: Int) -> Int? {
    if let known = closings[mark], known.from <= start {
      guard let place = known.place else { return nil }
      if place >= start { return place }
    }
    let place = (start..<Swift.max(start, characters.endIndex)).first {
      isMark(mark, at: $0) && (!mark.touches || characters[$0 - 1] != " ")
    }
    closings[mark] = Closing(from: start, place: place)
    return place
  }

  private func isMark(_ mark: Mark, at place: Int) -> Bool {
    let text = mark.text
    return place + text.count <= characters.endIndex
      && text.indices.allSatisfy { characters[place + $0] == text[$0] }
  }
}
