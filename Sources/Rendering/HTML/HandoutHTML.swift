import Autodiff
import Learning
import LessonLanguage
import Lessons
import Text

/// A lesson as an HTML document without scripts, to read, print or publish.
package struct HandoutHTML {
  private let transcript: TranscriptHTML
  private let title: String
  private let stylesheet: String

  /// - Parameter stylesheet: CSS of the program, not of a lesson.
  package init(
    _ style: Style, file: SourceFile, label: String = "", title: String, stylesheet: String
  ) {
    transcript = TranscriptHTML(style, file: file, label: label)
    self.title = title
    self.stylesheet = stylesheet
  }

  package func document(_ entries: [Transcript.Entry]) -> String {
    // The table of contents follows the title.
    let head = entries.prefix { entry in
      if case .heading(level: 1, _) = entry { return true }
      return false
    }
    return HTMLDocument.text(
      title: Inline.text(title, style: nil), stylesheet: stylesheet, kind: "handout",
      body: transcript.body(of: Array(head)) + transcript.contents(of: entries) + "\n"
        + transcript.body(of: Array(entries.dropFirst(head.count))))
  }
}
