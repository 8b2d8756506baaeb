import Autodiff
import Learning
import LessonLanguage
import Text

/// Writes a step as a card. Each part has its number as `data-part`; the marks of checks are in the last part.
struct StepHTML {
  private let step: Step
  private let document: StepDocument
  let style: Style
  private let parts: Range<Int>
  var html = HTMLWriter()
  /// The number of the next part.
  var part = 0

  /// - Parameter parts: the parts to write; all if `nil`.
  init(_ step: Step, _ document: StepDocument, _ style: Style, parts: Range<Int>? = nil) {
    self.step = step
    self.document = document
    self.style = style
    self.parts = parts ?? 0..<document.partCount
  }

  /// The card, inside the rounds of the loops around it.
  mutating func write() {
    html.mark("<div class=\"step")
    if step.isApart { html.mark(" apart") }
    html.mark("\" data-line=\"")
    html.number(step.place.line)
    html.mark("\">")
    if let header = document.header, parts.lowerBound == 0 {
      html.mark("<p class=\"source\"><code>")
      html.say(header)
      html.mark("</code></p>")
    }
    for block in document.blocks { write(block) }
    if parts.contains(document.partCount - 1) { writeNotes() }
    html.mark("</div>")
  }

  private mutating func writeNotes() {
    for note in document.notes { paragraph("note") { $0.html.say(note) } }
    if document.marks.contains(where: { $0.holds }) {
      html.mark("<p class=\"check\" title=\"as expected\">✓</p>")
    }
    for mark in document.marks where !mark.holds {
      html.mark("<p class=\"failed\">")
      html.say((mark.counts ? "✗ " : "≠ ") + mark.sentence)
      html.mark("</p>")
    }
  }

  // MARK: Parts

  /// The next part, if it is to be written.
  mutating func nextPart(_ content: (inout StepHTML) -> Void) {
    part += 1
    if parts.contains(part - 1) { content(&self) }
  }

  /// Whether a part is to be written.
  func writes(_ part: Int) -> Bool { parts.contains(part) }

  /// An element of the current part.
  mutating func element(
    _ tag: StaticString, _ kind: StaticString, _ content: (inout StepHTML) -> Void
  ) {
    html.mark("<")
    html.mark(tag)
    html.mark(" class=\"")
    html.mark(kind)
    html.mark("\" data-part=\"")
    html.number(part - 1)
    html.mark("\">")
    content(&self)
    html.mark("</")
    html.mark(tag)
    html.mark(">")
  }

  mutating func paragraph(_ kind: StaticString, _ content: (inout StepHTML) -> Void) {
    element("p", kind, content)
  }

  mutating func formula(_ formula: Formula) {
    FormulaHTML.write(formula, style, document.writer.book, to: &html)
  }

  // MARK: Blocks

  private mutating func question(_ text: String, _ choices: [String]) {
    paragraph("question") { $0.html.say(text) }
    if choices.isEmpty { return }
    element("ol", "choices") {
      for choice in choices {
        $0.html.mark("<li>")
        $0.html.say(choice)
        $0.html.mark("</li>")
      }
    }
  }

  private mutating func write(_ block: Block) {
    switch block {
    case .equation(let equation, let form): write(equation, form)
    case .update(let equations):
      for equation in equations { write(equation, .stacked) }
    case .function(let call, let body):
      nextPart {
        $0.element("div", "line") {
          $0.formula(call)
          $0.html.mark("<span class=\"sign\"> = </span>")
          $0.formula(body)
        }
      }
    case .backward(let backward): write(backward)
    case .descent(let descent): write(descent)
    case .rounds(let rounds): nextPart { $0.write(rounds) }
    case .picture(let plot): nextPart { PlotSVG(plot).write(to: &$0.html, part: $0.part - 1) }
    case .contour(let plot): nextPart { ContourSVG(plot).write(to: &$0.html, part: $0.part - 1) }
    case .regions(let plot): nextPart { RegionSVG(plot).write(to: &$0.html, part: $0.part - 1) }
    case .scatter(let plot): nextPart { ScatterSVG(plot).write(to: &$0.html, part: $0.part - 1) }
    case .drawing(let drawing): nextPart { $0.write(drawing) }
    case .chainRule(let rule): write(rule)
    case .diagnosis(let diagnosis): nextPart { $0.write(diagnosis) }
    case .gradientCheck(let check): write(check)
    case .question(let text, let choices): nextPart { $0.question(text, choices) }
    case .source(let source):
      nextPart {
        $0.paragraph("source") {
          $0.html.mark("<code>")
          $0.html.say(source)
          $0.html.mark("</code>")
        }
      }
    case .line(let text): nextPart { $0.paragraph("line") { $0.html.say(text) } }
    case .aside(let text): nextPart { $0.paragraph("note") { $0.html.say(text) } }
    case .sentence(let text): nextPart { $0.paragraph("said") { $0.html.say(text) } }
    case .facts(let facts):
      nextPart { $0.element("dl", "facts") { $0.write(facts) } }
    case .inner(let step, let document):
      nextPart {
        $0.element("div", "rounds") {
          var inner = StepHTML(step, document, $0.style)
          inner.write()
          $0.html.append(inner.html)
        }
      }
    case .test(let test): nextPart { $0.write(test) }
    case .training(let training): write(training)
    }
  }

  mutating func write(_ facts: [Block.Fact]) {
    for fact in facts {
      if !fact.label.isEmpty {
        html.mark("<dt>")
        html.say(fact.label)
        html.mark("</dt>")
      }
      html.mark("<dd>")
      html.say(fact.text)
      html.mark("</dd>")
    }
  }

  private mutating func write(_ rounds: RoundsDocument) {
    element("div", "rounds") {
      $0.html.mark("<p class=\"source\"><code>")
      $0.html.say(rounds.heading)
      $0.html.mark("</code></p>")
      for entry in rounds.entries {
        switch entry {
        case .omitted(let text): $0.note(omitted: text)
        case .round(let number, let steps):
          $0.html.mark("<p class=\"round\">round ")
          $0.html.number(number)
          $0.html.mark("</p>")
          for (step, document) in steps {
            var inner = StepHTML(step, document, $0.style)
            inner.write()
            $0.html.append(inner.html)
          }
        }
      }
    }
  }

  private mutating func note(omitted text: String) {
    html.mark("<p class=\"note\">… ")
    html.say(PageWords.omission(text))
    html.mark("</p>")
  }
}

/// The texts of a page that differ from those of a terminal.
enum PageWords {
  /// The text without the hint at a command-line option.
  static func omission(_ text: String) -> String {
    let option = "; --all"
    return text.hasSuffix(option) ? String(text.dropLast(option.utf8.count)) : text
  }
}
