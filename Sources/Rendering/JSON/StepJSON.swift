import Autodiff
import LessonLanguage
import Text

extension JSON {
  /// The members of a step's object, starting with its kind.
  static func members(of step: Step) -> [JSON.Member] {
    var members: [JSON.Member] = [
      ("kind", .string(kind(step.outcome))), ("line", .whole(step.place.line)),
      ("source", .string(step.source)),
    ]
    if let detail = step.detail { members.append(("detail", .string(detail.rawValue))) }
    members += details(step.outcome)
    if let value = step.value { members.append(("value", JSON(value))) }
    if !step.checks.isEmpty { members.append(("checks", .array(step.checks.map { JSON($0) }))) }
    if !step.notes.isEmpty { members.append(("notes", .array(step.notes.map { JSON($0) }))) }
    return members
  }

  private static func kind(_ outcome: Outcome) -> String {
    switch outcome {
    case .definition(_, let isParameter): isParameter ? "parameter" : "definition"
    case .function: "function"
    case .value: "value"
    case .forward: "forward"
    case .backward: "gradient"
    case .update: "update"
    case .descent: "descent"
    case .loop: "loop"
    case .plot: "plot"
    case .contour: "contour"
    case .regions: "regions"
    case .scatter: "scatter"
    case .drawing(let drawing): kind(drawing)
    case .slider: "slider"
    case .draw: "draw"
    case .why: "why"
    case .diagnosis: "diagnosis"
    case .gradientCheck: "gradient_check"
    case .check: "check"
    case .question: "question"
    case .digits: "digits"
    case .data: "data"
    case .ingredient: "ingredient"
    case .training: "training"
    case .test: "test"
    case .explanation: "explanation"
    }
  }

  private static func details(_ outcome: Outcome) -> [JSON.Member] {
    switch outcome {
    case .definition(let working, _), .value(let working): [("working", JSON(working))]
    case .function(let call, let body): [("call", JSON(call)), ("body", JSON(body))]
    case .forward(let workings): [("workings", .array(workings.map { JSON($0) }))]
    case .backward(let backward): details(backward)
    case .update(let update):
      [
        (
          "parameters",
          .array(
            update.parameters.map {
              .object([
                ("name", .string($0.name)), ("workings", .array($0.workings.map { JSON($0) })),
              ])
            })
        )
      ]
    case .descent(let descent): details(descent)
    case .loop(let loop): details(loop)
    case .plot(let plot): details(plot)
    case .contour(let picture): details(picture)
    case .regions(let picture): details(picture)
    case .scatter(let picture): details(picture)
    case .drawing(let drawing): details(drawing)
    case .slider(let slider):
      [
        ("name", .string(slider.name)), ("at", .number(slider.value)),
        ("from", .number(slider.from)), ("to", .number(slider.to)),
      ]
    case .draw(let range, let value):
      [
        ("name", .string(range.name)), ("at", .number(value)), ("from", number(range.from)),
        ("to", number(range.to)), ("distance", number(range.distance)),
        ("decimals", .whole(range.decimals)),
      ]
    case .why(let rule): details(rule)
    case .diagnosis(let diagnosis): details(diagnosis)
    case .gradientCheck(let check): details(check)
    case .check: []
    case .question(let question): members(of: question)
    case .digits(let count): [("digits", .whole(count))]
    case .data(let report): details(report)
    case .ingredient(let report): details(report)
    case .training(let training): details(training)
    case .test(let report): details(report)
    case .explanation(let explained):
      [
        ("model", .string(explained.model)), ("iteration", .whole(explained.step)),
        ("epoch", .whole(explained.epoch)), ("batch", .whole(explained.batch)),
        ("iterations", .whole(explained.iterations)),
        ("statements", .array(explained.statements.map { .object(members(of: $0)) })),
      ]
    }
  }

  private static func number(_ spelling: String) -> JSON { .number(Double(spelling) ?? .nan) }

  private static func details(_ backward: Backward) -> [JSON.Member] {
    let entries = backward.entries.map { entry -> JSON in
      .object([
        ("name", entry.name.map { JSON($0) } ?? .null), ("expression", JSON(entry.expression)),
        ("rows", .array(entry.rows.map { JSON($0) })),
      ])
    }
    return [
      ("recomputed", .array(backward.recomputed.map { JSON($0) })),
      ("seed", JSON(backward.seed)), ("nodes", .array(entries)),
    ]
  }

  private static func details(_ descent: Descent) -> [JSON.Member] {
    var members: [JSON.Member] = [
      ("columns", .array(descent.columns.map { JSON($0) })),
      (
        "rows",
        .array(
          descent.rows.map {
            .object([("step", .whole($0.step)), ("values", .array($0.values.map { .number($0) }))])
          })
      ), ("steps", .whole(descent.steps)), ("settled", .bool(descent.end == .settled)),
      ("numbers_without_column", .whole(descent.elementsWithoutColumn)),
    ]
    if let step = descent.firstNotFinite { members.append(("first_not_finite", .whole(step))) }
    return members
  }

  private static func details(_ loop: Loop) -> [JSON.Member] {
    let rounds = loop.shown.map { round -> JSON in
      .object([
        ("round", .whole(round.iteration)),
        ("steps", .array(round.steps.map { .object(members(of: $0)) })),
      ])
    }
    return [("count", .whole(loop.count)), ("rounds", .array(rounds))]
  }

  private static func details(_ rule: ChainRule) -> [JSON.Member] {
    let paths = rule.paths.map { path -> JSON in
      .object([
        ("nodes", .array(path.nodes.map { JSON($0) })), ("symbols", JSON(path.symbols)),
        ("numbers", JSON(path.numbers)), ("value", .number(path.value)),
      ])
    }
    return [
      ("gradient", JSON(rule.gradient)), ("paths", .array(paths)),
      ("path_count", .number(rule.pathCount)), ("rest", .number(rule.rest)),
      ("total", .number(rule.total)),
    ]
  }

  private static func details(_ check: GradientCheck) -> [JSON.Member] {
    let rows = check.rows.map { row -> JSON in
      .object([
        ("parameter", JSON(row.parameter)), ("gradient", .number(row.analytic)),
        ("difference", .number(row.numeric)), ("relative_error", .number(row.relativeError)),
        ("verdict", .string(verdict(row.verdict))),
      ])
    }
    return [("target", JSON(check.target)), ("rows", .array(rows))]
  }

  private static func verdict(_ verdict: GradientCheck.Verdict) -> String {
    switch verdict {
    case .agrees: "agrees"
    case .kink(let name): "kink of \(name)"
    case .disagrees: "disagrees"
    case .notFinite: "not finite"
    }
  }

  init(_ check: Check) {
    self = .object(
      (check.counts ? [] : [("counts", .bool(false))]) + [
        ("line", .whole(check.place.line)), ("subject", JSON(check.subject)),
        ("expected", .string(check.expected)), ("holds", .bool(check.holds)),
        (
          "message",
          check.holds ? .null : .string(CheckText(check, Style(unicode: false)).sentence)
        ),
      ])
  }

  init(_ note: Note) {
    switch note {
    case .stale: self = .object([("note", .string("stale"))])
    case .staleGradient: self = .object([("note", .string("stale_gradient"))])
    case .redefines(let name):
      self = .object([("note", .string("redefines")), ("name", .string(name))])
    case .hidesBuiltIn(let name):
      self = .object([("note", .string("hides_built_in")), ("name", .string(name))])
    case .leftOut(let rest):
      self = .object([
        ("note", .string("left_out")), ("operation", .string(rest.operation)),
        ("rows", .whole(rest.rows)), ("columns", .whole(rest.columns)),
      ])
    case .notReached(let names):
      self = .object([
        ("note", .string("not_reached")), ("names", .array(names.map { .string($0) })),
      ])
    case .notFinite(let operation):
      self = .object([("note", .string("not_finite")), ("operation", .string(operation))])
    }
  }
}
