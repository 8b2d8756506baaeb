import Autodiff
import Text

extension Session {
  mutating func ask(_ call: QuestionCall, at place: Place) throws(Diagnostic) -> Step {
    var step = Step(place: place, outcome: .check)
    let solution: Question.Solution
    var quantity: Expression?
    switch call.answer {
    case .choice(let choice): solution = .choice(choice)
    case .value(let expression):
      let answer = try node(expression)
      quantity = expression
      solution = .working(try shown(expression, answer))
      step.value = workspace.value(answer)
    }
    var mistakes: [Question.Mistake] = []
    for mistake in call.mistakes {
      let reply = try reply(of: mistake, step.value, checks: &step.checks)
      mistakes.append(Question.Mistake(reply: reply, message: mistake.message))
    }
    step.outcome = .question(
      Question(
        text: call.text, choices: call.choices, answer: solution, hints: call.hints,
        mistakes: mistakes, quantity: quantity))
    return step
  }

  /// Returns the reply that a mistake names. If it would count as right, a failed check is added.
  private mutating func reply(
    of mistake: QuestionCall.Mistake, _ wanted: Tensor?, checks: inout [Check]
  ) throws(Diagnostic) -> Question.Reply {
    guard case .value(let expression) = mistake.reply, let wanted else {
      if case .choice(let choice) = mistake.reply { return .choice(choice) }
      preconditionFailure("a question with a value as its answer has values as its mistakes")
    }
    let value = try onCopy(at: mistake.place) { (attempt) throws(Diagnostic) in
      try attempt.valueOf(expression)
    }
    let written = Answer(
      expression: expression, grouped: nil, isPlain: Literal(expression) != nil, text: "")
    switch try judge(written, against: wanted) {
    case .wrong, .notAChoice: break
    case .otherShape(let given, let wanted):
      throw Diagnostic(
        mistake.place, "the answer has shape \(wanted), and this mistake has \(given)")
    case .right, .needsMoreDigits:
      checks.append(
        Check(
          place: mistake.place, subject: formula(expression), expected: "",
          result: .mistakeIsRight, literal: nil, isInline: true))
    }
    return .value(value)
  }
}
