import Autodiff
import Learning
import LessonLanguage

/// What the computation says about a number on a worksheet that is not right as it stands, where no `mistake` line does.
package struct DiagnosedAnswer: Sendable, Equatable {
  package let diagnosis: Diagnosis
  /// The decimals of the numbers in its sentences.
  package let digits: Int

  /// The kind of the most plausible mistake; `nil` if there is nothing to say but that the number is right.
  package var kind: Mistake.Kind? { diagnosis.found.first?.kind }

  /// Whether both find the same kinds of mistake in the same number.
  package static func == (a: DiagnosedAnswer, b: DiagnosedAnswer) -> Bool {
    a.diagnosis.text == b.diagnosis.text && a.diagnosis.verdict == b.diagnosis.verdict
      && a.diagnosis.found.map { $0.kind } == b.diagnosis.found.map { $0.kind }
  }
}

extension Session {
  /// Returns the mark of an answer by what the computation says about it, as the stepper does; `nil` if it says nothing.
  /// - Parameter names: the names on the sheet.
  func diagnosedMark(
    _ answer: Answer, to question: SheetQuestion, naming names: Set<String>
  ) -> Mark? {
    guard let quantity = question.question.quantity,
      var diagnosis = try? diagnosis(of: quantity, given: answer, called: .theAnswer)
    else { return nil }
    diagnosis.found.removeAll { !$0.kind.isMade(with: $0.subject, names) }
    let found = DiagnosedAnswer(diagnosis: diagnosis.withoutAnswer, digits: digits)
    if diagnosis.verdict == .rightIfRounded { return .rightIfRounded(found) }
    return diagnosis.isSpecific ? .diagnosed(found) : nil
  }
}

extension Formula {
  /// What the answer to a question is called.
  fileprivate static var theAnswer: Formula { .name("the answer") }

  /// The names in a quantity: W in W[0, 1], L and w in dL/dw.
  fileprivate var quantityNames: [String] {
    switch self {
    case .name(let name): [name]
    case .element(let whole, _): whole.quantityNames
    case .derivative(let target, let variable): target.quantityNames + variable.quantityNames
    default: []
    }
  }
}

extension Mistake.Kind {
  /// Whether the mistake can be made with the quantities of an exercise: a student does not see those of the lesson before it.
  fileprivate func isMade(with subject: Formula, _ names: Set<String>) -> Bool {
    self != .otherQuantity
      || subject.quantityNames.allSatisfy { name in
        names.contains(name) || Loss.functions.contains { $0.name == name }
      }
  }
}

extension DrawnExercise {
  /// The largest number of mistakes that a key has beside those of the lesson.
  private static var mostInKey: Int { 3 }

  /// Returns the most plausible mistakes in a question that the lesson does not name, whose numbers differ at the precision of
  /// the sheet from the answer, from those of the lesson and from each other; and the decimals of their sentences.
  package func unnamedMistakes(
    in question: SheetQuestion
  ) -> (mistakes: [(mistake: Mistake, number: Double)], digits: Int) {
    guard let value = question.value, let quantity = question.question.quantity,
      let session = session(before: question)
    else { return ([], 0) }
    let named = question.mistakes.compactMap { mistake -> Double? in
      if case .number(let number) = mistake.reply { return number }
      return nil
    }
    let names = names
    var numbers: [Double] = []
    let mistakes = try? session.mistakes(of: quantity, called: .theAnswer) {
      kind, subject, tensor in
      guard numbers.count < Self.mostInKey, kind != .rounded, kind.isMade(with: subject, names),
        let number = tensor.number,
        abs(number) >= Precision.smallest,
        abs(number - value) > Agreement.roundedOnTheWay * abs(value),
        !([value] + named + numbers).contains(where: { Precision.areClose($0, number) })
      else { return false }
      numbers.append(number)
      return true
    }
    return (zip(mistakes ?? [], numbers).map { ($0, $1) }, session.digits)
  }
}
