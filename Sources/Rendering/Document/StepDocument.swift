import Autodiff
import Learning
import LessonLanguage
import Text

/// The contents of a step in blocks that say nothing about their layout: text and pages lay out the same document.
struct StepDocument {
  /// The statement, if it is written above its results.
  let header: String?
  /// The blocks, in the order of the step's passages.
  private(set) var blocks: [Block]
  /// The sentences next to the last part.
  let notes: [String]
  /// The checks whose marks are at the last part.
  let marks: [CheckMark]
  /// Writes the step's formulas, every number with enough digits to make all lines true.
  let writer: FormulaText
  /// The level of detail at which the step is shown.
  let detail: Detail
  /// The note on what is left out; `nil` if nothing is, or if the reader has asked for it.
  private(set) var omission: String?

  init(_ step: Step, _ style: Style) {
    var style = style
    let isChosen = style.detail != .normal
    detail = style.detail.of(step)
    style.detail = detail
    let decimals = style.digits ?? step.digits
    let book = NumberBook(NumberFormat(decimals: decimals, unicode: style.unicode))
    TrueDigits.settle(
      step.workings.map { TrueDigits.Chain($0.arithmetic, result: $0.result) }, in: book)
    let writer = FormulaText(style: style, book: book)
    self.writer = writer
    header = step.isHeaded ? step.source : nil
    blocks = step.passages.map { Block($0, of: step, writer) }
    notes = step.notes.map { NoteText(style).sentence($0, line: step.place.line) }
    marks = step.shownChecks.map { CheckMark($0, style) }
    if detail != .full { fold(step, isChosen: isChosen) }
  }

  /// The number of lines in a terminal of 80 columns from which on a step is folded, and from which on what is left of it is
  /// folded as in `brief`.
  private static var longest: Int { 16 }
  private static var longestFolded: Int { 24 }

  /// Leaves out what the level of detail leaves out.
  private mutating func fold(_ step: Step, isChosen: Bool) {
    let folded = blocks.map { $0.folded(brief: detail == .brief) }
    if folded.allSatisfy({ $0.omission == nil }) { return }
    if detail == .normal, lineCount(of: step) <= Self.longest { return }
    blocks = folded
    if detail == .normal, lineCount(of: step) > Self.longestFolded {
      blocks = blocks.map { $0.folded(brief: true) }
    }
    if isChosen { return }
    omission = Omission(blocks.compactMap { $0.omission }).sentence(writer)
  }

  private func lineCount(of step: Step) -> Int {
    StepText(style: Style(width: 80, digits: writer.style.digits), step: step, self).lines.count
  }

  /// The number of parts that are revealed one by one.
  var partCount: Int { max(1, blocks.reduce(0) { $0 + $1.partCount }) }
}

/// The mark of a check.
struct CheckMark {
  let holds: Bool
  /// Whether its failure fails the run.
  let counts: Bool
  let sentence: String

  init(_ check: Check, _ style: Style) {
    holds = check.holds
    counts = check.counts
    sentence = (check.round.map { "round \($0): " } ?? "") + CheckText(check, style).sentence
  }
}

/// A block of a step's contents.
indirect enum Block {
  enum Form {
    /// The definition of a parameter or a value, with a part for each link.
    case parameter, definition
    /// A value under the statement that computes it, with a part for each link.
    case stacked
    /// One part, on one line if it fits.
    case compact, answer
  }

  case equation(Equation, Form)
  /// The update of one parameter, with a part for each link.
  case update([Equation])
  case function(Formula, body: Formula)
  case backward(BackwardDocument)
  case descent(DescentDocument)
  case rounds(RoundsDocument)
  case picture(Plot)
  case contour(ContourPicture)
  case regions(RegionPicture)
  case scatter(ScatterPicture)
  case drawing(DrawingDocument)
  case chainRule(ChainRuleDocument)
  case diagnosis(DiagnosisDocument)
  case gradientCheck(GradientCheckDocument)
  case question(String, choices: [String])
  /// The statement as written.
  case source(String)
  /// A line of words, such as a value to explore.
  case line(String)
  /// A less important line.
  case aside(String)
  case sentence(String)
  case facts([Fact])
  case test(TestDocument)
  case training(TrainingDocument)
  /// A statement inside the step, as one part.
  case inner(Step, StepDocument)

  /// A sentence with a word in front, which is empty if the sentence continues the previous fact.
  struct Fact {
    let label: String
    let text: String
  }

  var partCount: Int {
    switch self {
    case .equation(let equation, let form):
      form == .compact || form == .answer ? 1 : equation.partCount
    case .update(let equations): equations.reduce(0) { $0 + $1.partCount }
    case .backward(let backward): 1 + backward.nodes.count
    case .chainRule(let rule): rule.partCount
    case .training(let training): training.isUnderWay ? 1 : 2
    default: 1
    }
  }
}

extension Equation {
  fileprivate var partCount: Int { max(1, links.count) }
}

extension Block {
  fileprivate init(_ passage: Passage, of step: Step, _ writer: FormulaText) {
    let (style, book) = (writer.style, writer.book)
    switch passage {
    case .relations(let working, let isParameter):
      let form: Form = step.isHeaded ? .stacked : isParameter ? .parameter : .definition
      self = .equation(Equation(working, book), form)
    case .working(let working): self = .equation(Equation(working, book), .compact)
    case .answer(let working): self = .equation(Equation(working, book), .answer)
    case .function(let call, let body): self = .function(call, body: body)
    case .backward(let backward): self = .backward(BackwardDocument(backward, book))
    case .update(let parameter): self = .update(parameter.workings.map { Equation($0, book) })
    case .descent(let descent): self = .descent(DescentDocument(descent, writer))
    case .rounds(let loop): self = .rounds(RoundsDocument(loop, style))
    case .picture(let plot): self = .picture(plot)
    case .contour(let picture): self = .contour(picture)
    case .regions(let picture): self = .regions(picture)
    case .scatter(let picture): self = .scatter(picture)
    case .drawing(let drawing): self = .drawing(DrawingDocument(drawing, writer))
    case .slider(let slider):
      let (from, to) = (book.print(slider.from).text, book.print(slider.to).text)
      self = .line(
        "\(slider.name.escaped) = \(book.print(slider.value).text), to be explored from \(from) to \(to)"
      )
    case .draw(let range, let value):
      self = .line(DrawText(range, book).sentence(at: value))
    case .chainRule(let rule): self = .chainRule(ChainRuleDocument(rule, writer))
    case .diagnosis(let diagnosis): self = .diagnosis(DiagnosisDocument(diagnosis, writer))
    case .gradientCheck(let check): self = .gradientCheck(GradientCheckDocument(check, style))
    case .question(let text, let choices): self = .question(text, choices: choices)
    case .choice(let choice): self = .line("\(style.leads) \(choice.escaped)")
    case .statement: self = .source(step.source)
    case .digits(let count): self = .aside("from here on the working shows \(count) decimals")
    case .data(let report): self = .facts(IngredientsText(style).facts(report))
    case .optimizer(let optimizer): self = .sentence(optimizer.description)
    case .training(let training): self = .training(TrainingDocument(training, style))
    case .explanation(let explained):
      self = .sentence(
        ExplanationText.title(
          step: explained.step, epoch: explained.epoch, batch: explained.batch,
          of: explained.iterations))
    case .explained(let inner): self = .inner(inner, StepDocument(inner, style))
    case .test(let report): self = .test(TestDocument(report, style))
    }
  }
}
