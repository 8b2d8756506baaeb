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
/// equal the value, as an expression must: `6` is right for 6 and wrong for 6.02. Two or more zeros at the end of a whole
/// number need not be significant: `249000` is right for 248832. Rounding errors in the last digits of a value never count. An
/// expression of rounded numbers may be right with a remark: see `GivenValue.isRightIfRounded`.
package enum Agreement {
  package static let fewestDigits = 3
  /// The smallest number of digits of a rounded answer; one digit is easily guessed.
  static let fewestRoundedDigits = 2
  /// How far rounding on the way may move a number that counts as right, relative to the answer.
  package static let roundedOnTheWay = 0.01
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
    // 249000 may be a number of three digits. A single zero is a digit: 6560 is not 6561.
    let padding = Literal.finalZeros(of: spelling)
    if padding > 1, digits - padding >= fewestDigits,
      Literal.agrees(value, decimals: -padding, with: wanted)
    {
      return .right
    }
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

/// A reader's answer as a value, with the spelling of each of its numbers that was typed in digits.
struct GivenValue: Sendable {
  let expression: Expression
  let value: Tensor
  /// One for each element; `nil` for the value of an expression.
  let spellings: [String?]
  /// How far the rounding of the numbers in an expression may move each element; empty if they are exact.
  var slack: [Double] = []

  func judge(_ index: Int, against wanted: Double) -> Judgement {
    spellings[index].map { Agreement.judge(value[index], spelling: $0, against: wanted) }
      ?? Agreement.judge(value[index], against: wanted)
  }

  /// The number of significant digits, in all elements together.
  var significantDigits: Int {
    value.elements.indices.reduce(0) { $0 + significantDigits($1) }
  }

  /// An exact number has all digits. 0 has none, but it is as good as three: nothing else is rounded to it.
  private func significantDigits(_ index: Int) -> Int {
    let number = value[index]
    if number == 0 || !number.isFinite { return Agreement.fewestDigits }
    if let spelling = spellings[index] { return Literal.significantDigits(of: spelling) }
    guard !slack.isEmpty, slack[index] > 0 else { return Self.digitsOfExact }
    let digits = DecimalNumber(number).point - DecimalNumber(2 * slack[index]).point
    return max(1, min(Self.digitsOfExact, digits))
  }

  private static let digitsOfExact = 15

  /// Whether it was typed in digits.
  var isTyped: Bool { spellings.allSatisfy { $0 != nil } }

  /// Whether an expression of rounded numbers is right: it agrees to three significant digits, and the rounding of its numbers
  /// explains the rest.
  func isRightIfRounded(_ wanted: Tensor) -> Bool {
    guard !isTyped, wanted.shape == value.shape else { return false }
    return value.elements.indices.allSatisfy { index in
      if judge(index, against: wanted[index]) == .right { return true }
      guard spellings[index] == nil, !slack.isEmpty else { return false }
      return abs(value[index] - wanted[index]) <= slack[index] && hasFewestDigits(index, of: wanted)
    }
  }

  /// Whether every element agrees with a value to three significant digits.
  func hasFewestDigits(of wanted: Tensor) -> Bool {
    value.elements.indices.allSatisfy { hasFewestDigits($0, of: wanted) }
  }

  private func hasFewestDigits(_ index: Int, of wanted: Tensor) -> Bool {
    guard wanted[index].isFinite else { return false }
    let decimals = Agreement.fewestDigits - DecimalNumber(wanted[index]).point
    return Literal.agrees(value[index], decimals: decimals, with: wanted[index])
  }

  /// Whether a value rounds to the given digits in every element.
  func rounds(from other: Tensor) -> Bool {
    guard other.shape == value.shape else { return false }
    return value.elements.indices.allSatisfy { index in
      // Only 0 is rounded to 0 as far as mistakes go, and only infinity to infinity.
      if value[index] == 0 || !value[index].isFinite {
        return Agreement.judge(value[index], against: other[index]) == .right
          || value[index] == 0 && abs(other[index]) <= Agreement.absolute
      }
      guard let spelling = spellings[index] else {
        return Agreement.judge(value[index], against: other[index]) == .right
          || !slack.isEmpty && abs(value[index] - other[index]) <= slack[index]
      }
      let decimals = Literal.decimals(of: spelling)
      return Literal.agrees(value[index], decimals: decimals, with: other[index])
    }
  }

  /// The mistake of cutting off the digits of a value instead of rounding it, if the given number is that.
  func truncation(of wanted: Tensor, _ target: NodeID) -> Slip? {
    guard wanted.shape == value.shape else { return nil }
    for (index, spelling) in spellings.enumerated() {
      guard let spelling else { return nil }
      let unit = Literal.unit(Literal.decimals(of: spelling))
      let cut = (wanted[index] / unit).rounded(.towardZero) * unit
      let isCut =
        Literal.significantDigits(of: spelling) >= Agreement.fewestDigits
        && abs(value[index] - cut) <= 1e-6 * unit
      guard isCut || judge(index, against: wanted[index]) == .right else { return nil }
    }
    return Slip(
      kind: .rounded, subject: .node(target),
      reason: ["what you get if ", .node(target), " is cut off, not rounded"], cost: 0,
      value: value)
  }

  /// Whether every element is the number that was given, and not only one that rounds to it.
  func equals(_ other: Tensor) -> Bool {
    other.shape == value.shape
      && zip(value.elements, other.elements).allSatisfy {
        $0 == $1 || $0.isFinite && abs($0 - $1) <= 1e-9 * abs($0)
      }
  }
}

extension Session {
  /// Compares an answer with the right value. An expression is computed on a copy of the session.
  package func judge(_ answer: Answer, against wanted: Tensor) throws(Diagnostic) -> Judgement {
    var judgement: Judgement?
    for given in try values(of: answer) {
      let next = judge(given, answer, against: wanted)
      if next == .right { return .right }
      if judgement == nil { judgement = next }
    }
    return judgement ?? .wrong(value: nil)
  }

  /// Whether an answer is a value that is correctly rounded, to however few digits.
  package func isRounded(_ answer: Answer, from value: Double) throws(Diagnostic) -> Bool {
    try values(of: answer).contains { $0.isTyped && $0.rounds(from: Tensor(value)) }
  }

  /// The numbers that an answer may mean; an answer that is not a single number has none.
  package func numbers(of answer: Answer) throws(Diagnostic) -> [Double] {
    try values(of: answer).compactMap { $0.value.number }
  }

  /// The values that an answer may mean: with its commas read as decimal commas, and as thousands separators.
  func values(of answer: Answer) throws(Diagnostic) -> [GivenValue] {
    var values = [try value(of: answer.expression)]
    if let grouped = answer.grouped, let value = try? value(of: grouped) { values.append(value) }
    return values
  }

  private func value(of expression: Expression) throws(Diagnostic) -> GivenValue {
    var given = Literal(expression)?.tensor
    if given == nil {
      var attempt = self
      given = try attempt.valueOf(expression)
    }
    let value = given ?? Tensor(.nan)
    // If an element is not a literal, the elements are judged by their values.
    let leaves = expression.leaves
    return GivenValue(
      expression: expression, value: value,
      spellings: leaves.count == value.count
        ? leaves.map { Literal($0)?.spelling } : [String?](repeating: nil, count: value.count))
  }

  private func judge(
    _ given: GivenValue, _ answer: Answer, against wanted: Tensor
  ) -> Judgement {
    guard given.value.shape == wanted.shape else {
      return .otherShape(given: given.value.shape, wanted: wanted.shape)
    }
    var judgement = Judgement.right
    for index in 0..<wanted.count {
      let one = given.judge(index, against: wanted[index])
      if case .wrong = one { return .wrong(value: answer.isPlain ? nil : given.value) }
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

  /// The number of zeros at the end of a whole number: 3 for `249000`, 0 for `249.000`.
  fileprivate static func finalZeros(of spelling: String) -> Int {
    guard spelling.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return 0
    }
    return spelling.utf8.reversed().prefix { $0 == UInt8(ascii: "0") }.count
  }
}
