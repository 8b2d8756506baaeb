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

  /// Whether the step is headed by its statement, and so stands apart from what is before it.
  var isHeaded: Bool {
    switch step.outcome {
    case .definition, .function, .value, .digits, .check: false
    default: true
    }
  }

  var lines: [String] { parts.flatMap { $0 } }

  /// The lines in the groups in which a reader unfolds them: one for each formula, node, path or row of numbers.
  var parts: [[String]] {
    var parts = outcome
    let deeper = TextColumns.spaces(Self.indent + 2)
    let last = parts.count - 1
    for note in step.notes {
      parts[last] += Wrapping.prose(
        text(note), width: style.width, first: deeper, indent: deeper)
    }
    parts[last] = marked(parts[last])
    return parts
  }

  private var outcome: [[String]] {
    switch step.outcome {
    case .definition(let working, let isParameter): definition(working, isParameter: isParameter)
    case .function(let call, let body):
      [
        Wrapping.formula(
          margin + writer.text(call) + " = " + writer.text(body), width: style.width, first: 0,
          indent: Self.indent + 4)
      ]
    case .value(let working):
      Equation(working, writer).compactParts(width: width, indent: Self.indent)
    case .forward(let workings): headed(workings.flatMap { stacked($0, Self.indent + 2) })
    case .backward(let backward): headed(BackwardText(backward, writer).parts)
    case .update(let update): headed(self.update(update))
    case .descent(let descent): [header + DescentText(descent, writer).lines]
    case .loop(let loop): [self.loop(loop)]
    case .plot(let plot): [header + self.plot(plot)]
    case .slider(let slider): [[margin + self.slider(slider)]]
    case .why(let rule): headed(ChainRuleText(rule, writer).parts)
    case .gradientCheck(let check): [header + GradientCheckText(check, style).lines]
    case .check:
      [
        Wrapping.formula(
          margin + step.source.escaped, width: style.width - 4, first: 0, indent: Self.indent + 4)
      ]
    case .question(let question): self.question(question)
    case .data(let report): headed([indented(IngredientsText(inner).data(report))])
    case .ingredient(let report): headed(ingredient(report))
    case .training(let training): self.training(training)
    case .test(let report): headed([indented(TestText(report, inner).lines)])
    case .digits(let count):
      [[margin + style.dim("from here on the working shows \(count) decimals")]]
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

  /// What its statement does not say already.
  private func ingredient(_ report: IngredientReport) -> [[String]] {
    switch report {
    case .model, .loss: []
    case .optimizer(let optimizer):
      [
        Wrapping.prose(
          optimizer.description, width: style.width, first: margin + "  ", indent: margin + "    ")
      ]
    }
  }

  /// The steps of a run that is under way one by one; the epochs of one that is over.
  private func training(_ training: Training) -> [[String]] {
    let text = TrainingText(training, style)
    guard training.isUnderWay else { return headed(text.parts.map { indented($0) }) }
    return [(training.isFirstStep ? header : []) + indented(text.latest)]
  }

  /// Parts with the statement over the first.
  private func headed(_ parts: [[String]]) -> [[String]] {
    [header + (parts.first ?? [])] + parts.dropFirst()
  }

  /// The columns of a line that a mark may follow.
  private var width: Int { step.checks.isEmpty ? style.width : style.width - 5 }

  private var margin: String { TextColumns.spaces(Self.indent) }

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

  private func stacked(_ working: Working, _ indent: Int) -> [[String]] {
    Equation(working, writer).stackedParts(width: style.width, indent: indent)
  }

  private func update(_ update: Update) -> [[String]] {
    var parts: [[String]] = []
    for parameter in update.parameters {
      var added = parameter.workings.flatMap { stacked($0, Self.indent + 2) }
      let isApart = parameter.workings.count > 1 || parts.joined().count > 1
      if !parts.isEmpty, isApart, !added.isEmpty { added[0].insert("", at: 0) }
      parts += added
    }
    return parts
  }

  private func loop(_ loop: Loop) -> [String] {
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

  private func plot(_ plot: Plot) -> [String] {
    TerminalPlot(width: style.width - Self.indent, unicode: style.unicode).lines(of: plot)
      .map { margin + $0 }
  }

  private func slider(_ slider: Slider) -> String {
    let book = writer.book
    return "\(slider.name.escaped) = \(book.print(slider.value).text), "
      + "to be explored from \(book.print(slider.from).text) to \(book.print(slider.to).text)"
  }

  private func question(_ question: Question) -> [[String]] {
    let mark = "? "
    let asked = Wrapping.prose(
      question.text.escaped, width: style.width, first: margin + style.bold(mark),
      indent: margin + "  ")
    guard let answer = question.answer else { return [asked] }
    let equation = Equation(answer, writer)
    return [asked, equation.compact(width: style.width, indent: Self.indent + 2)]
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

  /// The lines with the marks of the step's own checks behind the last one.
  func marked(_ lines: [String]) -> [String] {
    if case .loop(let loop) = step.outcome {
      let shown = Set(loop.shown.map { $0.iteration })
      let own = step.checks.filter { $0.round == nil }
      let hidden = step.checks.filter { check in
        check.round.map { !check.holds && !shown.contains($0) } ?? false
      }
      return marked(lines, own) + hidden.flatMap(failure)
    }
    if case .gradientCheck = step.outcome { return lines }
    return marked(lines, step.checks)
  }

  private func marked(_ lines: [String], _ checks: [Check]) -> [String] {
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
