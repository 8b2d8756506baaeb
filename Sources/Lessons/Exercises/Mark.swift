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
  /// The wrong answer of a mistake with a name, made after the student's own answers to earlier questions, if there are any.
  case mistake(NamedMistake, after: [Int] = [])
  /// The wrong number of a mistake that the computation shows, made after the student's own answers to earlier questions, if
  /// there are any.
  case diagnosed(DiagnosedAnswer, after: [Int] = [])
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
        var mark = given.mark(
          for: question, in: exercise.session(before: question), naming: exercise.names)
        if let value = question.value, let number = given.numbers.first {
          if !mark.counts { mark = exercise.mark(given, for: question, after: own, else: mark) }
          if number != value { own[question.number] = number }
        }
        marks.append(mark)
      }
    }
    return marks
  }
}

extension DrawnExercise {
  /// Marks an answer by the student's own answers to earlier questions: right after a single one, the last if there are
  /// several, or after all of them together; or a mistake after them, if the answer is plainly wrong without them.
  fileprivate func mark(
    _ given: GivenAnswer, for question: SheetQuestion, after own: [Int: Double], else mark: Mark
  ) -> Mark {
    let numbers = own.keys.sorted()
    let sets = numbers.reversed().map { [$0] } + (numbers.count > 1 ? [numbers] : [])
    var mistakes: [Mark] = []
    for set in sets {
      let answers = own.filter { set.contains($0.key) }
      guard let asked = asking(question, after: answers), asked.question.reply != question.reply
      else { continue }
      let next = given.mark(for: asked.question, in: asked.session, naming: self.names)
      if next.counts { return .carried(from: set) }
      if let mistake = next.made(after: set) { mistakes.append(mistake) }
    }
    guard mark == .wrong, let first = mistakes.first else { return mark }
    return first
  }

  /// The session in which a question is asked.
  func session(before question: SheetQuestion) -> Session? {
    session(before: question, after: [:])?.session
  }

  /// Returns a question as it would be asked if the answers to earlier ones were right, and its session; `nil` if that cannot
  /// be computed.
  private func asking(
    _ question: SheetQuestion, after answers: [Int: Double]
  ) -> (session: Session, question: SheetQuestion)? {
    guard let (session, statement) = session(before: question, after: answers) else { return nil }
    var attempt = session
    guard let step = try? attempt.running(statement), case .question(let asked) = step.outcome,
      let next = try? SheetQuestion(
        number: question.number, item: question.item, asked, step)
    else { return nil }
    return (session, next)
  }

  /// Runs the statements before a question, with answers in place of what earlier questions asked for.
  private func session(
    before question: SheetQuestion, after answers: [Int: Double]
  ) -> (session: Session, statement: Statement)? {
    var session = start
    var statements = statements
    for index in statements.indices {
      let (item, statement) = statements[index]
      if item == question.item { return (session, statement) }
      guard (try? session.running(statement)) != nil else { return nil }
      guard let asked = questions.first(where: { $0.item == item }),
        let number = answers[asked.number], let quantity = statement.askedExpression
      else { continue }
      for later in statements[(index + 1)...].indices {
        statements[later].statement = statements[later].statement.replacing(quantity, with: number)
        if statements[later].statement.changes(quantity) { break }
      }
    }
    return nil
  }
}

extension Mark {
  /// Returns the mark of a mistake that was made after own answers to earlier questions; `nil` if it is of no mistake.
  fileprivate func made(after questions: [Int]) -> Mark? {
    switch self {
    case .mistake(let named, _): .mistake(named, after: questions)
    case .diagnosed(let found, _): .diagnosed(found, after: questions)
    case .right, .rightIfRounded, .carried, .needsMoreDigits, .wrong, .unreadable, .missing: nil
    }
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

  /// - Parameters:
  ///   - session: the session in which the question is asked; without it, wrong numbers are not diagnosed.
  ///   - names: the names on the sheet.
  func mark(
    for question: SheetQuestion, in session: Session?, naming names: Set<String>
  ) -> Mark {
    if text.isEmpty { return .missing }
    switch question.reply {
    case .number(let value):
      return mark(for: value, of: question) {
        session?.diagnosedMark($0, to: question, naming: names)
      }
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
    for value: Double, of question: SheetQuestion, diagnosing: (Answer) -> Mark?
  ) -> Mark {
    if let problem { return .unreadable(problem) }
    if isRight(for: value) { return .right }
    let mistake = question.mistakes.first { mistake in
      if case .number(let wrong) = mistake.reply { return isRight(for: wrong) }
      return false
    }
    if let mistake { return .mistake(mistake) }
    guard let answer else { return .wrong }
    // 1.00 is 0.996 to two decimals, and not to three significant digits.
    if (try? Session().isRounded(answer, from: value)) ?? false { return .needsMoreDigits }
    return diagnosing(answer) ?? .wrong
  }
}
