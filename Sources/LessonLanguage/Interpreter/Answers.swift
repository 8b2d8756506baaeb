import Autodiff
import Text

/// The result of comparing an answer with the right one.
package enum Judgement: Sendable, Equatable {
  case right
  /// Right to two digits, which is too few.
  case needsMoreDigits
  /// A value of another shape.
  case otherShape(given: Shape, wanted: Shape)
  /// Anything else, with the answer's value if it was not typed as a number.
  case wrong(value: Tensor?)
  /// Not one of the choices of a question that is answered in words.
  case notAChoice([String])
}

/// The rules for a right answer.
///
/// A number must agree with the value in all of its digits, and in at least three significant digits. A final zero of
/// three digits may be omitted: `0.16` means 0.160, which is right for 0.16 and wrong for 0.1635. A single digit must
/// equal the value, as an expression must: `6` is right for 6 and wrong for 6.02. Rounding errors in the last digits of
/// a value never count.
private enum Agreement {
  static let fewestDigits = 3
  /// The smallest number of digits of a rounded answer; one digit is easily guessed.
  static let fewestRoundedDigits = 2
  /// The relative tolerance for an expression's value.
  static let relative = 1e-6
  /// The absolute tolerance where the right value is 0.
  static let absolute = 1e-12

  /// Judges a number that is written in digits.
  static func judge(_ value: Double, spelling: String, against wanted: Double) -> Judgement {
    if value == wanted || (value.isNaN && wanted.isNaN) { return .right }
    let digits = Literal.significantDigits(of: spelling)
    guard value.isFinite, wanted.isFinite, digits > 0 else { return .wrong(value: nil) }
    guard digits >= fewestRoundedDigits else { return judge(value, against: wanted) }
    let decimals = Literal.decimals(of: spelling)
    let zeros = max(0, fewestDigits - digits)
    if Literal.agrees(value, decimals: decimals + zeros, with: wanted) { return .right }
    let isRounded = Literal.agrees(value, decimals: decimals, with: wanted)
    return isRounded ? .needsMoreDigits : .wrong(value: nil)
  }

  /// Judges the value of an expression.
  static func judge(_ value: Double, against wanted: Double) -> Judgement {
    let isSame = value == wanted || (value.isNaN && wanted.isNaN)
    let bound = wanted == 0 ? absolute : relative * abs(wanted)
    return isSame || abs(value - wanted) <= bound ? .right : .wrong(value: nil)
  }
}

extension Session {
  /// Compares an answer with the right value. An expression is computed on a copy of the session.
  package func judge(_ answer: Answer, against wanted: Tensor) throws(Diagnostic) -> Judgement {
    let judgement = try judge(answer.expression, answer, against: wanted)
    if case .wrong = judgement, let grouped = answer.grouped,
      try judge(grouped, answer, against: wanted) == .right
    {
      return .right
    }
    return judgement
  }

  private func judge(
    _ expression: Expression, _ answer: Answer, against wanted: Tensor
  ) throws(Diagnostic) -> Judgement {
    var given = Literal(expression)?.tensor
    if given == nil {
      var attempt = self
      given = try attempt.valueOf(expression)
    }
    guard let given else { return .wrong(value: nil) }
    guard given.shape == wanted.shape else {
      return .otherShape(given: given.shape, wanted: wanted.shape)
    }
    // If an element is not a literal, the elements are judged by their values.
    let leaves = expression.leaves
    let spellings = leaves.count == given.count ? leaves.map { Literal($0)?.spelling } : []
    var judgement = Judgement.right
    for index in 0..<given.count {
      let spelling = index < spellings.count ? spellings[index] : nil
      let one =
        spelling.map { Agreement.judge(given[index], spelling: $0, against: wanted[index]) }
        ?? Agreement.judge(given[index], against: wanted[index])
      if case .wrong = one { return .wrong(value: answer.isPlain ? nil : given) }
      if one == .needsMoreDigits { judgement = one }
    }
    return judgement
  }
}

extension Expression {
  /// The elements of nested lists, row by row; the expression itself if it is not a list.
  fileprivate var leaves: [Expression] {
    guard case .list(let items) = kind else { return [self] }
    return items.flatMap { $0.leaves }
  }
}

extension Literal {
  /// The spelling of a single number.
  fileprivate var spelling: String? {
    guard case .number(_, let spelling, _) = self else { return nil }
    return spelling
  }

  /// The number of significant digits of a spelling: 3 for `-0.0550`, 2 for `1.2e3`.
  fileprivate static func significantDigits(of spelling: String) -> Int {
    let mantissa = spelling.utf8.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
    let digits = mantissa.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return digits.drop { $0 == UInt8(ascii: "0") }.count
  }
}
