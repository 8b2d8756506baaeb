import Text

/// Why a draw was not used.
package struct Rejection: Sendable, Equatable {
  package enum Reason: Sendable, Equatable {
    case zero, notFinite, fewDigits
    /// A mistake that has no finite value.
    case mistakeNotFinite(String)
    case mistakeIsRight(String)
    case mistakesAgree(String, String)
  }

  /// The number of the question on the sheet.
  package let question: Int
  package let reason: Reason

  /// Returns the first reason against a question's numbers; `nil` if there is none.
  static func of(_ question: SheetQuestion) -> Rejection? {
    guard let value = question.value else { return nil }
    func rejected(_ reason: Reason) -> Rejection {
      Rejection(question: question.number, reason: reason)
    }
    guard value.isFinite else { return rejected(.notFinite) }
    guard abs(value) >= Precision.smallest else { return rejected(.zero) }
    guard !Precision.isShort(value) else { return rejected(.fewDigits) }
    let mistakes = question.mistakes
    for (index, mistake) in mistakes.enumerated() {
      guard case .number(let wrong) = mistake.reply, wrong.isFinite else {
        return rejected(.mistakeNotFinite(mistake.sentence))
      }
      if Precision.areClose(wrong, value) { return rejected(.mistakeIsRight(mistake.sentence)) }
      for other in mistakes[..<index] {
        if case .number(let second) = other.reply, Precision.areClose(wrong, second) {
          return rejected(.mistakesAgree(other.sentence, mistake.sentence))
        }
      }
    }
    return nil
  }

  /// question 2: the answer and the mistake "…" agree to 3 digits
  package var sentence: String { "question \(question): \(reason.sentence)" }
}

extension Rejection.Reason {
  fileprivate var sentence: String {
    switch self {
    case .zero: "the answer is 0"
    case .notFinite: "the answer is not finite"
    case .fewDigits: "the answer has a single digit, which is easily guessed"
    case .mistakeNotFinite(let mistake): "the mistake \"\(mistake)\" is not finite"
    case .mistakeIsRight(let mistake):
      "the answer and the mistake \"\(mistake)\" agree to \(Precision.digits) digits"
    case .mistakesAgree(let a, let b):
      "the mistakes \"\(a)\" and \"\(b)\" agree to \(Precision.digits) digits"
    }
  }
}

/// How often draws were rejected, for each reason.
package struct Rejections: Sendable {
  package private(set) var counts: [(rejection: Rejection, count: Int)] = []

  package var total: Int { counts.reduce(0) { $0 + $1.count } }

  /// The most frequent reason.
  var first: Rejection? { counts.max { $0.count < $1.count }?.rejection }

  mutating func add(_ rejection: Rejection, _ count: Int = 1) {
    if let index = counts.firstIndex(where: { $0.rejection == rejection }) {
      counts[index].count += count
    } else {
      counts.append((rejection, count))
    }
  }

  mutating func add(_ other: Rejections) {
    for (rejection, count) in other.counts { add(rejection, count) }
  }
}
