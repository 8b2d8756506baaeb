import Autodiff
import Learning

/// A part of a step: what one press of a key reveals, such as a relation of a working or a row of a table.
///
/// Parts depend on the content of a step, not on its layout, and are the same at every width.
package struct Part: Sendable {
  package enum Kind: String, Sendable {
    /// The statement alone.
    case statement
    /// A relation of a working.
    case symbols, numbers, result
    /// A whole working.
    case working
    case function
    /// The seed of a backward pass; the gradients that one node passes on.
    case seed, node
    /// The number of paths; one path; their sum.
    case paths, path, sum
    /// A table, or its last row while it grows.
    case table, row
    case rounds, picture, slider, draw, diagnosis, question, answer, digits, data, optimizer
    case training, epochs, test
    /// The introduction of an explained step of a training; one of its statements.
    case explanation, explained
  }

  package let kind: Kind
  /// The quantity that it is about, if there is one.
  package let subject: Formula?
  /// The formula that it shows for the quantity, if it shows one.
  package let formula: Formula?
  /// The notes on the last part.
  package internal(set) var notes: [Note] = []
  /// The checks that are marked at the last part.
  package internal(set) var checks: [Check] = []

  init(_ kind: Kind, _ subject: Formula? = nil, _ formula: Formula? = nil) {
    self.kind = kind
    self.subject = subject
    self.formula = formula
  }
}

extension Step {
  /// The parts in order of display, at least one. The first includes the statement above it.
  package var parts: [Part] {
    var parts = passages.flatMap { $0.parts }
    if parts.isEmpty { parts = [Part(.statement)] }
    parts[parts.count - 1].notes = notes
    parts[parts.count - 1].checks = shownChecks
    return parts
  }
}

extension Passage {
  fileprivate var parts: [Part] {
    switch self {
    case .relations(let working, _): working.parts
    case .working(let working): [Part(.working, working.subject, working.result)]
    case .function(let call, let body): [Part(.function, call, body)]
    case .backward(let backward):
      [Part(.seed, backward.seed.subject, backward.seed.result)]
        + backward.entries.map { Part(.node, $0.name ?? $0.expression, $0.expression) }
    case .update(let parameter): parameter.workings.flatMap { $0.parts }
    case .descent(let descent): [Part(descent.end == nil ? .row : .table, descent.loss)]
    case .rounds: [Part(.rounds)]
    case .picture, .contour, .regions, .scatter, .drawing: [Part(.picture)]
    case .slider(let slider): [Part(.slider, .name(slider.name), .number(slider.value))]
    case .draw(let range, let value): [Part(.draw, .name(range.name), .number(value))]
    case .chainRule(let rule): rule.parts
    case .diagnosis(let diagnosis): [Part(.diagnosis, diagnosis.quantity)]
    case .gradientCheck(let check): [Part(.table, check.target)]
    case .question: [Part(.question)]
    case .answer(let working): [Part(.answer, working.subject, working.result)]
    case .choice: [Part(.answer)]
    case .statement: [Part(.statement)]
    case .digits: [Part(.digits)]
    case .data(let report): [Part(.data, .name(report.name))]
    case .optimizer: [Part(.optimizer)]
    case .training(let training):
      training.isUnderWay
        ? [Part(.row, .name(training.model))]
        : [Part(.training, .name(training.model)), Part(.epochs, .name(training.model))]
    case .test(let report): [Part(.test, .name(report.model))]
    case .explanation(let explained): [Part(.explanation, .name(explained.model))]
    case .explained: [Part(.explained)]
    }
  }
}

extension Working {
  /// A part for each relation; a subject without relations is one part.
  fileprivate var parts: [Part] {
    let relations = relations
    if relations.isEmpty { return [Part(.working, subject, result)] }
    return relations.map { Part($0.kind, subject, $0.formula) }
  }
}

extension ChainRule {
  fileprivate var parts: [Part] {
    if paths.isEmpty { return [Part(.result, gradient, .number(total))] }
    if pathCount == 1 { return relations.map { Part($0.kind, gradient, $0.formula) } }
    return [Part(.paths, gradient)] + paths.map { Part(.path, gradient, $0.symbols) }
      + [Part(.sum, gradient, .number(total))]
  }
}

extension Descent {
  /// The loss, whose column is between those of the parameters and of their gradients.
  fileprivate var loss: Formula? { columns.isEmpty ? nil : columns[(columns.count - 1) / 2] }
}
