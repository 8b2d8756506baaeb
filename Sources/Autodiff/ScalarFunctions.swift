import Kernels

extension ScalarFunction {
  static let exp = ScalarFunction("exp", exact: .only(at: 0, value: 1)) { Double.exp($0[0]) }
  static let log = ScalarFunction("log", exact: .only(at: 1, value: 0)) { Double.log($0[0]) }
  static let sqrt = ScalarFunction("sqrt", exact: .squares) { $0[0].squareRoot() }
  static let abs = ScalarFunction("abs", exact: .selection) { $0[0].magnitude }
  static let sign = ScalarFunction("sign", exact: .decision) { signOf($0[0]) }
  static let sin = ScalarFunction("sin", exact: .only(at: 0, value: 0)) { Double.sin($0[0]) }
  static let cos = ScalarFunction("cos", exact: .only(at: 0, value: 1)) { Double.cos($0[0]) }
  static let tanh = ScalarFunction("tanh", exact: .only(at: 0, value: 0)) { Double.tanh($0[0]) }

  /// σ(x) = 1 / (1 + exp(−x))
  static let sigmoid = ScalarFunction(
    "sigmoid", exact: .only(at: 0, value: 0.5), value: { Double.sigmoid($0[0]) },
    definition: { .number(1) / (.number(1) + .call(.exp, [-$0[0]])) })

  /// relu(x) = max(0, x)
  static let relu = ScalarFunction(
    "relu", exact: .selection, value: { larger(0, $0[0]) },
    definition: { .call(.max, [.number(0), $0[0]]) })

  /// softplus(x) = log(1 + exp(x))
  static let softplus = ScalarFunction(
    "softplus", value: { Double.softplus($0[0]) },
    definition: { x in
      // Where e^x would overflow, x stands before the logarithm.
      if let value = x[0].value, value > 30 {
        return x[0] + .call(.log, [.number(1) + .call(.exp, [-x[0]])])
      }
      return .call(.log, [.number(1) + .call(.exp, [x[0]])])
    })

  static let max = ScalarFunction("max", exact: .selection) { values in
    values.reduce(values[0]) { larger($0, $1) }
  }
  static let min = ScalarFunction("min", exact: .selection) { values in
    values.reduce(values[0]) { smaller($0, $1) }
  }
}

extension Formula {
  static func squared(_ x: Formula) -> Formula { .power(x, .number(2)) }

  /// x₀ + x₁ + …, with the middle left out of a long one.
  ///
  /// `value` gives the parts that are not written, so that the total is that of them all.
  static func sum(
    count: Int, part: (Int) -> Formula, value: (Int) -> Double
  ) -> Formula {
    if count == 0 { return .number(0) }
    if count == 1 { return part(0) }
    let shown = abridgedPositions(count: count)
    let terms = shown.map { position in
      Term(
        isSubtracted: false,
        formula: position.map(part) ?? .omitted(count: count - shown.count + 1))
    }
    if shown.count == count { return .sum(terms) }
    var total = 0.0
    for position in 0..<count { total += value(position) }
    return .abridged(.sum(terms), value: total)
  }

  /// f(x₀, x₁, …), with the middle left out of a long one.
  static func call(
    _ function: ScalarFunction, count: Int, part: (Int) -> Formula, value: (Int) -> Double
  ) -> Formula {
    let shown = abridgedPositions(count: count)
    let arguments = shown.map { position in
      position.map(part) ?? .omitted(count: count - shown.count + 1)
    }
    if shown.count == count { return .call(function, arguments) }
    return .abridged(.call(function, arguments), value: function.value((0..<count).map(value)))
  }

  /// The positions that are written of `count`: all of up to twelve, else the first four, a gap (`nil`) and
  /// the last two.
  static func abridgedPositions(count: Int) -> [Int?] {
    if count <= Working.fewElements { return (0..<count).map { .some($0) } }
    return [0, 1, 2, 3, nil, count - 2, count - 1]
  }
}
