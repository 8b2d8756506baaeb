/// Markdown inside a line: code, emphasis and links.
enum Inline {
  /// A piece of a line: text, or the start or the end of a highlighted range.
  enum Piece: Equatable {
    case text(String)
    case code(String)
    case begin(Span)
    case end(Span)
  }

  enum Span: Equatable {
    case emphasis, strong
    case link(target: String)
  }

  /// The line in pieces; every start has its end.
  static func pieces(_ markdown: String) -> [Piece] {
    var reader = InlineReader(Array(markdown)[...])
    reader.read()
    return reader.pieces
  }

  /// The text without its marks. With a style, code is highlighted if the terminal can.
  static func text(_ markdown: String, style: Style?) -> String {
    var result = ""
    for piece in pieces(markdown) {
      switch piece {
      case .text(let text): result += text
      case .code(let code):
        result += code.split(separator: " ")
          .map { style?.bold(String($0)) ?? String($0) }.joined(separator: " ")
      case .begin, .end: break
      }
    }
    return result
  }
}

/// Reads a line in one pass. An unclosed mark is searched for once, however many open ones there are.
private struct InlineReader {
  private let characters: ArraySlice<Character>
  private var position: Int
  private var closings: [Mark: Closing] = [:]
  private var plain = ""
  private(set) var pieces: [Inline.Piece] = []

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

    /// Whether it cannot close after a space.
    var touches: Bool { self != .label && self != .target }
  }

  /// The result of searching for a mark from a position; `nil` if not found.
  private struct Closing {
    let from: Int
    let place: Int?
  }

  init(_ characters: ArraySlice<Character>) {
    self.characters = characters
    position = characters.startIndex
  }

  mutating func read() {
    while position < characters.endIndex {
      switch characters[position] {
      case "`":
        guard let code = enclosed(.code) else { break }
        append(.code(String(characters[code])))
        position = code.upperBound + 1
        continue
      case "*":
        let isStrong = enclosed(.strong)
        guard let inner = isStrong ?? enclosed(.emphasis) else { break }
        append(inner, as: isStrong == nil ? .emphasis : .strong)
        position = inner.upperBound + (isStrong == nil ? 1 : 2)
        continue
      case "[":
        guard let (label, target) = link() else { break }
        append(label, as: .link(target: String(characters[target])))
        position = target.upperBound + 1
        continue
      default: break
      }
      plain.append(characters[position])
      position += 1
    }
    endText()
  }

  private mutating func append(_ piece: Inline.Piece) {
    endText()
    pieces.append(piece)
  }

  private mutating func endText() {
    if !plain.isEmpty { pieces.append(.text(plain)) }
    plain = ""
  }

  private mutating func append(_ inner: Range<Int>, as span: Inline.Span) {
    append(.begin(span))
    var reader = InlineReader(characters[inner])
    reader.read()
    pieces += reader.pieces
    pieces.append(.end(span))
  }

  /// The text between a mark and its next occurrence, if neither is next to a space on its inner side.
  private mutating func enclosed(_ mark: Mark) -> Range<Int>? {
    let start = position + mark.text.count
    guard isMark(mark, at: position), start < characters.endIndex, characters[start] != " ",
      characters[start] != mark.text[0], let end = next(mark, from: start + 1)
    else { return nil }
    return start..<end
  }

  /// The label and the target of a [label](target).
  private mutating func link() -> (label: Range<Int>, target: Range<Int>)? {
    guard let close = next(.label, from: position), close + 1 < characters.endIndex,
      characters[close + 1] == "(", let end = next(.target, from: close + 1)
    else { return nil }
    return (position + 1..<close, close + 2..<end)
  }

  /// The first position from `start` at which a mark can close.
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
