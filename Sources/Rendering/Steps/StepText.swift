import Autodiff
import Learning
import LessonLanguage
import Text

/// Lays out a step in lines of text.
struct StepText {
  let style: Style
  let step: Step
  let document: StepDocument

  static let indent = 2

  init(style: Style, step: Step) {
    self.init(style: style, step: step, StepDocument(step, style))
  }

  init(style: Style, step: Step, _ document: StepDocument) {
    var style = style
    style.detail = document.detail
    self.style = style
    self.step = step
    self.document = document
  }

  /// The document's style with the width available here.
  private var writer: FormulaText { FormulaText(style: style, book: document.writer.book) }

  var lines: [String] { parts.flatMap { $0 } }

  /// The lines of each of the step's parts.
  var parts: [[String]] {
    var groups: [[String]] = []
    for block in document.blocks { groups += lines(of: block, after: groups) }
    if document.header != nil { groups = [header + (groups.first ?? [])] + groups.dropFirst() }
    // Parts that are left out have no lines.
    guard let last = groups.lastIndex(where: { !$0.isEmpty }) else { return groups }
    let notes = document.notes.flatMap {
      Wrapping.prose($0, width: width, first: deeper, indent: deeper)
    }
    let omission = document.omission.map {
      Wrapping.prose("\(style.ellipsis) \($0)", width: style.width, first: deeper, indent: deeper)
        .map { deeper + style.dim(String($0.dropFirst(deeper.count))) }
    }
    groups[last] = marked(groups[last] + notes) + (omission ?? [])
    return groups
  }

  /// The lines of each part of a block.
  private func lines(of block: Block, after groups: [[String]]) -> [[String]] {
    switch block {
    case .equation(let equation, let form): lines(of: equation, form)
    case .update(let equations): update(equations, after: groups)
    case .function(let call, let body):
      [formula(writer.text(call) + " = " + writer.text(body), width: style.width)]
    case .backward(let backward): BackwardText(backward, writer).parts
    case .descent(let descent): [DescentText(descent, style).lines]
    case .rounds(let rounds): [lines(of: rounds)]
    case .picture(let plot): [picture { $0.lines(of: plot) }]
    case .contour(let plot): [picture { $0.lines(of: plot) }]
    case .regions(let plot): [picture { $0.lines(of: plot) }]
    case .scatter(let plot): [picture { $0.lines(of: plot) }]
    case .drawing(let drawing): [indented(lines(of: drawing))]
    case .chainRule(let rule): ChainRuleText(rule, writer).parts
    case .diagnosis(let diagnosis): [DiagnosisText(diagnosis, style).lines]
    case .gradientCheck(let check): [GradientCheckText(check, writer).lines]
    case .question(let text, let choices): [question(text, choices)]
    case .source(let source): [formula(source.escaped, width: style.width - 4)]
    case .line(let text):
      [Wrapping.prose(text, width: style.width, first: margin, indent: deeper)]
    case .aside(let text): [[margin + style.dim(text)]]
    case .sentence(let text):
      [Wrapping.prose(text, width: style.width, first: deeper, indent: margin + "    ")]
    case .facts(let facts): [indented(facts.flatMap { $0.lines(inner) })]
    case .inner(let step, let document): [inner(step, document, after: groups)]
    case .test(let test): [indented(test.facts.flatMap { $0.lines(inner) } + test.table(inner))]
    case .training(let training): TrainingText(training, style).parts.map { indented($0) }
    }
  }

  /// A question, with its choices numbered from 1.
  private func question(_ text: String, _ choices: [String]) -> [String] {
    let question = Wrapping.prose(
      text.escaped, width: style.width, first: margin + style.bold("? "), indent: deeper)
    let listed = choices.enumerated().flatMap { position, choice in
      Wrapping.prose(
        choice.escaped, width: style.width, first: deeper + "\(position + 1)  ",
        indent: deeper + "   ")
    }
    return question + listed
  }

  private func lines(of equation: Equation, _ form: Block.Form) -> [[String]] {
    let text = EquationText(equation, style)
    if !equation.folded.isEmpty { return folded(text, form, parts: equation.links.count) }
    switch form {
    case .parameter:
      var parts = text.stackedParts(width: width, indent: Self.indent + 6)
      parts[0][0] = margin + "param " + parts[0][0].dropFirst(Self.indent + 6)
      return parts
    case .definition: return text.stackedParts(width: width, indent: Self.indent)
    case .stacked: return text.stackedParts(width: style.width, indent: Self.indent + 2)
    case .compact: return [text.compact(width: width, indent: Self.indent)]
    case .answer: return [text.compact(width: style.width, indent: Self.indent + 2)]
    }
  }

  /// The lines of a folded equation, all in its first part.
  private func folded(_ text: EquationText, _ form: Block.Form, parts: Int) -> [[String]] {
    let indent =
      switch form {
      case .parameter: Self.indent + 6
      case .definition, .compact: Self.indent
      case .stacked, .answer: Self.indent + 2
      }
    var lines = text.compact(width: width, indent: indent)
    if form == .parameter { lines[0] = margin + "param " + lines[0].dropFirst(indent) }
    let isOnePart = form == .compact || form == .answer
    return [lines] + Array(repeating: [], count: isOnePart ? 0 : parts - 1)
  }

  private func formula(_ text: String, width: Int) -> [String] {
    Wrapping.formula(margin + text, width: width, first: 0, indent: Self.indent + 4)
  }

  private var inner: Style {
    var inner = style
    inner.width -= Self.indent + 2
    return inner
  }

  private func indented(_ lines: [String]) -> [String] {
    lines.map { $0.isEmpty ? "" : TextColumns.spaces(Self.indent + 2) + $0 }
  }

  /// The width of a line that a mark can follow.
  private var width: Int { step.checks.isEmpty ? style.width : style.width - 5 }

  private var margin: String { TextColumns.spaces(Self.indent) }

  private var deeper: String { TextColumns.spaces(Self.indent + 2) }

  var header: [String] {
    let lines = Wrapping.formula(
      (document.header ?? "").escaped, width: style.width - Self.indent, first: 0, indent: 4)
    return lines.map { margin + style.bold($0) }
  }

  /// The workings of a parameter, separated from those of the previous one if either takes more than one line.
  private func update(_ equations: [Equation], after groups: [[String]]) -> [[String]] {
    var parts = equations.flatMap { lines(of: $0, .stacked) }
    let isApart = equations.count > 1 || groups.joined().count > 1
    if !groups.isEmpty, isApart, !parts.isEmpty { parts[0].insert("", at: 0) }
    return parts
  }

  private func lines(of rounds: RoundsDocument) -> [String] {
    var lines = [margin + style.bold(rounds.heading)]
    var narrow = style
    narrow.width -= 2
    for entry in rounds.entries {
      switch entry {
      case .omitted(let text):
        lines.append(margin + "  " + style.dim("\(style.ellipsis) \(text)"))
      case .round(let number, let steps):
        lines.append(margin + style.dim("round \(number)"))
        var inner = TextBlocks()
        for (step, document) in steps {
          inner.append(StepText(style: narrow, step: step, document))
        }
        lines += inner.lines.map { $0.isEmpty ? "" : "  " + $0 }
      }
    }
    return lines
  }

  /// The lines of a statement inside the step, with a blank line above unless it and the previous one are single lines.
  private func inner(_ step: Step, _ document: StepDocument, after groups: [[String]]) -> [String] {
    var narrow = style
    narrow.width -= 2
    let lines = StepText(style: narrow, step: step, document).lines
    let isInGroup = groups.count > 1 && groups[groups.count - 1].count == 1
    return (step.isApart || lines.count > 1 || !isInGroup ? [""] : [])
      + lines.map { $0.isEmpty ? "" : "  " + $0 }
  }

  private func lines(of drawing: DrawingDocument) -> [String] {
    switch drawing {
    case .network(let network): NetworkText(network, inner).lines
    case .graph(let graph): GraphText(graph, inner).lines
    case .images(let images): ImagesText(images, inner).lines
    }
  }

  private func picture(_ lines: (TerminalPlot) -> [String]) -> [String] {
    lines(TerminalPlot(width: style.width - Self.indent, unicode: style.unicode))
      .map { margin + $0 }
  }

  /// The lines, with the marks of checks after the last one.
  func marked(_ lines: [String]) -> [String] {
    var lines = lines
    for mark in document.marks where !lines.isEmpty {
      if mark.holds {
        lines[lines.count - 1] += "   " + style.tick
      } else {
        lines += failure(mark)
      }
    }
    return lines
  }

  private func failure(_ mark: CheckMark) -> [String] {
    let lead = margin + "  " + (mark.counts ? style.cross : style.differs) + " "
    return Wrapping.prose(
      mark.sentence, width: style.width, first: lead, indent: TextColumns.spaces(lead.count))
  }
}
