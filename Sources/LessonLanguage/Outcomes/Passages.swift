import Autodiff
import Learning

/// A section of a step that is laid out as a unit: a working, a table, a picture.
///
/// The content of a step, its order and its parts are decided here, once. Text, JSON and pages determine its appearance.
package enum Passage: Sendable {
  /// A working, each of its relations a part.
  case relations(Working, isParameter: Bool)
  /// A working as one part, on one line if there is room.
  case working(Working)
  case function(Formula, body: Formula)
  case backward(Backward)
  case update(Update.Parameter)
  case descent(Descent)
  case rounds(Loop)
  case picture(Plot)
  case contour(ContourPicture)
  case regions(RegionPicture)
  case scatter(ScatterPicture)
  case drawing(Drawing)
  case slider(Slider)
  case draw(DrawRange, Double)
  case chainRule(ChainRule)
  case diagnosis(Diagnosis)
  case gradientCheck(GradientCheck)
  case question(String, choices: [String])
  case answer(Working)
  case choice(String)
  case statement
  case digits(Int)
  case data(DataReport)
  case optimizer(Optimizer)
  case training(Training)
  case test(TestReport)
  case explanation(ExplainedIteration)
  /// A statement of an explained step.
  case explained(Step)
}

extension Step {
  /// The sections below the statement, in order.
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
    case .contour(let picture): [.contour(picture)]
    case .regions(let picture): [.regions(picture)]
    case .scatter(let picture): [.scatter(picture)]
    case .drawing(let drawing): [.drawing(drawing)]
    case .slider(let slider): [.slider(slider)]
    case .draw(let range, let value): [.draw(range, value)]
    case .why(let rule): [.chainRule(rule)]
    case .diagnosis(let diagnosis): [.diagnosis(diagnosis)]
    case .gradientCheck(let check): [.gradientCheck(check)]
    case .check: [.statement]
    case .question(let question):
      [.question(question.text, choices: question.choices)]
        + (question.answer.map { [$0.passage] } ?? [])
    case .digits(let count): [.digits(count)]
    case .data(let report): [.data(report)]
    case .ingredient(.optimizer(let optimizer)): [.optimizer(optimizer)]
    case .ingredient(.model), .ingredient(.loss): []
    case .training(let training): [.training(training)]
    case .test(let report): [.test(report)]
    case .explanation(let explained):
      [.explanation(explained)] + explained.statements.map { .explained($0) }
    }
  }

  /// Whether the statement is shown above the passages.
  package var isHeaded: Bool {
    switch outcome {
    // The reason for a wrong answer has no statement.
    case .diagnosis: !source.isEmpty
    case .definition, .function, .value, .loop, .slider, .draw, .check, .question, .digits: false
    case .training(let training): !training.isUnderWay || training.isFirstStep
    case .forward, .backward, .update, .descent, .plot, .contour, .regions, .scatter, .drawing,
      .why, .gradientCheck, .data, .ingredient, .test, .explanation:
      true
    }
  }

  /// Whether a blank line precedes it, as for all but single lines in a group.
  package var isApart: Bool {
    switch outcome {
    case .definition, .function, .value, .draw, .digits, .check: false
    default: true
    }
  }

  /// The checks to show: for a loop, its own and those that failed in rounds that are not shown.
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

extension Question.Solution {
  fileprivate var passage: Passage {
    switch self {
    case .working(let working): .answer(working)
    case .choice(let choice): .choice(choice)
    }
  }
}

/// Selects the rows of a table that are shown.
package enum Excerpt {
  /// Returns all rows if there are few or `all` is set, else the first and the last ones; if `brief`, only one of each.
  package static func of(_ rows: Range<Int>, all: Bool = false, brief: Bool = false) -> [Int] {
    if !all, brief, rows.count > 2 { return [rows.lowerBound, rows.upperBound - 1] }
    if all || rows.count <= 12 { return Array(rows) }
    return Array(rows.prefix(6)) + Array(rows.suffix(3))
  }
}

extension GradientCheck {
  /// The rows to show: the first ones, or one if `brief`, and all that disagree.
  package func shownRows(all: Bool, brief: Bool) -> [Int] {
    let count = brief ? 1 : 12
    return rows.indices.filter { all || $0 < count || rows[$0].verdict != .agrees }
  }
}
