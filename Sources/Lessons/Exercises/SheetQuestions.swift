import Autodiff
import LessonLanguage
import Text

extension SheetQuestion {
  /// Reads the question that a statement has asked. Throws for an answer that is neither a number nor a choice.
  init(number: Int, item: Int, _ question: Question, _ step: Step) throws(Diagnostic) {
    guard let right = question.reply(step.value), let reply = SheetReply(right) else {
      throw Diagnostic(
        step.place,
        "a worksheet asks for single numbers and for choices, and this answer is a tensor")
    }
    self.init(
      number: number, question: question, reply: reply, mistakes: namedMistakes(of: question),
      step: step, item: item)
  }
}

extension SheetReply {
  fileprivate init?(_ reply: Question.Reply) {
    switch reply {
    case .choice(let choice): self = .choice(choice)
    case .value(let value):
      guard let number = value.number else { return nil }
      self = .number(number)
    }
  }
}

/// The wrong answers to a question that have a name, and what to say about each.
func namedMistakes(of question: Question) -> [NamedMistake] {
  question.mistakes.compactMap { mistake in
    SheetReply(mistake.reply).map { NamedMistake(sentence: mistake.message, reply: $0) }
  }
}
