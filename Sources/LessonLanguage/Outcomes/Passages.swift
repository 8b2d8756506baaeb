import Autodiff
import Learning

/// A stretch of a step that is laid out together: a working, a table, a picture.
///
/// What a step shows, in what order and in which parts, is decided here, once. Text, JSON and pages say how it looks.
package enum Passage: Sendable {
  /// A working, each of its relations a part.
  case relations(Working, isParameter: Bool)
  /// A working as one part, on one line where there is room.
  case working(Working)
  case function(Formula, body: Formula)
  case backward(Backward)
  case update(Update.Parameter)
  case descent(Descent)
  case rounds(Loop)
  case picture(Plot)
  case slider(Slider)
  case chainRule(ChainRule)
  case gradientCheck(GradientCheck)
  case question(String)
  case answer(Working)
  /// The statement as it is written.
  case statement
  case digits(Int)
  case data(DataReport)
  case optimizer(Optimizer)
  case training(Training)
  case test(TestReport)
}

extension Step {
  /// What the step shows below its statement, in order.
  package var passages: [Passage] {
    switch outcome {
    case .definition(let working, let isParameter): [.relations(working, isParameter: isParameter)]
    case .function(let call, let body): [.function(call, body: body)]
    case .value(let working): [.working(working)]
    case .forward(let workings): workings.map { .relations($0, isParameter: false) }
    case .backward(let backward): [.backward(backward)]
    case .update(let update): update.parameters.map { .update($0) }
    case .descent(let descent): [.descent(descent)]
    case .loop(let loop): [.rounds(loop)]
    case .plot(let plot): [.picture(plot)]
    case .slider(let slider): [.slider(slider)]
    case .why(let rule): [.chainRule(rule)]
    case .gradientCheck(let check): [.gradientCheck(check)]
    case .check: [.statement]
    case .question(let question):
      [.question(question.text)] + (question.answer.map { [.answer($0)] } ?? [])
    case .digits(let count): [.digits(count)]
    case .data(let report): [.data(report)]
    case .ingredient(.optimizer(let optimizer)): [.optimizer(optimizer)]
    case .ingredient(.model), .ingredient(.loss): []
    case .training(let training): [.training(training)]
    case .test(let report): [.test(report)]
    }
  }

  /// Whether the statement stands over what it shows.
  package var isHeaded: Bool {
    switch outcome {
    case .definition, .function, .value, .loop, .slider, .check, .question, .digits: false
    case .training(let training): !training.isUnderWay || training.isFirstStep
    case .forward, .backward, .update, .descent, .plot, .why, .gradientCheck, .data, .ingredient,
      .test:
      true
    }
  }

  /// Whether a blank line stands before it: all but a line among others.
  package var isApart: Bool {
    switch outcome {
    case .definition, .function, .value, .digits, .check: false
    default: true
    }
  }

  /// The checks that are shown: of a loop its own, and those that failed in rounds that are not shown.
  package var shownChecks: [Check] {
    switch outcome {
    case .gradientCheck: return []
    case .loop(let loop):
      let shown = Set(loop.shown.map { $0.iteration })
      let hidden = checks.filter { check in
        check.round.map { !check.holds && !shown.contains($0) } ?? false
      }
      return checks.filter { $0.round == nil } + hidden
    default: return checks
    }
  }
}

/// Which rows of a table are shown.
package enum Excerpt {
  /// All of a few rows; of many the first and the last, unless all are wanted.
  package static func of(_ rows: Range<Int>, all: Bool = false) -> [Int] {
    if all || rows.count <= 12 { return Array(rows) }
    return Array(rows.prefix(6)) + Array(rows.suffix(3))
  }
}

extension GradientCheck {
  /// The rows that are shown: the first ones, and every one that does not agree.
  package func shownRows(all: Bool) -> [Int] {
    rows.indices.filter { all || $0 < 12 || rows[$0].verdict != .agrees }
  }
}
