import LessonLanguage
import Text

/// The list of lessons in a README, in teaching order: items of the form `[Title](name.md): summary`.
package struct LessonList {
  package struct Entry: Sendable {
    /// The file's name, with its extension.
    package let file: String
    /// A one-line description for the list.
    package let summary: String

    package init(file: String, summary: String) {
      self.file = file
      self.summary = summary
    }

    /// The lesson's name.
    package var name: String { file.hasSuffix(".md") ? String(file.dropLast(3)) : file }
  }

  package let entries: [Entry]

  package init(_ readme: SourceText) {
    let blocks = (try? MarkdownReader.blocks(of: readme)) ?? []
    entries = blocks.compactMap { placed in
      guard case .item(_, _, let text) = placed.block else { return nil }
      return Entry(item: text)
    }
  }
}

extension LessonList.Entry {
  fileprivate init?(item: String) {
    let bytes = Array(item.utf8)
    guard let open = bytes.position(of: "]("), let close = bytes.position(of: ".md): ") else {
      return nil
    }
    file = String(decoding: bytes[(open + 2)..<(close + 3)], as: UTF8.self)
    summary = String(decoding: bytes[(close + 6)...], as: UTF8.self)
  }
}

extension [UInt8] {
  /// The position of the first occurrence of a text.
  fileprivate func position(of text: String) -> Int? {
    let wanted = Array(text.utf8)
    guard count >= wanted.count else { return nil }
    return (0...(count - wanted.count)).first {
      self[$0..<($0 + wanted.count)].elementsEqual(wanted)
    }
  }
}
