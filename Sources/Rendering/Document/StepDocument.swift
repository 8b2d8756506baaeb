import Autodiff
import Learning
import LessonLanguage
import Text

/// What a step shows, in blocks that say nothing of how they look: text and pages lay out the same document.
struct StepDocument {
  /// The statement, where it stands over what it shows.
  let header: String?
  /// In the order of the step's passages.
  let blocks: [Block]
  /// Sentences beside the last part.
  let notes: [String]
  /// The checks that are marked at the last part.
  let marks: [CheckMark]
  /// Writes the step's formulas, every number with the digits that make all of its lines true.
  let writer: FormulaText

  init(_ step: Step, _ style: Style) {
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
  }

  /// How many parts are revealed one after the other.
  var partCount: Int { max(1, blocks.reduce(0) { $0 + $1.partCount }) }
}

/// A check that was made.
struct CheckMark {
  let holds: Bool
  /// Whether it decides over the run.
  let counts: Bool
  let sentence: String

  init(_ check: Check, _ style: Style) {
    holds = check.holds
    counts = check.counts
    sentence = (check.round.map { "round \($0): " } ?? "") + CheckText(check, style).sentence
  }
}

/// A stretch of what a step shows.
indirect enum Block {
  enum Form {
    /// A parameter or a value that is defined: each link a part.
    case parameter, definition
    /// A value under the statement that computes it: each link a part.
    case stacked
    /// One part, on one line where there is room.
    case compact, answer
  }

  case equation(Equation, Form)
  /// What becomes of one parameter: each link a part.
  case update([Equation])
  case function(Formula, body: Formula)
  case backward(BackwardDocument)
  case descent(DescentDocument)
  case rounds(RoundsDocument)
  case picture(Plot)
  case chainRule(ChainRuleDocument)
  case gradientCheck(GradientCheckDocument)
  case question(String)
  /// The statement as it is written.
  case source(String)
  /// A line of words, such as what may be explored.
  case line(String)
  /// A line that matters less than others.
  case aside(String)
  case sentence(String)
  case facts([Fact])
  case training(TrainingDocument)

  /// A sentence with a word in front; the word is empty where it goes on from the fact before.
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
    case .slider(let slider):
      let (from, to) = (book.print(slider.from).text, book.print(slider.to).text)
      self = .line(
        "\(slider.name.escaped) = \(book.print(slider.value).text), to be explored from \(from) to \(to)"
      )
    case .chainRule(let rule): self = .chainRule(ChainRuleDocument(rule, writer))
    case .gradientCheck(let check): self = .gradientCheck(GradientCheckDocument(check, style))
    case .question(let text): self = .question(text)
    case .statement: self = .source(step.source)
    case .digits(let count): self = .aside("from here on the working shows \(count) decimals")
    case .data(let report): self = .facts(IngredientsText(style).facts(report))
    case .optimizer(let optimizer): self = .sentence(optimizer.description)
    case .training(let training): self = .training(TrainingDocument(training, style))
    case .test(let report):
      let text = EvaluationText(report.evaluation, classNames: [], style).figures
      self = .facts([Fact(label: "test", text: text)])
    }
  }
}
