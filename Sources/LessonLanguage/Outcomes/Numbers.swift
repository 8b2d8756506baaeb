import Autodiff
import Learning

extension Step {
  /// Visits every number that the step shows: of its working, its tables and its value.
  package func forEachNumber(_ visit: (Double) -> Void) {
    if let value { value.elements.prefix(Working.fewElements).forEach(visit) }
    for working in workings { working.forEachNumber(visit) }
    switch outcome {
    case .descent(let descent):
      let count = descent.rows.count
      for row in descent.rows.prefix(6) + descent.rows.suffix(max(0, min(count - 6, 3))) {
        row.values.forEach(visit)
      }
    case .loop(let loop):
      for round in loop.shown { for step in round.steps { step.forEachNumber(visit) } }
    case .why(let rule):
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
      let count = training.epochs.count
      for result in training.epochs.prefix(6) + training.epochs.suffix(max(0, min(count - 6, 3))) {
        result.training.forEachNumber(visit)
        result.validation?.forEachNumber(visit)
      }
      if let penalty = training.kept?.penalty { visit(penalty) }
    case .test(let report): report.evaluation.score.forEachNumber(visit)
    default: break
    }
  }

  /// The workings of a step, in the order in which they are shown.
  package var workings: [Working] {
    switch outcome {
    case .definition(let working, _), .value(let working): [working]
    case .forward(let workings): workings
    case .backward(let backward):
      backward.recomputed + [backward.seed] + backward.entries.flatMap { $0.rows }
    case .update(let update): update.parameters.flatMap { $0.workings }
    case .question(let question): question.answer.map { [$0] } ?? []
    default: []
    }
  }
}

extension Score {
  /// The loss, and the accuracy as a share and in per cent.
  fileprivate func forEachNumber(_ visit: (Double) -> Void) {
    visit(loss)
    guard let accuracy else { return }
    visit(accuracy)
    visit(100 * accuracy)
  }
}

extension Working {
  func forEachNumber(_ visit: (Double) -> Void) {
    for formula in symbols + arithmetic + [result] {
      formula.forEachNumber { value, _ in visit(value) }
    }
  }
}
