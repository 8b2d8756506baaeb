import LessonLanguage
import Text

/// Fills the numbers of a lesson's definitions in its text: `{w}` is the number that the lesson writes for `w`.
///
/// Of several definitions, that is the last one above in the same section, else the first one below in that section, else the
/// last one above. Headings, paragraphs, items, quotations, questions, hints and mistakes are filled, except for code.
struct WrittenNumbers {
  private let items: [Lesson.PlacedItem]
  private let source: SourceText
  /// The definitions in order: the item, the name, and the number if it is written in digits.
  private let definitions: [(item: Int, name: String, spelling: String?)]

  init(_ items: [Lesson.PlacedItem], _ source: SourceText) {
    self.items = items
    self.source = source
    definitions = items.indices.compactMap { index in
      guard case .statement(let statement) = items[index].item else { return nil }
      switch statement.kind {
      case .definition(let name, _), .parameter(let name, _):
        return (index, name, statement.writtenNumber)
      default: return nil
      }
    }
  }

  /// The items with the numbers; one with an unknown name is broken.
  var filled: [Lesson.PlacedItem] {
    items.indices.map { index in
      do throws(Diagnostic) {
        return Lesson.PlacedItem(item: try filled(index), line: items[index].line)
      } catch {
        return Lesson.PlacedItem(item: .broken(error), line: items[index].line)
      }
    }
  }

  private func filled(_ index: Int) throws(Diagnostic) -> Lesson.Item {
    let item = items[index].item
    switch item {
    case .heading(let level, let text):
      return .heading(level: level, try filled(text, at: index))
    case .prose(.paragraph(let text)):
      return .prose(.paragraph(try filled(text, at: index)))
    case .prose(.item(let marker, let depth, let text)):
      return .prose(.item(marker: marker, depth: depth, try filled(text, at: index)))
    case .prose(.quote(let text)): return .prose(.quote(try filled(text, at: index)))
    case .statement(let statement) where statement.asks:
      return .statement(
        try statement.mappingTexts { (text) throws(Diagnostic) in
          try filled(text, at: index)
        })
    case .prose, .statement, .broken: return item
    }
  }

  private func filled(_ text: String, at index: Int) throws(Diagnostic) -> String {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
    var result = String.UnicodeScalarView()
    for piece in NamedNumber.pieces(of: text) {
      switch piece {
      case .text(let text): result.append(contentsOf: text)
      case .name(let name, let number):
        let place = place(ofName: name, number: number, from: items[index].line)
        result.append(contentsOf: try spelling(of: name, at: index, place).unicodeScalars)
      }
    }
    return String(result)
  }

  private func spelling(
    of name: String, at index: Int, _ place: Place
  ) throws(Diagnostic) -> String {
    let known = definitions.filter { $0.name == name }
    let start = items[...index].lastIndex { $0.item.isHeading } ?? 0
    let end = items[(index + 1)...].firstIndex { $0.item.isHeading } ?? items.count
    let nearest =
      known.last { (start..<index).contains($0.item) }
      ?? known.first { (index..<end).contains($0.item) } ?? known.last { $0.item < index }
    guard let nearest else {
      // What cannot be read may define it.
      for item in items { if case .broken(let diagnostic) = item.item { throw diagnostic } }
      let names = definitions.filter { $0.spelling != nil }.map { $0.name }
      let suggestion = NearestName.suggestion(for: name, among: names)
      throw Diagnostic(
        place,
        "no statement of the lesson defines '\(name)'"
          + (suggestion.map { "; did you mean '\($0)'?" } ?? ""))
    }
    guard let spelling = nearest.spelling else {
      throw Diagnostic(
        place,
        "'\(name)' is computed; only a number that the lesson writes in digits can be named in its text"
      )
    }
    return spelling.hasPrefix("-") ? "−" + spelling.dropFirst() : spelling
  }

  /// The place of a name in the source: its occurrence of that number, from 1, from a line on.
  private func place(ofName name: String, number: Int, from line: Int) -> Place {
    let wanted = Array("{\(name)}".unicodeScalars)
    var left = number
    for (offset, text) in source.lines.dropFirst(line - 1).enumerated() {
      let scalars = Array(text.unicodeScalars)
      var start = 0
      while start + wanted.count <= scalars.count {
        if scalars[start..<start + wanted.count].elementsEqual(wanted) {
          left -= 1
          if left == 0 {
            return Place(line: line + offset, column: start + 1, length: wanted.count)
          }
        }
        start += 1
      }
    }
    return Place(line: line, column: 1)
  }
}

/// A piece of a text that names numbers.
private enum NamedNumber {
  case text(ArraySlice<Unicode.Scalar>)
  /// `{name}`, and the number of its occurrence in the text, from 1, code included.
  case name(String, number: Int)

  static func pieces(of text: String) -> [NamedNumber] {
    let scalars = Array(text.unicodeScalars)
    var pieces: [NamedNumber] = []
    var occurrences: [String: Int] = [:]
    var start = 0
    var position = 0
    var codeEnd = 0
    while position < scalars.count {
      if position >= codeEnd, let end = endOfCode(in: scalars, from: position) { codeEnd = end }
      guard scalars[position] == "{", let name = name(in: scalars, after: position) else {
        position += 1
        continue
      }
      occurrences[name, default: 0] += 1
      let end = position + name.unicodeScalars.count + 2
      if position >= codeEnd {
        pieces.append(.text(scalars[start..<position]))
        pieces.append(.name(name, number: occurrences[name] ?? 1))
        start = end
      }
      position = end
    }
    pieces.append(.text(scalars[start...]))
    return pieces
  }

  /// The end of the code that begins at a position, by the rules of `Inline`; `nil` if none does.
  private static func endOfCode(in scalars: [Unicode.Scalar], from start: Int) -> Int? {
    guard scalars[start] == "`", start + 2 < scalars.count, scalars[start + 1] != "`",
      scalars[start + 1] != " "
    else { return nil }
    return (start + 2..<scalars.count).first {
      scalars[$0] == "`" && scalars[$0 - 1] != " "
    }.map { $0 + 1 }
  }

  /// The name between a brace and the next closing one, if there is nothing else.
  private static func name(in scalars: [Unicode.Scalar], after open: Int) -> String? {
    var end = open + 1
    while end < scalars.count, isPartOfName(scalars[end], isFirst: end == open + 1) { end += 1 }
    guard end > open + 1, end < scalars.count, scalars[end] == "}" else { return nil }
    var name = String.UnicodeScalarView()
    name.append(contentsOf: scalars[(open + 1)..<end])
    return String(name)
  }

  private static func isPartOfName(_ scalar: Unicode.Scalar, isFirst: Bool) -> Bool {
    if scalar.properties.isAlphabetic { return true }
    return !isFirst
      && (scalar == "_" || ("0"..."9").contains(scalar) || ("₀"..."₉").contains(scalar))
  }
}

extension Lesson.Item {
  var isHeading: Bool {
    if case .heading = self { return true }
    return false
  }
}
