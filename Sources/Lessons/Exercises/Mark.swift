import Autodiff
import LessonLanguage
import Text

/// The mark of an answer on a worksheet.
package enum Mark: Sendable, Equatable {
  case right
  /// Right, with intermediate values rounded on the way.
  case rightIfRounded(DiagnosedAnswer)
  /// Right for the student's own answers to earlier questions.
  case carried(from: [Int])
  /// Right to too few digits.
  case needsMoreDigits
  case wrong
  /// The wrong answer of a mistake with a name.
  case mistake(NamedMistake)
  /// The wrong number of a mistake that the computation shows.
  case diagnosed(DiagnosedAnswer)
  /// No number and no choice, and why.
  case unreadable(String)
  case missing

  /// Whether the answer earns its mark: an error that is carried forward costs only the first one.
  package var counts: Bool {
    switch self {
    case .right, .rightIfRounded, .carried: true
    case .needsMoreDigits, .wrong, .mistake, .diagnosed, .unreadable, .missing: false
    }
  }

  /// Its name in files.
  package var name: String {
    switch self {
    case .right: "right"
    case .rightIfRounded: "right_if_rounded"
    case .carried: "carried"
    case .needsMoreDigits: "needs_more_digits"
    case .wrong: "wrong"
    case .mistake: "mistake"
    case .diagnosed: "diagnosed"
    case .unreadable: "unreadable"
    case .missing: "missing"
    }
  }
}

extension Worksheet {
  /// Marks the answers to the questions of the sheet, by their numbers. Returns a mark for each question, in order.
  package func marks(_ answers: [Int: String]) -> [Mark] {
    var marks: [Mark] = []
    for exercise in exercises {
      // The student's own numbers in the exercise so far.
      var own: [Int: Double] = [:]
      for question in exercise.questions {
        let given = GivenAnswer(answers[question.number])
        var mark = given.mark(for: question, in: exercise)
        if let value = question.value, let number = given.numbers.first {
          if !mark.counts {
            let sources = exercise.sources(of: question, own) { given.isRight(for: $0) }
            if let sources { mark = .carried(from: sources) }
          }
          if number != value { own[question.number] = number }
        }
        marks.append(mark)
      }
    }
    return marks
  }
}

extension DrawnExercise {
  /// Returns the earlier questions whose own answers make a later answer right: a single one, the last if several do, or else
  /// all of them together; `nil` if none do.
  fileprivate func sources(
    of question: SheetQuestion, _ own: [Int: Double], _ isRight: (Double) -> Bool
  ) -> [Int]? {
    let numbers = own.keys.sorted()
    let sets = numbers.reversed().map { [$0] } + (numbers.count > 1 ? [numbers] : [])
    for set in sets {
      guard let value = answer(to: question, with: own.filter { set.contains($0.key) }),
        value != question.value, isRight(value)
      else { continue }
      return set
    }
    return nil
  }

  /// Returns the answer to a question if earlier ones had other answers; `nil` if that cannot be computed.
  private func answer(to question: SheetQuestion, with own: [Int: Double]) -> Double? {
    var session = start
    var statements = statements
    for index in statements.indices {
      let (item, statement) = statements[index]
      guard let step = try? session.running(statement) else { return nil }
      if item == question.item { return step.value?.number }
      guard let asked = questions.first(where: { $0.item == item }),
        let number = own[asked.number], let quantity = statement.askedExpression
      else { continue }
      for later in statements[(index + 1)...].indices {
        statements[later].statement = statements[later].statement.replacing(quantity, with: number)
        if statements[later].statement.changes(quantity) { break }
      }
    }
    return nil
  }
}

/// An answer as a student gave it.
private struct GivenAnswer {
  private let text: String
  private let answer: Answer?
  /// The numbers that it may mean.
  let numbers: [Double]
  private let problem: String?

  init(_ text: String?) {
    self.text = (text ?? "").singleSpaced
    do throws(Diagnostic) {
      let answer = try Parser.answer(of: self.text)
      numbers = try Session().numbers(of: answer).filter { $0.isFinite }
      self.answer = answer
      problem = numbers.isEmpty ? "this is not a single number" : nil
    } catch {
      answer = nil
      numbers = []
      problem = error.message
    }
  }

  func isRight(for value: Double) -> Bool {
    numbers.contains { Precision.agrees($0, with: value) }
  }

  func mark(for question: SheetQuestion, in exercise: DrawnExercise) -> Mark {
    if text.isEmpty { return .missing }
    switch question.reply {
    case .number(let value): return mark(for: value, of: question, in: exercise)
    case .choice(let choice):
      guard let given = question.question.choice(text) else {
        return .unreadable("this is not one of the choices")
      }
      if given == choice { return .right }
      let mistake = question.mistakes.first { $0.reply == .choice(given) }
      return mistake.map { .mistake($0) } ?? .wrong
    }
  }

  private func mark(
    for value: Double, of question: SheetQuestion, in exercise: DrawnExercise
  ) -> Mark {
    if let problem { return .unreadable(problem) }
    if isRight(for: value) { return .right }
    let mistake = question.mistakes.first { mistake in
      if case .number(let wrong) = mistake.reply { return isRight(for: wrong) }
      return false
    }
    if let mistake { return .mistake(mistake) }
    guard let answer else { return .wrong }
    switch try? Session().judge(answer, against: Tensor(value)) {
    // 1.00 is 0.996 to two decimals, and not to three significant digits.
    case .right, .needsMoreDigits: return .needsMoreDigits
    default: return exercise.diagnosedMark(answer, to: question) ?? .wrong
    }
  }
}
