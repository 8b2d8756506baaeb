import Autodiff

/// Signs, terms and factors.
extension SlipSearch {
  mutating func addArithmetic(at id: NodeID) {
    let line = place(of: id)
    switch form(id) {
    case .sum(let a, let b): if !computation.isBackward(id) { addSum(id, a, b, line) }
    case .difference(let a, let b): addDifference(id, a, b, line)
    case .product(let a, let b): addProduct(id, a, b, line)
    case .quotient(let a, let b): addQuotient(id, a, b, line)
    case .matrixProduct(let a, let b), .outerProduct(let a, let b):
      for (factor, other) in [(a, b), (b, a)] {
        let ones = computation.constant(
          Tensor(computation.graph[factor].shape, repeating: 1))
        let inputs = factor == a ? [ones, other] : [other, ones]
        guard let operation = computation.graph[id].operation else { continue }
        replace(
          id, by: computation.apply(operation, inputs, inPlaceOf: id), .droppedFactor, factor, 1.5,
          [.node(factor), " is left out"] + line)
      }
    case .negative(let a):
      replace(
        id, by: same(a, inPlaceOf: id), .sign, id, 1, ["the minus sign of ", .node(id), " is lost"])
    default: break
    }
  }

  private mutating func addSum(_ id: NodeID, _ a: NodeID, _ b: NodeID, _ line: [Slip.Word]) {
    replace(
      id, by: computation.apply(.subtract, [a, b], inPlaceOf: id), .sign, b, 1.5,
      [.node(b), " is subtracted, not added"])
    if case .sum = form(a) {
    } else {
      replace(
        id, by: computation.apply(.subtract, [b, a], inPlaceOf: id), .sign, a, 2,
        [.node(a), " is subtracted, not added"])
    }
    for (term, rest) in [(b, a), (a, b)] {
      // The sum of the other terms is left out by leaving out each of them.
      if term == a, case .sum = form(a) { continue }
      replace(
        id, by: same(rest, inPlaceOf: id), .droppedTerm, term, 1.5,
        [.node(term), " is left out"] + line)
    }
  }

  private mutating func addDifference(
    _ id: NodeID, _ a: NodeID, _ b: NodeID, _ line: [Slip.Word]
  ) {
    replace(
      id, by: computation.apply(.add, [a, b], inPlaceOf: id), .sign, b, 1,
      [.node(b), " is added, not subtracted"])
    replace(
      id, by: computation.apply(.subtract, [b, a], inPlaceOf: id), .sign, id, 1.5,
      ["the difference ", .node(unnamed(id)), " is taken the other way round"])
    // What is left of 1 − o is 1: it is more likely that the whole factor was left out.
    replace(
      id, by: same(a, inPlaceOf: id), .droppedTerm, b, isOne(a) ? 2.25 : 1.5,
      [.node(b), " is left out"] + line)
    if hasShape(b, of: id) {
      replace(
        id, by: computation.apply(.negate, [b], inPlaceOf: id), .droppedTerm, a, 2,
        [.node(a), " is left out"] + line)
    }
  }

  private mutating func addProduct(_ id: NodeID, _ a: NodeID, _ b: NodeID, _ line: [Slip.Word]) {
    for (factor, rest) in [(a, b), (b, a)] {
      let isNumber = isLiteral(factor)
      let isComposite = computation.graph[factor].label == nil && !isNumber
      let cost = isComposite ? 2.0 : 1.0
      var without = same(rest, inPlaceOf: id)
      if without == nil, !isNumber {
        let one = computation.constant(Tensor(computation.graph[factor].shape, repeating: 1))
        without = computation.apply(.multiply, [one, rest], inPlaceOf: id)
      }
      let number = isNumber ? computation.value(factor).number : nil
      replace(
        id, by: without, number == -1 ? .sign : isNumber ? .scale : .droppedFactor, factor, cost,
        ["the factor ", .node(factor), " is left out"] + line)
      // Without −1, the sign is lost; applied twice, it is left out.
      if number.map({ abs($0) }) == 1 { continue }
      if let number, number < 0 {
        let positive = computation.constant(-number)
        replace(
          id, by: computation.apply(.multiply, [positive, rest], inPlaceOf: id), .sign, factor, 1,
          ["the minus sign of ", .node(factor), " is lost"])
      }
      replace(
        id, by: computation.apply(.multiply, [factor, unnamed(id)], inPlaceOf: id), .doubledFactor,
        factor, cost + 2.5, ["the factor ", .node(factor), " is applied twice"])
      replace(
        id, by: computation.apply(.divide, [rest, factor], inPlaceOf: id), .invertedFactor, factor,
        cost + 2.5, ["you divide by ", .node(factor), " instead of multiplying by it"])
    }
  }

  private mutating func addQuotient(_ id: NodeID, _ a: NodeID, _ b: NodeID, _ line: [Slip.Word]) {
    let isNumber = isLiteral(b)
    // A fraction such as 1/2 is left out as a whole.
    if isLiteral(a), isNumber { return }
    replace(
      id, by: same(a, inPlaceOf: id), isNumber ? .scale : .droppedFactor, b, 1,
      ["the division by ", .node(b), " is left out"] + line)
    replace(
      id, by: computation.apply(.multiply, [a, b], inPlaceOf: id), .invertedFactor, b, 2,
      ["you multiply by ", .node(b), " instead of dividing by it"])
    replace(
      id, by: computation.apply(.divide, [b, a], inPlaceOf: id), .invertedFactor, id, 2,
      ["the fraction ", .node(unnamed(id)), " is upside down"])
    replace(
      id, by: computation.apply(.divide, [unnamed(id), b], inPlaceOf: id), .doubledFactor, b, 2.5,
      ["you divide by ", .node(b), " twice"])
  }

  /// The other sign of each named quantity, and half or twice its value.
  mutating func addSignAndScale(at id: NodeID) {
    guard computation.graph[id].operation != nil else { return }
    let isTarget = id == computation.target
    guard isTarget || computation.graph[id].label != nil else { return }
    replace(
      id, by: computation.apply(.negate, [unnamed(id)], inPlaceOf: id), .sign, id,
      isTarget ? 1.5 : 2, [.node(id), " has the other sign"], isEffect: true)
    for (number, spelling, word) in [(2.0, "2", "twice"), (0.5, "0.5", "half")] {
      replace(
        id, by: scaled(id, by: number, spelling: spelling), .scale, id, isTarget ? 2 : 2.5,
        [.text("\(word) the value of "), .node(id), " is taken"], isEffect: true)
    }
  }
}
