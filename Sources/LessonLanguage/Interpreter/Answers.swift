import Autodiff

/// How an answer compares with the right one.
public enum Judgement: Sendable, Equatable {
  /// Right to the digits that are given, or an expression that has the value.
  case right
  /// Right as far as it goes, in fewer digits than show that it is understood.
  case tooFewDigits
  /// An expression whose value comes near, as after rounding on the way.
  case close
  /// A value of another shape.
  case otherShape(given: Shape, wanted: Shape)
  case wrong
}

extension Session {
  /// The significant digits that a number has to be given to, where the right one has as many.
  private static let fewestDigits = 2
  /// How far an expression's value may be from the right one, relative to it: what floating-point arithmetic loses.
  private static let rounding = 1e-9
  private static let near = 5e-3

  /// Compares an answer with the value that is asked for. An expression is computed on a copy of the session.
  public func judge(_ answer: Answer, against wanted: Tensor) throws(Diagnostic) -> Judgement {
    if let literal = answer.literal, literal.agrees(with: wanted) {
      let isShort = zip(literal.spellings, wanted.elements).contains { spelling, element in
        Literal.significantDigits(of: spelling)
          < min(Self.fewestDigits, Literal.significantDigits(of: element.written))
      }
      return isShort ? .tooFewDigits : .right
    }
    var attempt = self
    let given = try attempt.valueOf(answer.expression)
    guard given.shape == wanted.shape else {
      return .otherShape(given: given.shape, wanted: wanted.shape)
    }
    if answer.literal != nil { return .wrong }
    func isWithin(_ bound: Double) -> Bool {
      zip(given.elements, wanted.elements).allSatisfy { given, wanted in
        given == wanted || (given.isNaN && wanted.isNaN)
          || abs(given - wanted) <= bound * max(abs(wanted), 1e-3)
      }
    }
    return isWithin(Self.rounding) ? .right : isWithin(Self.near) ? .close : .wrong
  }
}

extension Literal {
  /// The numbers as they are written, row by row.
  fileprivate var spellings: [String] {
    switch self {
    case .number(_, let spelling, _): [spelling]
    case .list(let items, _): items.flatMap { $0.spellings }
    }
  }

  /// The digits of a spelling from the first that is not 0: 3 for `-0.0550`, 2 for `1.2e3`.
  fileprivate static func significantDigits(of spelling: String) -> Int {
    let mantissa = spelling.utf8.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
    let digits = mantissa.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return digits.drop { $0 == UInt8(ascii: "0") }.count
  }
}
