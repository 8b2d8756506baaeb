import LessonLanguage
import Text

/// A block of a lesson's Markdown, which is shown or run.
package enum MarkdownBlock: Sendable, Equatable {
  case heading(level: Int, String)
  case paragraph(String)
  /// A list item with its marker, "-" or "1.", and its depth.
  case item(marker: String, depth: Int, String)
  case quote(String)
  /// Lines that are shown unchanged: a table, or a fence that is not run.
  case verbatim([String])
  /// A fence: its info string and its text.
  case fence(language: String, String)
}

/// A block with the line on which it begins; for a fence, the line of its content.
package struct PlacedBlock: Sendable, Equatable {
  package let block: MarkdownBlock
  package let line: Int
}

/// Reads the blocks of a Markdown text: headings, paragraphs, lists, quotes, tables and fences.
package struct MarkdownReader {
  private let lines: [Substring]
  private var position = 0
  private var blocks: [PlacedBlock] = []
  /// The paragraph, item or quote that is being read, with its first line.
  private var open: (block: MarkdownBlock, line: Int)?
  private var more: [String] = []

  package static func blocks(of source: SourceText) throws(Diagnostic) -> [PlacedBlock] {
    var reader = MarkdownReader(lines: source.lines)
    try reader.read()
    return reader.blocks
  }

  private init(lines: [Substring]) { self.lines = lines }

  private mutating func read() throws(Diagnostic) {
    while position < lines.count {
      let line = lines[position]
      let content = trimmed(line)
      if let fence = Fence(line) {
        close()
        try readFence(fence)
        continue
      }
      if content.isEmpty {
        close()
      } else if let (level, text) = heading(content) {
        close()
        append(.heading(level: level, text))
      } else if content.hasPrefix("|") {
        close()
        readTable()
        continue
      } else if let (marker, text) = item(content) {
        close()
        open = (.item(marker: marker, depth: indentation(line) / 2, text), position + 1)
      } else if content.hasPrefix("> ") && !isOpenQuote {
        close()
        open = (.quote(String(content.dropFirst(2))), position + 1)
      } else {
        extend(content.hasPrefix("> ") ? String(content.dropFirst(2)) : String(content))
      }
      position += 1
    }
    close()
  }

  private mutating func readFence(_ fence: Fence) throws(Diagnostic) {
    let start = position
    position += 1
    var content: [Substring] = []
    while position < lines.count, !fence.isClosed(by: lines[position]) {
      content.append(lines[position])
      position += 1
    }
    guard position < lines.count else {
      throw Diagnostic(
        Place(line: start + 1, column: 1, length: fence.length), "this fence is never closed")
    }
    position += 1
    let text = content.map { String($0) }.joined(separator: "\n")
    blocks.append(PlacedBlock(block: .fence(language: fence.language, text), line: start + 2))
  }

  private mutating func readTable() {
    let start = position
    var rows: [String] = []
    while position < lines.count, trimmed(lines[position]).hasPrefix("|") {
      rows.append(String(trimmed(lines[position])))
      position += 1
    }
    blocks.append(PlacedBlock(block: .verbatim(rows), line: start + 1))
  }

  private var isOpenQuote: Bool {
    if case .quote = open?.block { return true }
    return false
  }

  private mutating func extend(_ text: String) {
    if open == nil {
      open = (.paragraph(text), position + 1)
    } else {
      more.append(text)
    }
  }

  private mutating func close() {
    if let (block, line) = open {
      blocks.append(PlacedBlock(block: block.followed(by: more), line: line))
    }
    open = nil
    more = []
  }

  private mutating func append(_ block: MarkdownBlock) {
    blocks.append(PlacedBlock(block: block, line: position + 1))
  }
}

extension MarkdownBlock {
  /// Returns the block with its continuation lines.
  fileprivate func followed(by lines: [String]) -> MarkdownBlock {
    if lines.isEmpty { return self }
    func joined(_ first: String) -> String { ([first] + lines).joined(separator: " ") }
    return switch self {
    case .paragraph(let text): .paragraph(joined(text))
    case .item(let marker, let depth, let text): .item(marker: marker, depth: depth, joined(text))
    case .quote(let text): .quote(joined(text))
    default: self
    }
  }
}

/// The opening line of a fence.
private struct Fence {
  let mark: Character
  let length: Int
  let language: String

  init?(_ line: Substring) {
    let content = trimmed(line)
    guard let mark = content.first, mark == "`" || mark == "~" else { return nil }
    length = content.prefix { $0 == mark }.count
    guard length >= 3 else { return nil }
    let info = content.dropFirst(length)
    if info.contains("`") { return nil }
    self.mark = mark
    language = String(trimmed(info))
  }

  func isClosed(by line: Substring) -> Bool {
    let content = trimmed(line)
    return content.count >= length && content.allSatisfy { $0 == mark }
  }
}

private func trimmed(_ text: Substring) -> Substring {
  var rest = text
  while let first = rest.unicodeScalars.first, first == " " || first == "\t" {
    rest = rest.dropFirst()
  }
  while let last = rest.unicodeScalars.last, last == " " || last == "\t" { rest = rest.dropLast() }
  return rest
}

private func indentation(_ line: Substring) -> Int {
  line.prefix { $0 == " " }.count
}

private func heading(_ content: Substring) -> (level: Int, text: String)? {
  let level = content.prefix { $0 == "#" }.count
  let rest = content.dropFirst(level)
  guard (1...6).contains(level), rest.first == " " else { return nil }
  return (level, String(trimmed(rest)))
}

private func item(_ content: Substring) -> (marker: String, text: String)? {
  if content.hasPrefix("- ") || content.hasPrefix("* ") {
    return ("-", String(trimmed(content.dropFirst(2))))
  }
  let digits = content.prefix { $0.isASCII && $0.isNumber }
  let rest = content.dropFirst(digits.count)
  guard !digits.isEmpty, digits.count < 4, rest.hasPrefix(". ") else { return nil }
  return (digits + ".", String(trimmed(rest.dropFirst(2))))
}
