import Autodiff
import Text

/// Expressions of rounded numbers, such as 1 − 0.4134 for 1 − p.
extension Session {
  /// The largest number of numbers in an expression that are taken for rounded.
  private static let mostRounded = 40

  /// How far the rounding of the numbers in a reader's expression may move its value, element by element: the sum over all
  /// numbers of the change if one is half a unit of its last digit larger.
  /// - Parameter exact: whether a number is meant as it is, as one of the program is.
  func slack(of given: GivenValue, isExact: (Double) -> Bool) -> [Double] {
    var slack = [Double](repeating: 0, count: given.value.count)
    let numbers = given.expression.numbers
    guard given.spellings.contains(where: { $0 == nil }), numbers.count <= Self.mostRounded else {
      return slack
    }
    for (position, number) in numbers.enumerated() {
      let decimals = Literal.decimals(of: number.spelling)
      let isCount = decimals == 0 && abs(number.value) < 100
      if isCount || isExact(number.value) { continue }
      var index = position
      let moved = given.expression.moving(&index, by: 0.5 * Literal.unit(decimals))
      var attempt = self
      guard let value = try? attempt.valueOf(moved), value.shape == given.value.shape else {
        continue
      }
      for offset in slack.indices { slack[offset] += abs(value[offset] - given.value[offset]) }
    }
    return slack
  }
}

extension Expression {
  /// Every number in it, in order.
  fileprivate var numbers: [(value: Double, spelling: String)] {
    if case .number(let value, let spelling) = kind { return [(value, spelling)] }
    return Self.parts(kind).flatMap { $0.numbers }
  }

  /// The expression with one of its numbers larger.
  /// - Parameter position: the number's position; it is counted down.
  fileprivate func moving(_ position: inout Int, by change: Double) -> Expression {
    func moved(_ part: Expression) -> Expression { part.moving(&position, by: change) }
    let kind: Kind
    switch self.kind {
    case .number(let value, let spelling):
      kind = position == 0 ? .number(value + change, spelling: spelling) : self.kind
      position -= 1
    case .name: kind = self.kind
    case .list(let items): kind = .list(items.map(moved))
    case .negative(let a): kind = .negative(moved(a))
    case .binary(let sign, let a, let b): kind = .binary(sign, moved(a), moved(b))
    case .comparison(let sign, let a, let b): kind = .comparison(sign, moved(a), moved(b))
    case .choice(let a, let condition, let b):
      kind = .choice(moved(a), condition: moved(condition), otherwise: moved(b))
    case .call(let name, let arguments):
      kind = .call(
        name,
        arguments.map { Argument(name: $0.name, value: moved($0.value), place: $0.place) })
    case .index(let base, let positions): kind = .index(moved(base), positions.map(moved))
    }
    return Expression(kind, place)
  }
}
