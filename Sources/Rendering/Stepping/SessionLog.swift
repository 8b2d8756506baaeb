import Learning
import LessonLanguage
import Lessons
import Text

/// A record of a stepping session as Markdown: the lesson's prose as written, everything else as printed.
package struct SessionLog {
  private var text: StepperText
  private var blocks: [String] = []
  private var printed: [String] = []

  /// The log has no styles, and the signs of a lesson, regardless of the terminal.
  package init(file: SourceFile) {
    text = StepperText(Style(width: 80), file: file)
  }

  package mutating func type(_ line: String, prompt: String) {
    close()
    blocks.append("**\(prompt)** `\(line.escaped)`")
  }

  package mutating func show(
    _ response: StepperResponse, of stepper: Stepper, typed: SourceFile
  ) {
    let lines = text.lines(for: response, of: stepper, typed: typed)
    guard case .reveal(let reveal) = response else {
      printed += lines
      return
    }
    for case .heading(let level, let text) in reveal.headings {
      close()
      blocks.append(String(repeating: "#", count: level) + " " + text)
    }
    if case .entry(.prose(let block)) = reveal.content {
      close()
      blocks.append(markdown(block))
    } else {
      printed += lines
    }
  }

  package var markdown: String {
    var log = self
    log.close()
    return log.blocks.joined(separator: "\n\n") + "\n"
  }

  private mutating func close() {
    let lines = printed.drop { $0.isEmpty }
    if !lines.isEmpty { blocks.append("```text\n" + lines.joined(separator: "\n") + "\n```") }
    printed = []
  }

  private func markdown(_ block: MarkdownBlock) -> String {
    switch block {
    case .heading(let level, let text): String(repeating: "#", count: level) + " " + text
    case .paragraph(let text): text
    case .item(let marker, let depth, let text):
      String(repeating: " ", count: 2 * depth) + marker + " " + text
    case .quote(let text): "> " + text
    case .fence(_, let text): "```text\n" + text + "\n```"
    case .verbatim(let lines):
      lines.first?.hasPrefix("|") == true
        ? lines.joined(separator: "\n") : "```text\n" + lines.joined(separator: "\n") + "\n```"
    }
  }
}
