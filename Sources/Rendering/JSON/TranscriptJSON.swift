import LessonLanguage
import Lessons
import Text

/// Writes a transcript as JSON lines: one object per entry, numbered from 1.
package struct TranscriptJSON {
  /// The version of the format; it increases when a reader of the old one would misread it.
  package static let schema = 1

  private let file: SourceFile
  private var count = 0

  package init(file: SourceFile) { self.file = file }

  package mutating func line(for entry: Transcript.Entry) -> String {
    count += 1
    return line(for: entry, number: count)
  }

  /// Returns the line of an entry, with its number in the run if it belongs to the lesson.
  func line(for entry: Transcript.Entry, number: Int?) -> String {
    let step: [JSON.Member] = number.map { [("step", .whole($0))] } ?? []
    return Self.line(step + members(of: entry))
  }

  static func line(_ members: [JSON.Member]) -> String {
    JSON.object([("schema", .whole(schema))] + members).text
  }

  private func members(of entry: Transcript.Entry) -> [JSON.Member] {
    switch entry {
    case .heading(let level, let text):
      [("kind", .string("heading")), ("level", .whole(level)), ("text", .string(text))]
    case .prose(let block): prose(block)
    case .step(let step): JSON.members(of: step)
    case .error(let diagnostic):
      [
        ("kind", .string("error")), ("file", .string(file.name)),
        ("line", .whole(diagnostic.place?.line ?? 1)),
        ("column", .whole(diagnostic.place?.column ?? 1)),
        ("message", .string(diagnostic.message)),
      ]
    }
  }

  private func prose(_ block: MarkdownBlock) -> [JSON.Member] {
    switch block {
    case .paragraph(let text): [("kind", .string("prose")), ("text", .string(text))]
    case .item(let marker, _, let text):
      [("kind", .string("prose")), ("marker", .string(marker)), ("text", .string(text))]
    case .quote(let text):
      [("kind", .string("prose")), ("marker", .string(">")), ("text", .string(text))]
    case .verbatim(let lines):
      [("kind", .string("verbatim")), ("lines", .array(lines.map { .string($0) }))]
    case .heading, .fence: [("kind", .string("prose"))]
    }
  }
}
