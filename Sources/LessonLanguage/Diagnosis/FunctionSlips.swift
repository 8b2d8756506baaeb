import Autodiff
import Text

/// Functions that are left out or taken for each other, sums and means, and the points of derivatives.
extension SlipSearch {
  mutating func addFunctions(at id: NodeID) {
    switch form(id) {
    case .square(let a):
      leaveOut("the square", id, a)
      let two = computation.constant(Tensor(2), spelling: "2")
      replace(
        id, by: computation.apply(.multiply, [two, a], inPlaceOf: id), .otherFunction, id, 2,
        [.node(a), " is multiplied by 2 instead of squared"])
    case .power(let a, let b):
      leaveOut(computation.value(b).number == 2 ? "the square" : "the power", id, a)
      replace(
        id, by: computation.apply(.multiply, [b, a], inPlaceOf: id), .otherFunction, id, 2,
        [.node(a), " is multiplied by ", .node(b), " instead of raised to that power"])
    case .root(let a): leaveOut("the square root", id, a)
    case .absolute(let a): leaveOut("the absolute value", id, a)
    case .exponential(let a): leaveOut("exp", id, a)
    case .logarithm(let a):
      addBases(at: id)
      leaveOut("the logarithm", id, a)
    case .weightedLogarithm(let weight, let a):
      addBases(at: id)
      replace(
        id, by: computation.apply(.multiply, [weight, a], inPlaceOf: id), .otherFunction, id, 1,
        ["the logarithm is left out: ", .node(a), " takes its place"],
        habit: ["the logarithm is left out"])
    case .crossEntropy: addBases(at: id)
    case .activation(let function, let a):
      leaveOut(function.name, id, a)
      for other in Form.activations(besides: function) {
        replace(
          id, by: computation.apply(other, [a], inPlaceOf: id), .otherFunction, id, 1.5,
          [.text("\(other.name) is taken instead of \(function.name)")])
      }
    case .softmax(let a):
      leaveOut("softmax", id, a)
      replace(
        id, by: computation.apply(.softmax, [id], inPlaceOf: id), .otherFunction, id, 1.5,
        ["softmax is applied twice"])
    case .total(let a): addTotal(id, a)
    case .mean(let a): addMean(id, a)
    default: break
    }
    addPoints(at: id)
  }

  private mutating func leaveOut(_ name: String, _ id: NodeID, _ argument: NodeID) {
    replace(
      id, by: same(argument, inPlaceOf: id), .otherFunction, id, 1,
      [.text("\(name) is left out: "), .node(argument), " takes its place"],
      habit: [.text("\(name) is left out")])
  }

  /// Other bases for what is proportional to a logarithm.
  private mutating func addBases(at id: NodeID) {
    for (base, number) in [("10", 10.0), ("2", 2.0)] {
      let scale = computation.apply(.log, [computation.constant(number)])
      replace(
        id, by: scale.flatMap { computation.apply(.divide, [unnamed(id), $0], inPlaceOf: id) },
        .otherFunction, id, 1, [.text("the logarithm is taken to base \(base) instead of base e")])
    }
  }

  // MARK: Sums and means

  private mutating func addTotal(_ id: NodeID, _ a: NodeID) {
    let count = computation.graph[a].shape.count / max(1, computation.graph[id].shape.count)
    guard count > 1 else { return }
    let number = computation.constant(Double(count))
    replace(
      id, by: computation.apply(.divide, [unnamed(id), number], inPlaceOf: id), .scale, id, 1,
      ["the mean is taken for the sum: it is divided by ", .node(number)])
  }

  private mutating func addMean(_ id: NodeID, _ a: NodeID) {
    let count = computation.graph[a].shape.count / max(1, computation.graph[id].shape.count)
    guard count > 1 else { return }
    let number = computation.constant(Double(count))
    replace(
      id, by: computation.apply(.multiply, [number, unnamed(id)], inPlaceOf: id), .scale, id, 1,
      ["the sum is taken for the mean: the division by ", .node(number), " is left out"])
    for other in Set(shape(a) + [count - 1]).sorted() where other > 1 && other != count {
      let factor = computation.constant(Double(count) / Double(other))
      let divisor = computation.constant(Double(other))
      replace(
        id, by: computation.apply(.multiply, [factor, unnamed(id)], inPlaceOf: id), .scale, id, 1.5,
        ["the sum is divided by ", .node(divisor), " instead of ", .node(number)])
    }
  }

  // MARK: Points of derivatives

  /// f · (1 − f) and 1 − f², the derivatives of a sigmoid and of tanh by their own values, at a wrong point.
  private mutating func addPoints(at id: NodeID) {
    guard let output = outputOfDerivative(id),
      case .activation(let function, let sum) = plain(output)
    else { return }
    let again = computation.apply(function, [output])
    for (point, name) in [(sum, sum), (again, output)] {
      guard let point else { continue }
      replace(
        id, by: derivative(of: function, output: point, sum: sum, inPlaceOf: id), .wrongPoint, id,
        1.5,
        [.text("the derivative of \(function.name) is taken at "), .node(name)]
          + (point == sum
            ? [" instead of ", .node(output)] : [", its value, instead of at its sum"]))
    }
    for other in Form.activations(besides: function) {
      replace(
        id, by: derivative(of: other, output: output, sum: sum, inPlaceOf: id), .otherFunction, id,
        2.5, [.text("the derivative of \(other.name) is taken instead of that of \(function.name)")]
      )
    }
    addUnits(of: id)
  }

  /// The derivative at another unit of the layer.
  private mutating func addUnits(of id: NodeID) {
    guard shape(id).count == 1, shape(id)[0] > 1, shape(id)[0] <= 4 else { return }
    for unit in 0..<shape(id)[0] {
      guard let element = computation.apply(.index([unit]), [unnamed(id)]) else { continue }
      let node = computation.apply(
        .broadcast(to: computation.graph[id].shape), [element], inPlaceOf: id)
      replace(
        id, by: node, .wrongPoint, id, 3, [.text("every unit takes the derivative of unit \(unit)")]
      )
    }
  }

  /// The derivative of a function by the function's own rule, in the place of another node.
  private mutating func derivative(
    of function: Operation, output: NodeID, sum: NodeID, inPlaceOf id: NodeID
  ) -> NodeID? {
    let derivative = computation.add { (graph) throws(Diagnostic) in
      graph.derivative(of: function, argument: sum, value: output)
    }
    return derivative.flatMap { same($0, inPlaceOf: id) }
  }

  /// The function whose derivative a node is, written with the function's own value.
  func functionOfDerivative(_ id: NodeID) -> String? {
    guard computation.isBackward(id), let output = outputOfDerivative(id),
      case .activation(let function, _) = plain(output)
    else { return nil }
    return function.name
  }

  /// The f of f · (1 − f) or 1 − f².
  private func outputOfDerivative(_ id: NodeID) -> NodeID? {
    switch form(id) {
    case .product(let a, let rest):
      if case .difference(let one, let b) = form(rest), isOne(one), a == b { return a }
    case .difference(let one, let square):
      guard isOne(one) else { return nil }
      if case .square(let a) = form(square) { return a }
      if case .power(let a, let two) = form(square), computation.value(two).number == 2 {
        return a
      }
    default: break
    }
    return nil
  }

  func isOne(_ id: NodeID) -> Bool { computation.value(id).number == 1 && isLiteral(id) }

  /// The form of a node that may have a second name.
  private func plain(_ id: NodeID) -> Form {
    var form = form(id)
    while case .same(let inner) = form { form = self.form(inner) }
    return form
  }
}
