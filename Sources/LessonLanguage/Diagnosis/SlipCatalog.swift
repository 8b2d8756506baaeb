import Autodiff
import Learning
import Text

extension Session {
  /// The mistakes that can be made in computing a node of the graph.
  mutating func search(_ target: NodeID) -> SlipSearch {
    var memory = lastStep
    if let latest = memory, !latest.isLatest(in: workspace) { memory = nil }
    var unrolling = Unrolling(workspace, after: memory)
    let traced = unrolling.node(target)
    let earlier = traced == nil ? nil : unrolling.earlier(target)
    var updated: [UpdatedParameter] = []
    var fixed: [(node: NodeID, gradient: NodeID)] = []
    var rate: NodeID?
    if let memory {
      updated = updatedParameters(memory, &unrolling)
      fixed = fixedNumbers(memory.pass, &unrolling)
      rate = self.rate(of: memory)
    }
    let computation =
      if let traced {
        EditedComputation(unrolling.graph, unrolling.values, target: traced)
      } else {
        EditedComputation(workspace.graph, workspace.evaluator, target: target)
      }
    var search = SlipSearch(computation)
    search.noteUpdates(updated)
    search.steps = Set(updated.compactMap { $0.later })
    search.addOperations()
    search.addUpdates(updated.isEmpty ? coming(in: &search) : updated)
    if let rate { search.addFixed(fixed, rate: rate) }
    search.addPairs()
    search.addHabits()
    search.addIntermediates()
    search.addPowersOfTen()
    search.addRounding()
    addStaleValues(of: target, earlier, &search)
    addOtherQuantities(&search)
    return search
  }

  // MARK: Updates

  private func updatedParameters(
    _ memory: StepMemory, _ unrolling: inout Unrolling
  ) -> [UpdatedParameter] {
    memory.updates.compactMap { update in
      guard let parameter = unrolling.earlier(update.parameter) else { return nil }
      let next = unrolling.now(update.parameter)
      return UpdatedParameter(parameter: parameter, next: next, later: next)
    }
  }

  /// The named numbers that are no parameters but have a gradient, such as a bias that is held fixed.
  private func fixedNumbers(
    _ pass: BackwardPass, _ unrolling: inout Unrolling
  ) -> [(node: NodeID, gradient: NodeID)] {
    var fixed: [(node: NodeID, gradient: NodeID)] = []
    let addends = addends(of: pass)
    for node in names.values.sorted() where addends.contains(node) {
      guard workspace.graph[node].operation == nil, !workspace.graph[node].isVariable,
        let gradient = pass.gradients[node],
        let earlier = unrolling.earlier(gradient)
      else { continue }
      fixed.append((node, earlier))
    }
    return fixed
  }

  /// What is added somewhere on the way to a loss, as a bias is.
  private func addends(of pass: BackwardPass) -> Set<NodeID> {
    var addends: Set<NodeID> = []
    for id in workspace.graph.ancestors(of: [pass.target]) {
      if case .sum(let a, let b) = Form(workspace.graph, id) { addends.formUnion([a, b]) }
    }
    return addends
  }

  /// The learning rate of a step of plain gradient descent.
  private func rate(of memory: StepMemory) -> NodeID? {
    guard let update = memory.updates.first, update.states.isEmpty else { return nil }
    return update.settings.first { $0.name == "rate" }?.node
  }

  /// The parameters as a step would change them that the reader computes by hand: w − rate · dL/dw.
  private func coming(in search: inout SlipSearch) -> [UpdatedParameter] {
    guard let pass = lastPass, !isPassStale else { return [] }
    var step: (parameter: NodeID, rate: NodeID)?
    for id in search.computation.nodes.reversed() where search.distance(of: id) == 0 {
      guard case .difference(let weight, let change) = search.form(id),
        case .product(let a, let b) = search.form(change),
        let parameter = root(weight, search), parameterNodes.contains(parameter)
      else { continue }
      for (rate, gradient) in [(a, b), (b, a)]
      where root(gradient, search) == pass.gradients[parameter]
        && search.computation.value(rate).count == 1
      {
        step = (parameter, rate)
      }
    }
    guard let step else { return [] }
    var updated: [UpdatedParameter] = []
    for parameter in parameterNodes where parameter != step.parameter {
      guard let gradient = pass.gradients[parameter],
        let change = search.computation.apply(.multiply, [step.rate, gradient]),
        let next = search.computation.apply(.subtract, [parameter, change], inPlaceOf: parameter)
      else { continue }
      updated.append(UpdatedParameter(parameter: parameter, next: next, later: nil))
    }
    return updated
  }

  /// The tensor that a node is an element of.
  private func root(_ id: NodeID, _ search: SlipSearch) -> NodeID? {
    switch search.form(id) {
    case .element(let tensor, _), .same(let tensor): root(tensor, search)
    default: id
    }
  }

  // MARK: Other times

  private mutating func addStaleValues(
    of target: NodeID, _ earlier: NodeID?, _ search: inout SlipSearch
  ) {
    let subject = Slip.Word.node(search.computation.target)
    if let earlier, let value = search.computation.values[earlier] {
      search.take(
        value, .staleValue, subject, 1, ["the value of ", subject, " before the last step"])
    }
    if let value = valueNow(target) {
      search.take(
        value, .staleValue, subject, 1,
        [
          "the value of ", subject,
          " at the new parameters; the value shown is from before they changed",
        ])
    }
    if let value = valueAfterAnotherStep(target) {
      search.take(
        value, .staleValue, subject, 1.5, ["the value of ", subject, " after one step more"])
    }
    var (id, offset): (NodeID, Int?) = (target, nil)
    if case .element(let tensor, let positions) = Form(workspace.graph, target),
      positions.count == workspace.graph[tensor].shape.rank
    {
      id = tensor
      offset = workspace.graph[tensor].shape.offset(of: positions.map { max($0, 0) })
    }
    guard case .name(let name) = workspace.graph[id].label, let track = history[name],
      track.count > 1
    else { return }
    let times = [(track.count - 2, 1.5, " one step earlier"), (0, 2, " at the start")]
    for (position, cost, words) in times {
      let value = track[position]
      guard value.shape == workspace.graph[id].shape else { continue }
      search.take(
        offset.map { Tensor(value[$0]) } ?? value, .staleValue, subject, cost,
        ["the value of ", subject, .text(words)])
    }
  }

  /// The value of a node with the parameters as they are.
  private func valueNow(_ target: NodeID) -> Tensor? {
    if parameterNodes.isEmpty { return nil }
    var attempt = self
    do throws(Diagnostic) {
      try attempt.workspace.recompute(
        attempt.workspace.operations(behind: target), at: Place(line: 1, column: 1))
    } catch {
      return nil
    }
    return attempt.workspace.value(target)
  }

  /// The value of a node after the last step is repeated from here.
  private func valueAfterAnotherStep(_ target: NodeID) -> Tensor? {
    guard let memory = lastStep, memory.isLatest(in: workspace) else { return nil }
    var attempt = self
    let place = Place(line: 1, column: 1)
    let behind = attempt.workspace.graph.ancestors(of: Array(memory.next.values))
    do throws(Diagnostic) {
      let schedule = attempt.workspace.graph.schedule(behind)
      try attempt.workspace.recompute(schedule, at: place)
      let moves = memory.next.map { ($0.key, attempt.workspace.value($0.value)) }
      for (node, value) in moves { attempt.workspace.set(node, to: value) }
      try attempt.workspace.recompute(attempt.workspace.operations(behind: target), at: place)
    } catch {
      return nil
    }
    return attempt.workspace.value(target)
  }

  // MARK: Other quantities

  /// The named values and gradients of the program that the computation does not contain.
  private func addOtherQuantities(_ search: inout SlipSearch) {
    for (_, node) in names.sorted(by: { $0.value > $1.value }) where !search.hasQuantity(node) {
      search.addQuantity(node, 3)
    }
    for gradient in (lastPass?.gradients.values.sorted() ?? []) where !search.hasQuantity(gradient)
    {
      search.addQuantity(gradient, 2.5)
    }
  }
}

extension SlipSearch {
  /// Whether the computation contains a node, or one of its name and value, as the copy from before a step is.
  fileprivate func hasQuantity(_ id: NodeID) -> Bool {
    computation.all.contains(id)
      || computation.nodes.contains {
        computation.graph[$0].label != nil && reads($0, like: id)
          && computation.value($0) == computation.value(id)
      }
  }

  /// Notes which nodes depend on a parameter after the last step.
  fileprivate mutating func noteUpdates(_ updated: [UpdatedParameter]) {
    var waiting = updated.compactMap { $0.later }
    while let id = waiting.popLast() {
      for user in computation.users(of: id) where afterUpdate.insert(user).inserted {
        waiting.append(user)
      }
    }
  }

  /// The mistakes in each operation, from the target back to the given numbers.
  fileprivate mutating func addOperations() {
    var work = 0.0
    for id in computation.nodes.reversed() {
      // Each mistake adds a few nodes of the size of this one.
      work += 20 * computation.graph.work(of: id)
      if work > Self.mostWork { break }
      addSignAndScale(at: id)
      addArithmetic(at: id)
      addFunctions(at: id)
      addPaths(at: id)
      addIndices(at: id)
      addCorrections(at: id)
      addLosses(at: id)
    }
    addAllCorrections()
    addDerivativesLeftOut()
  }

  /// The time that adding mistakes may take, and that trying them may take, on an ordinary machine, in nanoseconds.
  private static let mostWork = 5e7

  /// The units of work that finding and trying all mistakes takes.
  var work: Double {
    (Work.mistake + computation.work) * Double(slips.count)
  }

  /// All mistakes in order of their cost, and the value that each gives; `nil` where it gives none, or where time is up.
  func tried() -> (slips: [Slip], values: [Tensor?]) {
    let order = slips.indices.sorted { (slips[$0].cost, $0) < (slips[$1].cost, $1) }
    var work = 0.0
    let values = order.map { position -> Tensor? in
      if let value = slips[position].value { return value }
      work += computation.work
      if work > 20 * Self.mostWork { return nil }
      return computation.value(replacing: slips[position].edits)
    }
    return (order.map { slips[$0] }, values)
  }
}
