import Autodiff
import Text

/// The change that a what-if begins with: a new value for a number, a parameter, or one element of either.
package struct Alteration: Sendable {
  package let name: String
  /// The name, or the element: `W[0, 1]`.
  package let subject: Formula
  /// The old value and the one to try; a single number if one element is altered.
  package let before: Tensor
  package let after: Tensor
  /// Whether it is a parameter, which changes at the current point; any other number changes at its definition.
  package let isParameter: Bool
  /// Whether it is a setting written in a statement, as the rate in `optimizer adam(rate = 0.01)`.
  package var isSetting = false
  /// The alteration as typed: `rate = 1.1`.
  package let text: String
  /// The offset of the altered element, if it is a single one.
  let offset: Int?
  /// The whole altered value.
  let literal: Expression

  /// Whether it alters the same number, or the same element.
  package func replaces(_ other: Alteration) -> Bool {
    name == other.name && offset == other.offset
  }
}

extension Session {
  /// Returns the alteration that an assignment makes to the current value of its name.
  package func alteration(_ assignment: Assignment) throws(Diagnostic) -> Alteration {
    var attempt = self
    let (node, offset) = try attempt.altered(assignment)
    let given = try attempt.node(assignment.value)
    let present = workspace.value(node)
    let after = attempt.workspace.value(given)
    let shape = offset == nil ? present.shape : .scalar
    guard after.shape == shape else {
      throw Diagnostic(
        assignment.value.place,
        "\(subject(assignment.name, offset, present.shape)) has shape \(shape), and this has \(after.shape)"
      )
    }
    var elements = present.elements
    var spellings = workspace.graph[node].spelling(of: present)
    let newSpellings = attempt.workspace.graph[given].spelling(of: after)
    if let offset {
      elements[offset] = after[0]
      spellings[offset] = newSpellings[0]
    } else {
      elements = after.elements
      spellings = newSpellings
    }
    return Alteration(
      name: assignment.name,
      subject: offset.map { .element(.name(assignment.name), present.shape.index(ofOffset: $0)) }
        ?? .name(assignment.name),
      before: offset.map { Tensor(present[$0]) } ?? present, after: after,
      isParameter: parameterNodes.contains(node), text: assignment.text, offset: offset,
      literal: Tensor(present.shape, elements).literal(spellings, at: assignment.value.place))
  }

  private func subject(_ name: String, _ offset: Int?, _ shape: Shape) -> String {
    guard let offset else { return "'\(name)'" }
    let index = shape.index(ofOffset: offset).map { "\($0)" }.joined(separator: ", ")
    return "\(name)[\(index)]"
  }

  /// Returns the node that an assignment alters, and the offset if it alters a single element.
  private mutating func altered(
    _ assignment: Assignment
  ) throws(Diagnostic) -> (node: NodeID, offset: Int?) {
    let name = assignment.name
    let place = assignment.target.place
    if let network = name.network {
      throw Diagnostic(
        place,
        (names[name] == nil ? problem(withWeight: name) : nil)
          ?? "'\(name)' is learned: set what the training of '\(network)' starts from")
    }
    guard functions[name] == nil else {
      throw Diagnostic(place, "'\(name)' is a function; redefine it: \(name)(v) = …")
    }
    guard let node = names[name] else {
      let known = names.keys.sorted()
      throw Diagnostic(place, "'\(name)' has no value here" + suggestion(name, among: known))
    }
    if !parameterNodes.contains(node), let causes = causes(of: node) {
      let list = causes.isEmpty ? "" : ": \(causes.joined(separator: ", "))"
      throw Diagnostic(place, "'\(name)' is computed; set what it is computed from\(list)")
    }
    guard assignment.isOfElement else { return (node, nil) }
    return (node, try element(assignment.target).offset)
  }

  /// The names that a value is computed from; `nil` for a literal.
  private func causes(of node: NodeID) -> [String]? {
    let behind = workspace.graph.ancestors(of: [node]).filter { $0 != node }
    let isWritten =
      !workspace.isVariable(node) && behind.allSatisfy { workspace.graph[$0].label == nil }
    if isWritten { return nil }
    return behind.compactMap { id in
      guard case .name(let cause) = workspace.graph[id].label else { return nil }
      return names[cause] == id ? cause : nil
    }
  }

  /// Sets a parameter to its altered value and recomputes everything that depends on parameters, including gradients.
  package mutating func apply(_ alteration: Alteration) throws(Diagnostic) {
    guard let node = names[alteration.name] else { return }
    let place = Place(line: 1, column: 1, length: 1)
    var value = alteration.after
    if let offset = alteration.offset {
      let present = workspace.value(node)
      var elements = present.elements
      elements[offset] = alteration.after[0]
      value = Tensor(present.shape, elements)
    }
    workspace.set(node, to: value)
    history.record(alteration.name, value)
    try workspace.recompute(workspace.operationsDependingOnVariables, at: place)
    if let lastPass { remember(lastPass) }
  }
}

extension Statement {
  /// Returns the statement with the altered value, if it defines the altered name.
  package func redefined(by alteration: Alteration) -> Statement? {
    if alteration.isSetting { return redefined(setting: alteration) }
    switch kind {
    case .definition(alteration.name, let expression):
      let value = Expression(alteration.literal.kind, expression.place)
      return restated(
        .definition(name: alteration.name, value), "\(alteration.name) = \(value.text)")
    case .parameter(alteration.name, let expression):
      let value = Expression(alteration.literal.kind, expression.place)
      return restated(
        .parameter(name: alteration.name, value), "param \(alteration.name) = \(value.text)")
    case .repeat(let count, let body):
      var body = body
      for index in body.indices.reversed() {
        guard let statement = body[index].redefined(by: alteration) else { continue }
        body[index] = statement
        return restated(.repeat(count, body))
      }
      return nil
    default: return nil
    }
  }

  /// Returns the statement with another definition, and the source of that unless it stays.
  func restated(_ kind: Kind, _ source: String? = nil) -> Statement {
    var statement = self
    statement.kind = kind
    if let source { statement.source = source }
    return statement
  }
}

extension Tensor {
  /// Returns the tensor as a literal, with the spellings of its elements.
  fileprivate func literal(_ spellings: [String?], at place: Place) -> Expression {
    var position = 0
    func part(_ sizes: ArraySlice<Int>) -> Expression {
      guard let count = sizes.first else {
        position += 1
        return Expression(number: self[position - 1], spelling: spellings[position - 1], at: place)
      }
      return Expression(.list((0..<count).map { _ in part(sizes.dropFirst()) }), place)
    }
    return part(shape.sizes[...])
  }
}

extension Session {
  /// The values that an assignment can alter, in order of definition.
  package var alterable: [(name: String, value: Tensor, isParameter: Bool)] {
    names.sorted { $0.value < $1.value }.compactMap { name, node in
      let isParameter = parameterNodes.contains(node)
      guard isParameter || causes(of: node) == nil else { return nil }
      return (name, workspace.value(node), isParameter)
    }
  }
}
