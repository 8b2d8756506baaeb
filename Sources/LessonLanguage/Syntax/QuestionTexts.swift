import Text

extension Statement {
  /// Returns the statement with other words in its questions, hints and mistakes.
  package func mappingTexts(
    _ map: (String) throws(Diagnostic) -> String
  ) throws(Diagnostic) -> Statement {
    switch kind {
    case .ask(let question): return restated(.ask(try question.mappingTexts(map)))
    case .repeat(let count, let body):
      var mapped: [Statement] = []
      for statement in body { mapped.append(try statement.mappingTexts(map)) }
      return restated(.repeat(count, mapped))
    default: return self
    }
  }

  /// The answer of a question that is computed.
  package var askedExpression: Expression? {
    if case .ask(let question) = kind, case .value(let answer) = question.answer { return answer }
    return nil
  }

  /// Whether it defines what a question has asked for, in the same words.
  package func repeats(_ question: Statement) -> Bool {
    guard let asked = question.askedExpression, case .definition(_, let value) = kind else {
      return false
    }
    return value.text == asked.text
  }
}

extension QuestionCall {
  fileprivate func mappingTexts(
    _ map: (String) throws(Diagnostic) -> String
  ) throws(Diagnostic) -> QuestionCall {
    var question = self
    question.text = try map(text)
    for index in hints.indices { question.hints[index] = try map(hints[index]) }
    for index in mistakes.indices {
      question.mistakes[index].message = try map(mistakes[index].message)
    }
    return question
  }
}
