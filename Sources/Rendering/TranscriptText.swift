import Learning
import LessonLanguage
import Lessons
import Text

/// Separates blocks of lines by blank lines.
struct TextBlocks {
  private(set) var lines: [String] = []
  /// Whether the next block is separated from the last.
  private var wantsGap = false

  mutating func append(_ step: StepText) {
    let text = step.lines
    append(text, isApart: step.step.isApart, wantsGap: text.count > 1 || step.step.isApart)
  }

  mutating func append(_ text: [String], isApart: Bool, wantsGap: Bool) {
    if !lines.isEmpty, isApart || self.wantsGap { lines.append("") }
    lines += text
    self.wantsGap = wantsGap
  }
}

/// Writes a transcript as text, entry by entry.
package struct TranscriptText {
  var style: Style
  /// The lesson's number, for the title line.
  private let label: String
  private let file: SourceFile
  private var hasBegun = false
  private var wantsGap = false

  package init(_ style: Style, file: SourceFile, label: String = "") {
    self.style = style
    self.file = file
    self.label = label
  }

  /// The lines of the next entry, with the blank lines before it.
  package mutating func lines(for entry: Transcript.Entry) -> [String] {
    let lines = text(for: entry)
    return style.unicode ? lines : lines.map { $0.inASCII }
  }

  private mutating func text(for entry: Transcript.Entry) -> [String] {
    switch entry {
    case .heading(let level, let text): return block(heading(level, text.escaped), isApart: true)
    case .prose(let block):
      let continuesList = isAfterItem && block.isItem
      if continuesList { wantsGap = false }
      let lines = self.block(prose(block), isApart: !continuesList)
      isAfterItem = block.isItem
      return lines
    case .step(let step):
      let lines = StepText(style: style, step: step).lines
      return self.step(lines, isApart: step.isApart, isLong: lines.count > 1)
    case .error(let diagnostic):
      return block(DiagnosticText(diagnostic, file).lines, isApart: true)
    }
  }

  /// The lines of a step, or of its first part, with the blank line before it.
  mutating func step(_ lines: [String], isApart: Bool, isLong: Bool) -> [String] {
    let result = block(lines, isApart: isApart || !isAfterStep, wantsGap: isLong || isApart)
    isAfterStep = true
    return result
  }

  private var isAfterStep = false
  private var isAfterItem = false

  private mutating func block(
    _ lines: [String], isApart: Bool, wantsGap: Bool = true
  ) -> [String] {
    let gap = hasBegun && (isApart || self.wantsGap)
    hasBegun = true
    isAfterStep = false
    isAfterItem = false
    self.wantsGap = wantsGap
    return (gap ? [""] : []) + lines
  }

  private func heading(_ level: Int, _ text: String) -> [String] {
    let plain = Inline.text(text, style: nil)
    if level > 1 {
      return [
        style.bold(plain),
        String(repeating: style.rule, count: min(TextColumns.width(plain), style.width)),
      ]
    }
    let space = style.width - TextColumns.width(plain) - TextColumns.width(label)
    let title =
      space > 2 ? style.bold(plain) + TextColumns.spaces(space) + label : style.bold(plain)
    return [TextColumns.trimmed(title), String(repeating: style.rule, count: style.width)]
  }

  private func prose(_ block: MarkdownBlock) -> [String] {
    switch block {
    case .paragraph(let text): paragraph(text, first: "", indent: "")
    case .item(let marker, let depth, let text):
      paragraph(
        text, first: TextColumns.spaces(depth * 2) + marker + " ",
        indent: TextColumns.spaces(depth * 2 + marker.count + 1))
    case .quote(let text): paragraph(text, first: "  ", indent: "  ")
    case .verbatim(let lines): lines.map { "  " + $0.escaped }
    case .heading, .fence: []
    }
  }

  private func paragraph(_ text: String, first: String, indent: String) -> [String] {
    let readable = style.unicode ? text.escaped : text.escaped.inASCII
    return Wrapping.prose(
      Inline.text(readable, style: style), width: min(style.width, 78), first: first,
      indent: indent)
  }
}

extension MarkdownBlock {
  fileprivate var isItem: Bool {
    if case .item = self { return true }
    return false
  }
}
