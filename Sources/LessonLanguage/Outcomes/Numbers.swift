import Autodiff
import Learning

extension Step {
  /// Visits every number that the step shows, in its workings, its tables and its value.
  package func forEachNumber(_ visit: (Double) -> Void) {
    if let value { value.elements.prefix(Working.fewElements).forEach(visit) }
    for passage in passages { passage.forEachNumber(visit) }
  }

  /// The workings of a step, in order of display.
  package var workings: [Working] { passages.flatMap { $0.workings } }
}

extension Passage {
  fileprivate var workings: [Working] {
    switch self {
    case .relations(let working, _), .working(let working), .answer(let working): [working]
    case .backward(let backward):
      backward.recomputed + [backward.seed] + backward.entries.flatMap { $0.rows }
    case .update(let parameter): parameter.workings
    case .diagnosis(let diagnosis): diagnosis.workings
    default: []
    }
  }

  fileprivate func forEachNumber(_ visit: (Double) -> Void) {
    for working in workings { working.forEachNumber(visit) }
    switch self {
    case .drawing(let drawing): drawing.forEachNumber(visit)
    case .descent(let descent):
      for row in Excerpt.of(descent.rows.indices) { descent.rows[row].values.forEach(visit) }
    case .rounds(let loop):
      for round in loop.shown { for step in round.steps { step.forEachNumber(visit) } }
    case .chainRule(let rule):
      for path in rule.paths {
        path.numbers.forEachNumber { value, _ in visit(value) }
        visit(path.value)
      }
      visit(rule.total)
    case .gradientCheck(let check):
      for row in check.rows {
        visit(row.analytic)
        visit(row.numeric)
      }
    case .training(let training):
      for row in Excerpt.of(training.epochs.indices) {
        training.epochs[row].training.forEachNumber(visit)
        training.epochs[row].validation?.forEachNumber(visit)
      }
      if let penalty = training.kept?.penalty { visit(penalty) }
    case .explained(let step): step.forEachNumber(visit)
    case .test(let report): report.evaluation.score.forEachNumber(visit)
    default: break
    }
  }
}

extension Score {
  /// Visits the loss, and the accuracy as a fraction and as a percentage.
  fileprivate func forEachNumber(_ visit: (Double) -> Void) {
    visit(loss)
    guard let accuracy else { return }
    visit(accuracy)
    visit(100 * accuracy)
  }
}

extension Working {
  fileprivate func forEachNumber(_ visit: (Double) -> Void) {
    for formula in symbols + arithmetic + [result] {
      formula.forEachNumber { value, _ in visit(value) }
    }
  }
}
