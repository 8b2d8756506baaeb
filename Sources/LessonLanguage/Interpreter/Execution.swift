import Autodiff
import Text

extension Session {
  /// Completes a step with the source, place and checks of its statement.
  mutating func finished(_ step: Step, _ statement: Statement) throws(Diagnostic) -> Step {
    var step = step
    step.source = statement.source
    step.digits = digits
    step.detail = statement.detail
    if step.failure != nil { return step }
    if !isQuiet, let value = step.value {
      let written = min(value.count, Work.mostWrittenElements)
      try spend(Work.writtenElement * Double(written), at: statement.place)
    }
    if let expectation = statement.expectation {
      step.checks.append(try check(step.value, of: statement, against: expectation))
    }
    return step
  }

  /// Counts work; an error is placed at `place`.
  mutating func spend(_ amount: Double, at place: Place) throws(Diagnostic) {
    try workspace.spend(amount, at: place)
  }

  /// Returns the explanation that `body` makes, and counts its work.
  mutating func explaining<T>(
    at place: Place, _ body: (Session, Explainer) -> T
  ) throws(Diagnostic) -> T {
    let effort = Explainer.Effort()
    let result = body(
      self, Explainer(graph: workspace.graph, evaluator: workspace.evaluator, effort: effort))
    try spend(effort.work, at: place)
    return result
  }

  /// Runs `body` on a copy that is then discarded; its work is counted.
  mutating func onCopy<T>(
    at place: Place, _ body: (inout Session) throws(Diagnostic) -> T
  ) throws(Diagnostic) -> T {
    try spend(workspace.workOfCopy, at: place)
    var copy = self
    defer { workspace.countWork(of: copy.workspace) }
    return try body(&copy)
  }

  /// Runs a statement that has a single stage.
  mutating func perform(_ statement: Statement) throws(Diagnostic) -> Step {
    let place = statement.place
    let firstNode = workspace.graph.count
    var step: Step
    switch statement.kind {
    case .definition(let name, let expression):
      step = try define(name, expression, isParameter: false, at: place)
    case .parameter(let name, let expression):
      step = try define(name, expression, isParameter: true, at: place)
    case .function(let name, let parameters, let body):
      return define(UserFunction(name: name, parameters: parameters, body: body), at: place)
    case .show(let expression, let isDrawn):
      step = try show(expression, isDrawn: isDrawn, at: place)
    case .showImages(let expressions): step = try showImages(expressions, at: place)
    case .forward(let expression): return try forward(expression, at: place)
    case .backprop(let expression): return try backprop(expression, at: place)
    case .step(let call): return try update(call, at: place)
    case .data(let call): return try load(call, at: place)
    case .model(let call): return shelve(call, at: place)
    case .loss(let call): return try shelve(loss: call, at: place)
    case .optimizer(let call): return try shelve(optimizer: call, at: place)
    case .test(let call): return try test(call, at: place)
    case .explain(let call): return try explain(call, at: place)
    case .descend, .repeat, .train: preconditionFailure("this runs in stages")
    case .expect(let subject, let expected): return try expect(subject, expected, at: place)
    case .ask(let question): step = try ask(question, at: place)
    case .plot(let call): return try plot(call, at: place)
    case .explore(let name, let from, let to):
      return try explore(name, from: from, to: to, at: place)
    case .draw(let range): return try draw(range, at: place)
    case .why(let expression): return try why(expression, at: place)
    case .diagnose(let quantity, let answer): return try diagnose(quantity, answer, at: place)
    case .check(let expression): return try checkGradients(expression, at: place)
    case .digits(let count):
      let count = try wholeNumber(count, "the number of decimals")
      guard (0...15).contains(count) else {
        throw Diagnostic(place, "the working shows 0 to 15 decimals, not \(count)")
      }
      setDigits(count)
      return Step(place: place, outcome: .digits(count))
    }
    let new = (firstNode..<workspace.graph.count).map { workspace.graph.id($0) }
    step.notes += new.compactMap { workspace.graph.leftOut(at: $0).map { .leftOut($0) } }
    if let note = firstNotFinite(among: new) { step.notes.append(note) }
    return step
  }

  // MARK: Definitions

  private mutating func define(
    _ name: String, _ expression: Expression, isParameter: Bool, at place: Place
  ) throws(Diagnostic) -> Step {
    let value = try node(expression)
    var defined = value
    if isParameter {
      let initial = workspace.value(value)
      let spelling = workspace.graph[value].spelling
      defined = try workspace.add(at: place) { (graph) throws(Diagnostic) in
        graph.variable(initial, spelling: spelling)
      }
      parameterNodes.append(defined)
      history.forget(name)
    } else if workspace.graph[value].label != nil || workspace.graph[value].isVariable {
      defined = try workspace.apply(.identity, [value], at: place)
    }
    workspace.setLabel(.name(name), of: defined)
    history.record(name, workspace.value(defined))
    let explained = isParameter ? value : defined
    let written = written(expression)
    var working = try explaining(at: place) {
      $0.working(explained, subject: .name(name), written: written, $1)
    }
    if isParameter, case .name = expression.kind { working.symbols = [formula(expression)] }
    let notes = notes(on: defined, named: name) + rename(name)
    names[name] = defined
    functions[name] = nil
    return Step(
      place: place, outcome: .definition(working, isParameter: isParameter),
      value: workspace.value(defined), notes: notes)
  }

  /// Marks the previous owner of a name that is given to another quantity, since recorded formulas may still show it.
  mutating func rename(_ name: String) -> [Note] {
    guard let earlier = names[name], workspace.graph[earlier].label == .name(name),
      workspace.graph.isUsed(earlier)
    else { return [] }
    workspace.setLabel(.name(name + "′"), of: earlier)
    return isQuiet || loopDepth > 0 ? [] : [.redefines(name)]
  }

  private mutating func define(_ function: UserFunction, at place: Place) -> Step {
    let isBuiltIn = BuiltIn.names.contains(function.name)
    functions[function.name] = function
    names[function.name] = nil
    let call = Formula.operation(
      function.name, function.parameters.map { .name($0) }, options: [])
    return Step(
      place: place, outcome: .function(call, body: formula(function.body)),
      notes: isBuiltIn ? [.hidesBuiltIn(function.name)] : [])
  }

  private mutating func show(
    _ expression: Expression, isDrawn: Bool, at place: Place
  ) throws(Diagnostic) -> Step {
    let value = try node(expression)
    var working = try shown(expression, value)
    if isDrawn, working.value.shape.canBeDrawn { working.isImage = true }
    return Step(
      place: place, outcome: .value(working), value: workspace.value(value),
      notes: notes(on: value, named: nil))
  }

  /// The working of an expression with its formula as the subject; for a named quantity, only its value.
  mutating func shown(
    _ expression: Expression, _ value: NodeID
  ) throws(Diagnostic) -> Working {
    let subject = formula(expression)
    if workspace.graph[value].label != nil {
      return try explaining(at: expression.place) { $1.value(of: value, subject: subject) }
    }
    var working = try explaining(at: expression.place) {
      $0.working(value, subject: subject, $1)
    }
    if written(expression) == nil, !working.symbols.isEmpty { working.symbols.removeFirst() }
    return working
  }

  func working(
    _ node: NodeID, subject: Formula, written: Formula? = nil, _ explainer: Explainer
  ) -> Working {
    if isQuiet {
      return Working(
        subject: subject, symbols: [], arithmetic: [], result: .name(""),
        value: workspace.value(node))
    }
    return explainer.working(of: node, subject: subject, written: written)
  }

  private func notes(on node: NodeID, named name: String?) -> [Note] {
    var notes: [Note] = []
    if workspace.isStale(node) { notes.append(.stale) }
    if let name, BuiltIn.names.contains(name) { notes.append(.hidesBuiltIn(name)) }
    return notes
  }

  /// A note on the first node that is not finite although all its inputs are.
  func firstNotFinite(among nodes: [NodeID]) -> Note? {
    for id in nodes {
      let node = workspace.graph[id]
      guard let operation = node.operation, !workspace.value(id).isFinite,
        node.inputs.allSatisfy({ workspace.value($0).isFinite })
      else { continue }
      return .notFinite(operation.name)
    }
    return nil
  }

  // MARK: Sliders

  private mutating func explore(
    _ name: String, from: Expression, to: Expression, at place: Place
  ) throws(Diagnostic) -> Step {
    let value = try plainNumber(name, "a slider moves", at: place)
    let low = try number(from, "a slider's end")
    let high = try number(to, "a slider's end")
    guard low < high else {
      throw Diagnostic(place, "a slider runs from a smaller number to a larger one")
    }
    let slider = Slider(name: name, value: value, from: low, to: high)
    sliders[name] = slider
    return Step(place: place, outcome: .slider(slider))
  }

  private func draw(_ range: DrawRange, at place: Place) throws(Diagnostic) -> Step {
    let value = try plainNumber(range.name, "a draw replaces", at: place)
    return Step(place: place, outcome: .draw(range, value))
  }

  /// Returns the value of a literal or a parameter that is a single number.
  private func plainNumber(
    _ name: String, _ purpose: String, at place: Place
  ) throws(Diagnostic) -> Double {
    guard let node = names[name] else {
      throw Diagnostic(
        place, "'\(name)' has no value here" + suggestion(name, among: Array(names.keys)))
    }
    guard let value = workspace.value(node).number, workspace.graph[node].operation == nil else {
      throw Diagnostic(
        place, "\(purpose) a plain number, and '\(name)' is computed or a tensor")
    }
    return value
  }
}
