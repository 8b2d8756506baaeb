import Autodiff
import Text

package struct Question: Sendable {
  /// The right answer: how a value is computed, or one of the choices.
  package enum Solution: Sendable {
    case working(Working)
    case choice(String)
  }

  /// A wrong answer that is expected, and what to say about it.
  package struct Mistake: Sendable {
    package let reply: Reply
    package let message: String
  }

  package enum Reply: Sendable, Equatable {
    case value(Tensor)
    case choice(String)
  }

  package let text: String
  /// The choices of a question that is answered in words; otherwise empty.
  package let choices: [String]
  /// `nil` if it is hidden.
  package let answer: Solution?
  package let hints: [String]
  package let mistakes: [Mistake]
  /// The expression of the answer, for finding the mistake in a wrong one; `nil` if the answer is a choice.
  package let quantity: Expression?

  /// Returns the choice that a reader means by its text, in small or capital letters, or by its number from 1, with or
  /// without a point at the end.
  package func choice(_ typed: String) -> String? {
    var text = typed.singleSpaced.lowercased()
    func named() -> String? { choices.first { $0.lowercased() == text } }
    if let choice = named() { return choice }
    if text.hasSuffix(".") { text = String(text.dropLast()).singleSpaced }
    if let choice = named() { return choice }
    guard let number = Int(text), choices.indices.contains(number - 1) else { return nil }
    return choices[number - 1]
  }

  /// Returns the right reply; `nil` if it is hidden.
  /// - Parameter value: the value of the question's step.
  package func reply(_ value: Tensor?) -> Reply? {
    switch answer {
    case .working: value.map { .value($0) }
    case .choice(let choice): .choice(choice)
    case nil: nil
    }
  }

  fileprivate var withoutAnswer: Question {
    Question(text: text, choices: choices, answer: nil, hints: [], mistakes: [], quantity: quantity)
  }
}

extension Step {
  package var isQuestion: Bool {
    if case .question = outcome { return true }
    return false
  }

  /// The step as shown before its questions are answered: without answers and hints, and without values, checks and source
  /// that would reveal an answer.
  package var withoutAnswers: Step {
    var step = self
    switch outcome {
    case .question(let question):
      step.outcome = .question(question.withoutAnswer)
      step.source = Statement.source(ofQuestion: question.text)
      step.notes = []
    case .loop(var loop) where loop.asks:
      loop.shown = loop.shown.map { ($0.iteration, $0.steps.map { $0.withoutAnswers }) }
      step.outcome = .loop(loop)
      step.source = Statement.source(ofLoop: source)
    default: return self
    }
    step.value = nil
    step.checks = []
    return step
  }

  /// Whether it is a question, or a loop that contains one.
  package var asks: Bool {
    if case .loop(let loop) = outcome { return loop.asks }
    return isQuestion
  }
}

extension Loop {
  fileprivate var asks: Bool { shown.contains { $0.steps.contains { $0.asks } } }
}

extension Statement {
  /// Whether it is a question, or a loop that contains one.
  package var asks: Bool {
    switch kind {
    case .ask: true
    case .repeat(_, let body): body.contains { $0.asks }
    default: false
    }
  }

  /// The source, without the answers to questions.
  package var sourceWithoutAnswers: String {
    switch kind {
    case .ask(let question): Self.source(ofQuestion: question.text)
    case .repeat where asks: Self.source(ofLoop: source)
    default: source
    }
  }

  /// `ask "How far?"`
  fileprivate static func source(ofQuestion text: String) -> String {
    var quoted = ""
    for character in text {
      if character == "\"" || character == "\\" { quoted += "\\" }
      quoted.append(character)
    }
    return "ask \"\(quoted)\""
  }

  /// `repeat 3 { … }`
  fileprivate static func source(ofLoop source: String) -> String {
    source.prefix { $0 != "{" } + "{ … }"
  }
}
