import Autodiff

package struct Question: Sendable {
  package let text: String
  /// The working of the answer; `nil` if it is hidden.
  package let answer: Working?
  package let hints: [String]
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
      step.outcome = .question(Question(text: question.text, answer: nil, hints: []))
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

  fileprivate var asks: Bool {
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
    case .ask(let question, _, _): Self.source(ofQuestion: question)
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
