import Autodiff
import Learning
import LessonLanguage
import Text

/// Writes a step as lines of text.
struct StepText {
  let style: Style
  let step: Step

  static let indent = 2

  /// Writes the step's formulas, every number with the digits that make all of its lines true.
  let writer: FormulaText

  init(style: Style, step: Step) {
    self.style = style
    self.step = step
    let decimals = style.digits ?? step.digits
    let book = NumberBook(NumberFormat(decimals: decimals, unicode: style.unicode))
    TrueDigits.settle(
      step.workings.map { TrueDigits.Chain($0.arithmetic, result: $0.result) }, in: book)
    writer = FormulaText(style: style, book: book)
  }

  var lines: [String] { parts.flatMap { $0 } }

  /// The lines of each of the step's parts.
  var parts: [[String]] {
    var groups: [[String]] = []
    for passage in step.passages { groups += lines(of: passage, after: groups) }
    if step.isHeaded { groups = [header + (groups.first ?? [])] + groups.dropFirst() }
    return zip(groups, step.parts).map { lines, part in
      let notes = part.notes.flatMap { note in
        Wrapping.prose(text(note), width: style.width, first: deeper, indent: deeper)
      }
      return marked(lines + notes, part.checks)
    }
  }

  /// The lines of each part of a passage.
  private func lines(of passage: Passage, after groups: [[String]]) -> [[String]] {
    switch passage {
    case .relations(let working, let isParameter):
      step.isHeaded
        ? stacked(working) : definition(working, isParameter: isParameter)
    case .working(let working):
      [Equation(working, writer).compact(width: width, indent: Self.indent)]
    case .function(let call, let body):
      [
        Wrapping.formula(
          margin + writer.text(call) + " = " + writer.text(body), width: style.width, first: 0,
          indent: Self.indent + 4)
      ]
    case .backward(let backward): BackwardText(backward, writer).parts
    case .update(let parameter): update(parameter, after: groups)
    case .descent(let descent): [DescentText(descent, writer).lines]
    case .rounds(let loop): [rounds(loop)]
    case .picture(let plot): [picture(plot)]
    case .slider(let slider): [[margin + self.slider(slider)]]
    case .chainRule(let rule): ChainRuleText(rule, writer).parts
    case .gradientCheck(let check): [GradientCheckText(check, style).lines]
    case .question(let text):
      [
        Wrapping.prose(
          text.escaped, width: style.width, first: margin + style.bold("? "), indent: deeper)
      ]
    case .answer(let working):
      [Equation(working, writer).compact(width: style.width, indent: Self.indent + 2)]
    case .statement:
      [
        Wrapping.formula(
          margin + step.source.escaped, width: style.width - 4, first: 0, indent: Self.indent + 4)
      ]
    case .digits(let count):
      [[margin + style.dim("from here on the working shows \(count) decimals")]]
    case .data(let report): [indented(IngredientsText(inner).data(report))]
    case .optimizer(let optimizer):
      [
        Wrapping.prose(
          optimizer.description, width: style.width, first: deeper, indent: margin + "    ")
      ]
    case .training(let training): TrainingText(training, style).parts.map { indented($0) }
    case .test(let report): [indented(TestText(report, inner).lines)]
    }
  }

  private var inner: Style {
    var inner = style
    inner.width -= Self.indent + 2
    return inner
  }

  private func indented(_ lines: [String]) -> [String] {
    lines.map { TextColumns.spaces(Self.indent + 2) + $0 }
  }

  /// The columns of a line that a mark may follow.
  private var width: Int { step.checks.isEmpty ? style.width : style.width - 5 }

  private var margin: String { TextColumns.spaces(Self.indent) }

  private var deeper: String { TextColumns.spaces(Self.indent + 2) }

  var header: [String] {
    let lines = Wrapping.formula(
      step.source.escaped, width: style.width - Self.indent, first: 0, indent: 4)
    return lines.map { margin + style.bold($0) }
  }

  private func definition(_ working: Working, isParameter: Bool) -> [[String]] {
    let equation = Equation(working, writer)
    guard isParameter else { return equation.stackedParts(width: width, indent: Self.indent) }
    var parts = equation.stackedParts(width: width, indent: Self.indent + 6)
    parts[0][0] = margin + "param " + parts[0][0].dropFirst(Self.indent + 6)
    return parts
  }

  private func stacked(_ working: Working) -> [[String]] {
    Equation(working, writer).stackedParts(width: style.width, indent: Self.indent + 2)
  }

  /// The workings of a parameter, apart from those of the one before where either takes more than a line.
  private func update(_ parameter: Update.Parameter, after groups: [[String]]) -> [[String]] {
    var parts = parameter.workings.flatMap { stacked($0) }
    let isApart = parameter.workings.count > 1 || groups.joined().count > 1
    if !groups.isEmpty, isApart, !parts.isEmpty { parts[0].insert("", at: 0) }
    return parts
  }

  private func rounds(_ loop: Loop) -> [String] {
    let times = loop.count == 1 ? "once" : "\(loop.count) times"
    var lines = [margin + style.bold("repeat \(times)")]
    var last = 0
    for (iteration, steps) in loop.shown {
      if iteration > last + 1 {
        lines.append(
          margin + "  "
            + style.dim("\(style.ellipsis) \(iteration - last - 1) rounds not shown; --all"))
      }
      last = iteration
      lines.append(margin + style.dim("round \(iteration)"))
      var inner = TextBlocks()
      for step in steps {
        var narrow = style
        narrow.width -= 2
        inner.append(StepText(style: narrow, step: step))
      }
      lines += inner.lines.map { $0.isEmpty ? "" : "  " + $0 }
    }
    return lines
  }

  private func picture(_ plot: Plot) -> [String] {
    TerminalPlot(width: style.width - Self.indent, unicode: style.unicode).lines(of: plot)
      .map { margin + $0 }
  }

  private func slider(_ slider: Slider) -> String {
    let book = writer.book
    return "\(slider.name.escaped) = \(book.print(slider.value).text), "
      + "to be explored from \(book.print(slider.from).text) to \(book.print(slider.to).text)"
  }

  private func text(_ note: Note) -> String {
    switch note {
    case .stale:
      "(computed from earlier parameters; forward or backprop computes it again)"
    case .staleGradient: "(the gradient is still the one of the last backprop)"
    case .redefines(let name):
      "(what was called \(name.escaped) before is \(name.escaped)\(style.unicode ? "′" : "'") in formulas from here on)"
    case .leftOut(let rest): text(rest)
    case .hidesBuiltIn(let name): "(from here on this hides the built-in '\(name.escaped)')"
    case .notReached(let names):
      "(no gradient reaches \(names.map { $0.escaped }.joined(separator: ", ")): no step moves "
        + (names.count == 1 ? "it)" : "them)")
    case .notFinite(let operation):
      "(the first value that is not finite, made by '\(operation.escaped)' on line \(step.place.line))"
    }
  }

  private func text(_ rest: LeftOut) -> String {
    let counted = [(rest.rows, "row"), (rest.columns, "column")].filter { $0.0 > 0 }
    let isEqual = rest.rows == rest.columns
    let count = counted[0].0
    var parts = counted.map { ($0.0 == 1 ? "" : "\($0.0) ") + $0.1 + ($0.0 == 1 ? "" : "s") }
    if isEqual, count > 1 { parts = ["\(count) rows", "columns"] }
    let isOne = counted.count == 1 && count == 1
    var window = "\(rest.windowHeight) by \(rest.windowWidth) window"
    if (rest.stride, rest.stride) != (rest.windowHeight, rest.windowWidth) {
      window += " with a stride of \(rest.stride)"
    }
    return "(the last " + parts.joined(separator: " and ")
      + (isOne ? " does not fit a " : " do not fit a ") + window
      + (isOne ? " and is left out)" : " and are left out)")
  }

  /// The lines with the marks of checks after the last one.
  func marked(_ lines: [String], _ checks: [Check]) -> [String] {
    var lines = lines
    for check in checks where !lines.isEmpty {
      if check.holds {
        lines[lines.count - 1] += "   " + style.tick
      } else {
        lines += failure(check)
      }
    }
    return lines
  }

  private func failure(_ check: Check) -> [String] {
    let round = check.round.map { "round \($0): " } ?? ""
    let lead = margin + "  " + (check.counts ? style.cross : style.differs) + " "
    return Wrapping.prose(
      round + CheckText(check, style).sentence, width: style.width, first: lead,
      indent: TextColumns.spaces(lead.count))
  }
}
