import Learning
import LessonLanguage
import Lessons
import Text

/// Writes what a lesson shows as HTML.
package struct TranscriptHTML {
  private let style: Style
  private let file: SourceFile

  /// - Parameter style: its decimals, and whether long tables are whole; a page has no columns.
  package init(_ style: Style, file: SourceFile) {
    self.style = style
    self.file = file
  }

  /// An entry as elements that stand by themselves: a heading, a paragraph, a list of one item, a card, an error.
  package func fragment(for entry: Transcript.Entry) -> String {
    var writer = HTMLWriter()
    write(entry, to: &writer)
    return writer.text
  }

  /// All entries, in sections, the items of a list together.
  package func body(of entries: [Transcript.Entry]) -> String {
    var writer = HTMLWriter()
    for entry in entries { write(entry, to: &writer) }
    return writer.text
  }

  private func write(_ entry: Transcript.Entry, to writer: inout HTMLWriter) {
    var text = TranscriptText(style, file: file)
    writer.preformatted(text.lines(for: entry))
  }
}
