import Autodiff
import Learning
import Text

/// The names of a function's arguments while its body is expanded.
struct Scope {
  var bindings: [String: NodeID] = [:]
  /// The number of nested calls.
  var depth = 0
}

extension Session {
  /// Adds an expression to the graph and computes it.
  mutating func node(
    _ expression: Expression, _ scope: Scope = Scope()
  ) throws(Diagnostic) -> NodeID {
    switch expression.kind {
    case .number(let value, let spelling):
      return try constant(Tensor(value), [spelling], at: expression.place)
    case .name(let name):
      return try lookUp(name, scope, at: expression.place)
    case .list(let items):
      return try list(items, scope, at: expression.place)
    case .negative(let operand):
      return try workspace.apply(.negate, [try node(operand, scope)], at: expression.place)
    case .binary:
      return try chain(expression, scope)
    case .comparison(let comparison, let a, let b):
      let operands = [try node(a, scope), try node(b, scope)]
      return try workspace.apply(.comparison(comparison), operands, at: expression.place)
    case .choice(let a, let condition, let b):
      return try choice(a, condition, b, scope, at: expression.place)
    case .call(let name, let arguments):
      return try call(name, arguments, scope, at: expression.place)
    case .index(let base, let positions):
      let base = try node(base, scope)
      var indices: [Int] = []
      for position in positions { indices.append(try wholeNumber(position, "an index", scope)) }
      return try workspace.apply(.index(indices), [base], at: expression.place)
    }
  }

  mutating func valueOf(
    _ expression: Expression, _ scope: Scope = Scope()
  ) throws(Diagnostic) -> Tensor {
    let node = try node(expression, scope)
    return workspace.value(node)
  }

  /// Returns the number that an expression has as its value, for settings, counts and bounds.
  mutating func number(
    _ expression: Expression, _ purpose: String, _ scope: Scope = Scope()
  ) throws(Diagnostic) -> Double {
    if case .number(let literal, _) = expression.kind { return literal }
    let value = try valueOf(expression, scope)
    guard let number = value.number else {
      throw Diagnostic(expression.place, "\(purpose) is a number; this has shape \(value.shape)")
    }
    return number
  }

  /// Returns the integer that an expression has as its value, of up to a billion.
  mutating func wholeNumber(
    _ expression: Expression, _ purpose: String, _ scope: Scope = Scope()
  ) throws(Diagnostic) -> Int {
    let number = try number(expression, purpose, scope)
    guard let whole = Int(exactly: number), abs(number) <= 1e9 else {
      throw Diagnostic(expression.place, "\(purpose) is a whole number; this is \(number.written)")
    }
    return whole
  }

  private mutating func constant(
    _ tensor: Tensor, _ spelling: [String?], at place: Place
  ) throws(Diagnostic) -> NodeID {
    try workspace.add(at: place) { (graph) throws(Diagnostic) in
      graph.constant(tensor, spelling: spelling)
    }
  }

  private func lookUp(
    _ name: String, _ scope: Scope, at place: Place
  ) throws(Diagnostic) -> NodeID {
    if let node = scope.bindings[name] ?? names[name] { return node }
    if functions[name] != nil || BuiltIn.names.contains(name) {
      throw Diagnostic(place, "'\(name)' is a function; a call is written \(name)(…)")
    }
    if let problem = problem(withWeight: name) { throw Diagnostic(place, problem) }
    let known = Array(names.keys) + Array(scope.bindings.keys)
    throw Diagnostic(
      place,
      "'\(name)' has no value here"
        + (Self.testNames.contains(name) ? testAdvice : suggestion(name, among: known)))
  }

  func suggestion(_ name: String, among known: [String]) -> String {
    NearestName.suggestion(for: name, among: known.sorted()).map { "; did you mean '\($0)'?" } ?? ""
  }

  private mutating func list(
    _ items: [Expression], _ scope: Scope, at place: Place
  ) throws(Diagnostic) -> NodeID {
    if let literal = LiteralTensor(items), literal.sizes.count <= Shape.highestRank {
      return try constant(
        Tensor(Shape(literal.sizes), literal.values), literal.spellings, at: place)
    }
    var parts: [NodeID] = []
    for item in items { parts.append(try node(item, scope)) }
    return try workspace.apply(.stack, parts, at: place)
  }

  /// A chain a + b − c …, computed from the left without recursion.
  private mutating func chain(
    _ expression: Expression, _ scope: Scope
  ) throws(Diagnostic) -> NodeID {
    var links: [(operation: BinaryOperator, right: Expression, place: Place)] = []
    var first = expression
    while case .binary(let operation, let left, let right) = first.kind {
      links.append((operation, right, first.place))
      first = left
    }
    var result = try node(first, scope)
    for link in links.reversed() {
      let right = try node(link.right, scope)
      result = try workspace.apply(operation(link.operation), [result, right], at: link.place)
    }
    return result
  }

  private func operation(_ sign: BinaryOperator) -> Operation {
    switch sign {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .matrixProduct: .matrixProduct
    case .power: .power
    }
  }

  /// A condition that does not depend on parameters is decided at once, so that functions can be recursive.
  private mutating func choice(
    _ a: Expression, _ condition: Expression, _ b: Expression, _ scope: Scope, at place: Place
  ) throws(Diagnostic) -> NodeID {
    let decision = try node(condition, scope)
    if let fixed = workspace.value(decision).number, !workspace.isVariable(decision) {
      return try node(fixed != 0 ? a : b, scope)
    }
    let branches = [try node(a, scope), try node(b, scope)]
    return try workspace.apply(.choice, [decision] + branches, at: place)
  }

  private mutating func call(
    _ name: String, _ arguments: [Argument], _ scope: Scope, at place: Place
  ) throws(Diagnostic) -> NodeID {
    if let function = functions[name] { return try expand(function, arguments, scope, at: place) }
    if scope.bindings[name] != nil || names[name] != nil {
      throw Diagnostic(
        place, "'\(name)' is a value, not a function; a product is written \(name) * (…)")
    }
    if name == "grad" { return try gradient(arguments, at: place) }
    if name == "value" {
      let node = try node(onlyArgument(arguments, of: name, at: place), scope)
      let value = workspace.value(node)
      return try workspace.add(at: place) { (graph) throws(Diagnostic) in
        graph.cutOff(node, value)
      }
    }
    if shelf.models[name] != nil {
      let argument = try onlyArgument(arguments, of: name, at: place)
      return try predict(name, try node(argument, scope), at: place)
    }
    if let function = WholeFunction(rawValue: name) {
      return try apply(function, arguments, scope, at: place)
    }
    guard let builtIn = BuiltIn.named(name) else {
      let known = Array(functions.keys) + Array(shelf.models.keys) + BuiltIn.names
      throw Diagnostic(place, "there is no function '\(name)'" + suggestion(name, among: known))
    }
    return try apply(builtIn, arguments, scope, at: place)
  }

  private func onlyArgument(
    _ arguments: [Argument], of name: String, at place: Place
  ) throws(Diagnostic) -> Expression {
    guard arguments.count == 1, arguments[0].name == nil else {
      throw Diagnostic(place, "'\(name)' takes one argument, as in \(name)(w)")
    }
    return arguments[0].value
  }

  private mutating func expand(
    _ function: UserFunction, _ arguments: [Argument], _ scope: Scope, at place: Place
  ) throws(Diagnostic) -> NodeID {
    guard scope.depth < workspace.limits.calls else {
      throw Diagnostic(
        place,
        "'\(function.name)' calls itself more than \(workspace.limits.calls) deep; a condition that depends on a "
          + "parameter does not end it, since it may change")
    }
    try spend(Work.call * Double(1 + arguments.count), at: place)
    var inner = Scope(depth: scope.depth + 1)
    for (position, argument) in arguments.enumerated() {
      if let name = argument.name, !function.parameters.contains(name) {
        throw Diagnostic(
          argument.place,
          "'\(function.name)' has no argument '\(name)'"
            + suggestion(name, among: function.parameters))
      }
      let name =
        argument.name
        ?? (position < function.parameters.count ? function.parameters[position] : nil)
      guard let name, inner.bindings[name] == nil else { continue }
      let value = try node(argument.value, scope)
      inner.bindings[name] = scope.depth > 0 ? try number(for: value, at: argument.place) : value
    }
    guard inner.bindings.count == function.parameters.count,
      arguments.count == function.parameters.count
    else {
      let signature = function.parameters.joined(separator: ", ")
      throw Diagnostic(
        place,
        "'\(function.name)' takes (\(signature)), and here "
          + (arguments.count == 1 ? "is 1 argument" : "are \(arguments.count) arguments"))
    }
    return try node(function.body, inner)
  }

  /// In a call from a function's body, replaces an expression of numbers by its value, so that 9 − 1 − 1 does not grow
  /// from call to call.
  private mutating func number(for node: NodeID, at place: Place) throws(Diagnostic) -> NodeID {
    let source = workspace.graph[node]
    guard source.operation != nil, source.shape.rank == 0,
      source.inputs.allSatisfy({ workspace.graph[$0].isLiteral })
    else { return node }
    return try constant(workspace.value(node), [nil], at: place)
  }

  /// grad(w): the node of dL/dw of the last backward pass.
  private func gradient(_ arguments: [Argument], at place: Place) throws(Diagnostic) -> NodeID {
    guard arguments.count == 1, arguments[0].name == nil,
      case .name(let name) = arguments[0].value.kind
    else {
      throw Diagnostic(place, "'grad' takes a name, as in grad(w); an element is grad(W)[0, 1]")
    }
    let node = try lookUp(name, Scope(), at: arguments[0].value.place)
    guard let pass = lastPass else {
      throw Diagnostic(place, "there is no gradient yet: backprop a loss first")
    }
    guard let gradient = pass.gradients[node] else {
      throw Diagnostic(place, "the last backprop did not reach '\(name)'")
    }
    return gradient
  }
}

/// A nested list of literals as one tensor.
struct LiteralTensor {
  var sizes: [Int]
  var values: [Double] = []
  var spellings: [String?] = []

  /// `nil` if an element is not a literal number, or if rows have different lengths.
  init?(_ items: [Expression]) {
    sizes = [items.count]
    var inner: [Int]?
    for item in items {
      var part: [Int] = []
      switch item.kind {
      case .number(let value, let spelling):
        values.append(value)
        spellings.append(spelling)
      case .list(let items):
        guard let row = LiteralTensor(items) else { return nil }
        values += row.values
        spellings += row.spellings
        part = row.sizes
      default: return nil
      }
      if let inner, inner != part { return nil }
      inner = part
    }
    sizes += inner ?? []
  }
}
