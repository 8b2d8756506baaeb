import Autodiff
import Learning
import LessonLanguage
import Lessons
import Text

/// Writes a stepper's responses as text: stepping through a lesson gives the lines of its run.
package struct StepperText {
  /// The current style.
  package var style: Style {
    get { transcript.style }
    set { transcript.style = newValue }
  }

  private var transcript: TranscriptText
  private let file: SourceFile

  package init(_ style: Style, file: SourceFile, label: String = "") {
    transcript = TranscriptText(style, file: file, label: label)
    self.file = file
  }

  /// The lines of a response; `typed` is the reader's input, for errors in it.
  package mutating func lines(
    for response: StepperResponse, of stepper: Stepper, typed: SourceFile
  ) -> [String] {
    let lines = text(for: response, stepper, typed)
    return style.unicode ? lines : lines.map { $0.inASCII }
  }

  private mutating func text(
    for response: StepperResponse, _ stepper: Stepper, _ typed: SourceFile
  ) -> [String] {
    switch response {
    case .reveal(let reveal): return lines(of: reveal)
    case .arrival(let reveal):
      let position = "step \(reveal.isEnd ? "\(reveal.position.stop)" : reveal.position.text)"
      return ["", style.dim("\(position) of \(stepper.stopCount)")] + lines(of: reveal)
    case .typed(let step, _):
      return transcript.lines(for: .step(step.withoutIntermediates))
    case .diagnosis(let step): return StepText(style: style, step: step).lines
    case .unexplained:
      return note("'walk' goes through the working: it asks for each of your intermediate values")
    case .walk(let walk): return lines(of: walk)
    case .again(let before, let after):
      var earlier = self
      let lines = lines(of: after)
      return earlier.lines(of: before) == lines ? [] : lines
    case .changes(let changes): return ChangesText(changes, style).lines
    case .fork(let change): return note(fork(change))
    case .dropped: return note("the fork is dropped; this is the lesson again")
    case .list(let stops): return ListText(stops, style).lines
    case .comparison(let steps): return ComparisonText(steps, style).lines
    case .settable(let values): return SettableText(values, style).lines
    case .judgement(let judgement): return self.judgement(judgement)
    case .waiting(_, let next):
      let past = next.map { "; 'goto \($0)' goes past it" } ?? ""
      return note(
        "the question waits: type the answer; 'hint' helps, 'answer' shows it" + past)
    case .mistake(let message): return note(message.escaped)
    case .results(let results): return note(ResultsText.sentence(results))
    case .hint(let hint): return note("hint: \(hint.escaped)")
    case .noMoreHints: return note("there is no further hint; 'answer' shows the answer")
    case .detail(let detail, let shown):
      style.detail = detail
      return shown.map { lines(of: $0) } ?? []
    case .help: return StepperHelp.lines(stepper.kind, style)
    case .pace(let pace): return note("Enter now shows a \(pace.rawValue) at a time")
    case .atStart: return note("the start; 'next' goes on")
    case .atEnd: return note("the end; 'back', 'list' and 'goto 1' lead through it again")
    case .save, .quit: return []
    case .problem(let problem): return ["Error: \(problem.message)"]
    case .error(let diagnostic, let text):
      let source = text.map { SourceFile(name: typed.name, SourceText($0)) } ?? typed
      return DiagnosticText(diagnostic, source).lines
    }
  }

  // MARK: Parts of the lesson

  private mutating func lines(of reveal: Reveal) -> [String] {
    var lines = reveal.headings.flatMap { transcript.lines(for: $0) }
    switch reveal.content {
    case .nothing: break
    case .entry(let entry): lines += transcript.lines(for: entry)
    case .stage(let stage, let parts): lines += self.lines(of: stage, parts, reveal)
    }
    if let error = reveal.error {
      lines +=
        reveal.isErrorOfReader
        ? note("what was typed here fails now: \(error.message.escaped)")
        : transcript.lines(for: .error(error))
    }
    return lines
  }

  private mutating func lines(
    of stage: Stage, _ parts: Range<Int>, _ reveal: Reveal
  ) -> [String] {
    let text = StageText(stage, style)
    if case .descent(let descent) = stage.step.outcome {
      let lines = text.lines(lastRows: reveal.rows)
      guard descent.rows.count <= reveal.rows else { return lines }
      return transcript.step(lines, isApart: true, isLong: true)
    }
    var lines = text.lines(parts: parts)
    if case .training(let training) = stage.step.outcome, training.isUnderWay, !training.isFirstStep
    {
      return lines
    }
    if parts.lowerBound == 0, stage.isStart {
      lines = transcript.step(lines, isApart: text.isApart, isLong: text.isLong)
    }
    switch stage.step.outcome {
    case .question(let question) where question.answer == nil:
      let way = question.choices.isEmpty ? "the answer" : "a choice or its number"
      lines += note("(type \(way); 'hint' helps, 'answer' shows it)")
    case .slider(let slider):
      lines += note("(set \(slider.name.escaped) = … tries another value)")
    default: break
    }
    return lines
  }

  // MARK: Sentences

  private func note(_ text: String) -> [String] {
    Wrapping.prose(text, width: style.width, first: "  ", indent: "  ")
  }

  private func lines(of walk: WalkResponse) -> [String] {
    switch walk {
    case .asks(let subject, let shape, let number, let count):
      let kind = shape.rank == 0 ? "number" : "list of shape \(shape)"
      return note("\(number) of \(count): what is your \(kind) for \(name(subject))?")
    case .differs(let step):
      return note("Here it differs:") + StepText(style: style, step: step).lines
    case .agrees(let step):
      let lines = step.map { StepText(style: style, step: $0).lines } ?? []
      return note(
        "All intermediate values agree: the mistake is in the last line" + (step == nil ? "." : ":")
      ) + lines
    }
  }

  private func name(_ formula: Formula) -> String {
    FormulaText(style: style, book: NumberBook(NumberFormat(decimals: 4, unicode: style.unicode)))
      .text(formula)
  }

  private func fork(_ change: ForkChange) -> String {
    switch change {
    case .alteration(let alteration, let step):
      "a fork: \(ChangesText([alteration.change], style).phrases.joined(separator: ", "))"
        + (step.map { " from step \($0) on, where it is defined; " }
          ?? "; everything that depends on it is computed again; ")
        + "'drop' returns to the lesson"
    case .statement: "a fork: the lesson goes on from here; 'drop' returns to it"
    }
  }

  private func judgement(_ judgement: Judgement) -> [String] {
    switch judgement {
    case .right: ["  " + style.tick]
    case .needsMoreDigits: note("more digits are wanted: give at least three significant ones")
    case .otherShape(let given, let wanted):
      note("\(style.cross) the answer has shape \(wanted), and this has \(given)")
    case .notAChoice(let choices):
      note("choose one of: " + choices.map { $0.escaped }.joined(separator: ", "))
    case .wrong(nil): ["  " + style.cross]
    case .wrong(let value?): note("\(style.cross) that is \(text(value))")
    }
  }

  /// The value of an answer, with enough digits to distinguish it from the right one.
  private func text(_ value: Tensor) -> String {
    if value.shape.rank > 0, value.count > Working.fewElements { return "of shape \(value.shape)" }
    return Self.nested(value.shape.sizes[...], value.elements[...]) { number in
      let point = number.isFinite ? DecimalNumber(number).point : 0
      let digits = 7
      let format = NumberFormat(
        decimals: point > -4 ? max(0, digits - point) : digits, unicode: style.unicode)
      let printed = format.print(number)
      return (printed.isExact ? "" : style.almost + " ") + printed.text
    }
  }

  /// `[[1, 2], [3, 4]]`
  private static func nested(
    _ sizes: ArraySlice<Int>, _ elements: ArraySlice<Double>, _ text: (Double) -> String
  ) -> String {
    guard let count = sizes.first else { return elements.first.map(text) ?? "" }
    let size = count == 0 ? 0 : elements.count / count
    let rows = (0..<count).map { index in
      let start = elements.startIndex + index * size
      return nested(sizes.dropFirst(), elements[start..<start + size], text)
    }
    return "[" + rows.joined(separator: ", ") + "]"
  }
}

extension Stage {
  /// Whether it is in the first round of every loop.
  fileprivate var isStart: Bool { rounds.allSatisfy { $0.isFirst && $0.number == 1 } }
}
