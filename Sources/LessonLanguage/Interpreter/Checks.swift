import Autodiff
import Text

extension Session {
  /// `expect e is …` and `expect e fails`.
  mutating func expect(
    _ subject: Expression, _ expected: Expected, at place: Place
  ) throws(Diagnostic) -> Step {
    let check: Check
    if case .failure(let text) = expected {
      check = try expectFailure(of: subject, text: text, at: place)
    } else {
      let value = try valueOf(subject)
      check = try compare(
        value, with: expected, subject: formula(subject), at: place, isInline: false)
    }
    return Step(place: place, outcome: .check, checks: [check])
  }

  /// Checks a statement's value against the `#=>` after it.
  mutating func check(
    _ value: Tensor?, of statement: Statement, against expectation: Expectation
  ) throws(Diagnostic) -> Check {
    guard let value else {
      throw Diagnostic(expectation.place, "this statement has no value for '#=>' to check")
    }
    let subject = subject(of: statement)
    guard let expected = expectation.expected else {
      return Check(
        place: expectation.place, subject: subject, expected: "", result: .missing(value: value),
        literal: nil, isInline: true)
    }
    return try compare(
      value, with: expected, subject: subject, at: expectation.place, isInline: true)
  }

  private mutating func expectFailure(
    of subject: Expression, text: String?, at place: Place
  ) throws(Diagnostic) -> Check {
    let expected = text.map { "an error that says \"\($0)\"" } ?? "an error"
    let failure = try onCopy(at: place) { (attempt) throws(Diagnostic) -> Diagnostic? in
      // An unknown name is compared with all names, to suggest one.
      try attempt.spend(Work.scheduledNode * Double(attempt.names.count), at: place)
      do throws(Diagnostic) { _ = try attempt.node(subject) } catch { return error }
      return nil
    }
    let result: Check.Result
    if let failure {
      result =
        holds(text ?? "", in: failure.message) ? .holds : .failedOtherwise(message: failure.message)
    } else {
      result = .didNotFail
    }
    return Check(
      place: place, subject: formula(subject), expected: expected, result: result, literal: nil,
      isInline: false)
  }

  private mutating func compare(
    _ value: Tensor, with expected: Expected, subject: Formula, at place: Place, isInline: Bool
  ) throws(Diagnostic) -> Check {
    var literal: Literal?
    let text: String
    let agrees: Bool
    switch expected {
    case .literal(let written):
      literal = written
      text = written.text
      agrees = written.agrees(with: value)
    case .within(let expression, let tolerance):
      let target = try valueOf(expression)
      let bound = try number(tolerance, "a tolerance")
      guard bound >= 0, bound.isFinite else {
        throw Diagnostic(tolerance.place, "a tolerance is a finite number, 0 or more")
      }
      guard target.shape == value.shape || target.count == 1 else {
        throw Diagnostic(
          expression.place,
          "a value of shape \(value.shape) is compared with one of \(target.shape)")
      }
      text = "\(target.text) within \(bound.written)"
      agrees = value.elements.indices.allSatisfy {
        let wanted = target[target.count == 1 ? 0 : $0]
        return value[$0] == wanted || abs(value[$0] - wanted) <= bound
      }
    case .failure:
      preconditionFailure("a failure is expected of an expression, not of a value")
    }
    return Check(
      place: place, subject: subject, expected: text,
      result: agrees ? .holds : .differs(value: value), literal: literal, isInline: isInline)
  }

  private func subject(of statement: Statement) -> Formula {
    switch statement.kind {
    case .definition(let name, _), .parameter(let name, _): .name(name)
    case .show(let e, _), .forward(let e), .backprop(let e), .descend(let e, _, _): formula(e)
    case .ask(let question):
      if case .value(let e) = question.answer { formula(e) } else { .name("the answer") }
    case .why(let e): .derivative(of: .name("L"), by: formula(e))
    default: .name("the value")
    }
  }
}

/// Whether `message` contains `text` (D. Knuth, J. Morris, V. Pratt, "Fast pattern matching in strings", 1977).
private func holds(_ text: String, in message: String) -> Bool {
  let wanted = Array(text.utf8)
  if wanted.isEmpty { return true }
  // For each prefix, the length of the longest proper suffix that is a prefix too.
  var borders = [0]
  func matched(_ byte: UInt8, after count: Int) -> Int {
    var count = count
    while count > 0, wanted[count] != byte { count = borders[count - 1] }
    return wanted[count] == byte ? count + 1 : 0
  }
  for byte in wanted.dropFirst() {
    borders.append(matched(byte, after: borders[borders.count - 1]))
  }
  var count = 0
  for byte in message.utf8 {
    count = matched(byte, after: count)
    if count == wanted.count { return true }
  }
  return false
}

extension Literal {
  /// Whether each element of `value` is within half a unit of its last written decimal.
  func agrees(with value: Tensor) -> Bool {
    guard shape == value.shape.sizes else { return false }
    return zip(numbers, value.elements).allSatisfy { literal, element in
      Self.agrees(literal.value, decimals: literal.decimals, with: element)
    }
  }

  /// Whether a value is within half a unit of the last decimal of a number.
  package static func agrees(_ number: Double, decimals: Int, with value: Double) -> Bool {
    if number == value || (number.isNaN && value.isNaN) { return true }
    let half = 0.5 * Self.unit(decimals)
    // The bound is inclusive, although the numbers may not be exact in binary.
    let slack = 4 * max(abs(value), abs(number)).ulp
    return abs(value - number) <= half + slack
  }

  /// 10^−decimals
  static func unit(_ decimals: Int) -> Double { Double("1e\(-decimals)") ?? 0 }

  /// The value of a number, vector or matrix; `nil` if its rows have different lengths.
  var tensor: Tensor? {
    let sizes = shape
    return sizes.contains(-1) ? nil : Tensor(Shape(sizes), numbers.map { $0.value })
  }

  /// The numbers as written with their decimals, row by row.
  package var numbers: [(value: Double, decimals: Int)] {
    switch self {
    case .number(let value, let spelling, _): [(value, Self.decimals(of: spelling))]
    case .list(let items, _): items.flatMap { $0.numbers }
    }
  }

  /// The sizes of the axes; for ragged rows, sizes that no value can have.
  private var shape: [Int] {
    guard case .list(let items, _) = self else { return [] }
    let inner = items.map { $0.shape }
    return inner.allSatisfy { $0 == inner[0] } ? [items.count] + inner[0] : [-1]
  }

  package var text: String {
    switch self {
    case .number(_, let spelling, _): spelling
    case .list(let items, _): "[" + items.map { $0.text }.joined(separator: ", ") + "]"
    }
  }
}

extension Tensor {
  /// The elements in brackets, in Swift's format.
  fileprivate var text: String {
    if let number { return number.written }
    return "[" + elements.prefix(8).map { $0.written }.joined(separator: ", ")
      + (count > 8 ? ", …]" : "]")
  }
}
