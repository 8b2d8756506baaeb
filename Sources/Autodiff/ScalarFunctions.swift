import Kernels

extension ScalarFunction {
  /// The function of numbers that a formula names.
  static func of(_ function: ElementwiseFunction) -> ScalarFunction {
    all[ElementwiseFunction.allCases.firstIndex(of: function)!]
  }

  private static let all = ElementwiseFunction.allCases.map { ScalarFunction($0) }

  /// - Parameter setting: the last argument, if it is not written.
  convenience init(_ function: ElementwiseFunction, setting: Double? = nil) {
    self.init(
      function.rawValue, exact: function.exactCases,
      value: { arguments in
        // max(a, b, c, …) applies a function of two arguments repeatedly.
        setting == nil && arguments.count != function.arity
          ? arguments.reduce(arguments[0]) { function([$0, $1]) }
          : function(arguments + (setting.map { [$0] } ?? []))
      },
      definition: { arguments in
        let arguments = arguments + (setting.map { [.number($0)] } ?? [])
        return arguments.count == function.arity ? function(arguments) : nil
      })
  }
}

/// The arguments at which a function has an exact value that can be written down.
package enum ExactCases: Sendable {
  case nowhere
  /// At one argument only, as exp at 0.
  case only(at: Double, value: Double)
  /// Everywhere: the value is one of the arguments, or its negative.
  case selection
  /// Everywhere: the value is an integer that rounded arguments determine too, such as the position of a maximum or a sign.
  case decision
  /// At squares of fractions.
  case squares
}

extension ElementwiseFunction {
  fileprivate var exactCases: ExactCases {
    switch self {
    case .exp, .cos: .only(at: 0, value: 1)
    case .log: .only(at: 1, value: 0)
    case .sin, .tanh: .only(at: 0, value: 0)
    case .sigmoid: .only(at: 0, value: 0.5)
    case .sqrt: .squares
    case .abs, .relu, .max, .min: .selection
    case .sign: .decision
    default: .nowhere
    }
  }
}

extension Formula {
  /// x₀ + x₁ + …, without the middle of a long sum.
  ///
  /// `value` gives the omitted parts, so that the total includes them.
  static func sum(count: Int, part: (Int) -> Formula, value: (Int) -> Double) -> Formula {
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

  /// f(x₀, x₁, …), without the middle of a long list.
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

  /// The positions that are shown of `count`: all of up to twelve, else the first four, a gap (`nil`) and the last two.
  static func abridgedPositions(count: Int) -> [Int?] {
    if count <= Working.fewElements { return (0..<count).map { .some($0) } }
    return [0, 1, 2, 3, nil, count - 2, count - 1]
  }
}
