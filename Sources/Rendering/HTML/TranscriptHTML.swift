import Autodiff
import Learning
import LessonLanguage
import Lessons
import Text

/// Writes the transcript of a lesson as HTML that is also well-formed XML.
package struct TranscriptHTML {
  private let style: Style
  private let file: SourceFile
  /// The lesson's number, shown under the title.
  private let label: String

  /// - Parameter style: the decimals, and whether long tables are shown whole; a page has no width and always uses Unicode.
  package init(_ style: Style, file: SourceFile, label: String = "") {
    self.style = style.ofPage
    self.file = file
    self.label = label
  }

  /// An entry as complete elements: a heading, a paragraph, a list of one item, a card, an error.
  package func fragment(for entry: Transcript.Entry) -> String {
    var html = HTMLWriter()
    write(entry, section: nil, to: &html)
    return html.text
  }

  /// All entries, with a section for each heading of the second level, and consecutive items in one list.
  package func body(of entries: [Transcript.Entry]) -> String {
    var html = HTMLWriter()
    var items: [(marker: String, depth: Int, text: String)] = []
    var section = 0
    for entry in entries {
      if case .prose(.item(let marker, let depth, let text)) = entry {
        items.append((marker, depth, text))
        continue
      }
      writeList(&items, to: &html)
      if case .heading(level: 2, _) = entry {
        html.mark(section > 0 ? "</section><section>" : "<section>")
        section += 1
      }
      write(entry, section: section, to: &html)
    }
    writeList(&items, to: &html)
    if section > 0 { html.mark("</section>") }
    return html.text
  }

  /// Links to the sections; empty if there are fewer than two.
  package func contents(of entries: [Transcript.Entry]) -> String {
    let titles = entries.compactMap { entry -> String? in
      if case .heading(level: 2, let text) = entry { return text }
      return nil
    }
    guard titles.count > 1 else { return "" }
    var html = HTMLWriter()
    html.mark("<nav aria-label=\"Contents\"><ol>")
    for (position, title) in titles.enumerated() {
      html.mark("<li><a href=\"#section-")
      html.number(position + 1)
      html.mark("\">")
      html.say(Inline.text(title, style: nil))
      html.mark("</a></li>")
    }
    html.mark("</ol></nav>")
    return html.text
  }

  private func writeList(
    _ items: inout [(marker: String, depth: Int, text: String)], to html: inout HTMLWriter
  ) {
    guard !items.isEmpty else { return }
    var prose = ProseHTML()
    prose.list(items)
    html.append(prose.html)
    items = []
  }

  /// - Parameter section: the number of sections that have begun; `nil` if there are none.
  private func write(_ entry: Transcript.Entry, section: Int?, to html: inout HTMLWriter) {
    switch entry {
    case .heading(let level, let text):
      var prose = ProseHTML()
      prose.heading(level, text, section: level == 2 ? section : nil)
      html.append(prose.html)
      if level == 1, !label.isEmpty {
        html.mark("<p class=\"label\">")
        html.say(label)
        html.mark("</p>")
      }
    case .prose(let block):
      var prose = ProseHTML()
      prose.write(block)
      html.append(prose.html)
    case .step(let step):
      var card = StepHTML(step, StepDocument(step, style), style)
      card.write()
      html.append(card.html)
    case .error(let diagnostic): DiagnosticHTML.write(diagnostic, file, to: &html)
    }
  }
}

extension Style {
  /// The style with only the settings that apply to a page.
  var ofPage: Style {
    Style(width: 240, digits: digits, showsAll: showsAll, detail: detail)
  }
}

/// Writes a diagnostic with the line of the source.
package enum DiagnosticHTML {
  package static func html(_ diagnostic: Diagnostic, _ file: SourceFile) -> String {
    var html = HTMLWriter()
    write(diagnostic, file, to: &html)
    return html.text
  }

  static func write(_ diagnostic: Diagnostic, _ file: SourceFile, to html: inout HTMLWriter) {
    let lines = DiagnosticText(diagnostic, file).lines
    html.mark("<div class=\"error\" role=\"alert\"><p>")
    html.say(lines[0])
    html.mark("</p>")
    if lines.count > 1 { html.preformatted(Array(lines.dropFirst())) }
    html.mark("</div>")
  }
}
