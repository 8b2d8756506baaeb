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
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <title>\(HTML.escaped(Inline.text(title, style: nil)))</title>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
      <style>
      \(stylesheet)</style>
      </head>
      <body class="handout">
      <main>
      \(transcript.body(of: Array(head)))\(transcript.contents(of: entries))
      \(transcript.body(of: Array(entries.dropFirst(head.count))))
      </main>
      </body>
      </html>

      """
  }
}
