import Text

/// A question as written, with the hints and mistakes on the lines below it.
package struct QuestionCall: Sendable {
  package enum Reply: Sendable {
    case value(Expression)
    case choice(String)
  }

  /// `mistake 0.39 "that adds the rate alone"`
  package struct Mistake: Sendable {
    package let reply: Reply
    package internal(set) var message: String
    package let place: Place
  }

  package internal(set) var text: String
  package internal(set) var answer: Reply
  /// The choices of a question that is answered in words; otherwise empty.
  package let choices: [String]
  package var hints: [String] = []
  package var mistakes: [Mistake] = []
}

extension Parser {
  /// `ask "How far?" 0.38 - w` and `ask "Which way?" "up" among "up", "down"`.
  mutating func question() throws(Diagnostic) -> QuestionCall {
    let text = try string("of the question")
    if endsStatement {
      throw Diagnostic(present.place, "a question needs its answer, an expression or a choice")
    }
    guard case .string(let answer) = present.kind else {
      return QuestionCall(text: text, answer: .value(try expression()), choices: [])
    }
    let place = advance().place
    try requireWord("among", "and the choices, as in: \"up\" among \"up\", \"down\"")
    let choices = try choices()
    guard choices.contains(answer) else {
      throw Diagnostic(place, "the answer '\(answer.escaped)' is not among the choices")
    }
    return QuestionCall(text: text, answer: .choice(answer), choices: choices)
  }

  private mutating func choices() throws(Diagnostic) -> [String] {
    var choices: [String] = []
    repeat {
      let place = present.place
      let choice = try string("of a choice")
      if choice.allSatisfy({ $0 == " " }) { throw Diagnostic(place, "a choice needs a text") }
      if choices.contains(where: { $0.lowercased() == choice.lowercased() }) {
        throw Diagnostic(place, "the choice '\(choice.escaped)' is there twice")
      }
      choices.append(choice)
    } while take(.comma)
    if choices.count < 2 { throw unexpected("',' and another choice") }
    return choices
  }

  /// Parses the hints and mistakes on the lines below a question.
  mutating func helped(_ question: QuestionCall) throws(Diagnostic) -> QuestionCall {
    var question = question
    while true {
      var next = 0
      while ahead(next).kind == .newline { next += 1 }
      if isWord("hint", ahead: next), case .string = ahead(next + 1).kind {
        position += next + 1
        question.hints.append(try string("of the hint"))
      } else if isWord("mistake", ahead: next), !isSymbol(.assign, ahead: next + 1) {
        let start = position
        position += next + 1
        guard let mistake = try mistake(in: question) else {
          position = start
          return question
        }
        question.mistakes.append(mistake)
      } else {
        return question
      }
    }
  }

  /// Parses a mistake after its word; `nil` if it is an expression that begins with a name `mistake`.
  private mutating func mistake(
    in question: QuestionCall
  ) throws(Diagnostic) -> QuestionCall.Mistake? {
    let place = present.place
    guard case .string(let choice) = present.kind else {
      guard let value = try? expression(), case .string = present.kind else { return nil }
      guard question.choices.isEmpty else {
        throw Diagnostic(value.place, "this question is answered in words, as its mistakes are")
      }
      return QuestionCall.Mistake(
        reply: .value(value), message: try string("of the mistake"), place: value.place)
    }
    _ = advance()
    if question.choices.isEmpty {
      throw Diagnostic(place, "this question is answered by a value, as its mistakes are")
    }
    guard question.choices.contains(choice) else {
      throw Diagnostic(place, "'\(choice.escaped)' is not among the choices")
    }
    if case .choice(choice) = question.answer {
      throw Diagnostic(place, "'\(choice.escaped)' is the answer, and not a mistake")
    }
    return QuestionCall.Mistake(
      reply: .choice(choice), message: try string("of the mistake"), place: place)
  }
}
