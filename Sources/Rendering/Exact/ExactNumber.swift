import Text

/// A fraction: ± numerator / denominator × 10^exponent, with exact arithmetic.
///
/// An operation returns `nil` if its result is not a number, or too long to be written out.
struct ExactNumber {
  let isNegative: Bool
  private let numerator: WholeNumber
  private let denominator: WholeNumber
  private let exponent: Int

  /// About 2,400 decimal digits.
  private static let largestSize = 256
  private static let longestShift = 2_000

  private init?(
    isNegative: Bool, _ numerator: WholeNumber, over denominator: WholeNumber = .one,
    exponent: Int
  ) {
    guard numerator.size <= Self.largestSize, denominator.size <= Self.largestSize,
      !denominator.isZero
    else { return nil }
    self.isNegative = isNegative && !numerator.isZero
    self.numerator = numerator
    self.denominator = denominator
    self.exponent = numerator.isZero ? 0 : exponent
  }

  init(_ number: DecimalNumber) {
    isNegative = number.isNegative && !number.digits.isEmpty
    numerator = WholeNumber(digits: number.digits)
    denominator = .one
    exponent = number.digits.isEmpty ? 0 : number.point - number.digits.count
  }

  init(_ whole: Int) { self.init(DecimalNumber(Double(whole))) }

  var isZero: Bool { numerator.isZero }

  /// −1, 0 or 1.
  var sign: Int { isZero ? 0 : isNegative ? -1 : 1 }

  /// The number, if it is a small integer.
  var small: Int? {
    for whole in 0...1_000 {
      if isEqual(to: ExactNumber(whole)) { return whole }
      if isEqual(to: ExactNumber(-whole)) { return -whole }
    }
    return nil
  }

  static prefix func - (a: ExactNumber) -> ExactNumber? {
    ExactNumber(
      isNegative: !a.isNegative, a.numerator, over: a.denominator, exponent: a.exponent)
  }

  static func + (a: ExactNumber, b: ExactNumber) -> ExactNumber? {
    if a.isZero { return b }
    if b.isZero { return a }
    let exponent = min(a.exponent, b.exponent)
    let (shiftA, shiftB) = (a.exponent - exponent, b.exponent - exponent)
    guard max(shiftA, shiftB) <= longestShift else { return nil }
    let first = a.numerator * b.denominator * .powerOfTen(shiftA)
    let second = b.numerator * a.denominator * .powerOfTen(shiftB)
    let denominator = a.denominator * b.denominator
    if a.isNegative == b.isNegative {
      return ExactNumber(
        isNegative: a.isNegative, first + second, over: denominator, exponent: exponent)
    }
    let isFirstSmaller = first < second
    return ExactNumber(
      isNegative: isFirstSmaller ? b.isNegative : a.isNegative,
      isFirstSmaller ? second - first : first - second, over: denominator, exponent: exponent)
  }

  static func - (a: ExactNumber, b: ExactNumber) -> ExactNumber? {
    guard let negative = -b else { return nil }
    return a + negative
  }

  static func * (a: ExactNumber, b: ExactNumber) -> ExactNumber? {
    ExactNumber(
      isNegative: a.isNegative != b.isNegative, a.numerator * b.numerator,
      over: a.denominator * b.denominator, exponent: a.exponent + b.exponent)
  }

  static func / (a: ExactNumber, b: ExactNumber) -> ExactNumber? {
    ExactNumber(
      isNegative: a.isNegative != b.isNegative, a.numerator * b.denominator,
      over: a.denominator * b.numerator, exponent: a.exponent - b.exponent)
  }

  func raised(to power: Int) -> ExactNumber? {
    var result: ExactNumber? = ExactNumber(1)
    for _ in 0..<power.magnitude { result = result.flatMap { $0 * self } }
    return power < 0 ? result.flatMap { ExactNumber(1) / $0 } : result
  }

  func isEqual(to other: ExactNumber) -> Bool {
    if sign != other.sign { return false }
    return (self - other)?.isZero ?? false
  }
}
