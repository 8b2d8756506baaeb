import LessonLanguage
import Text

extension JSON {
  static func members(of question: Question) -> [JSON.Member] {
    [
      ("question", .string(question.text)), ("choices", .strings(question.choices)),
      ("answer", question.answer.map { JSON($0) } ?? .null), ("hints", .strings(question.hints)),
      ("mistakes", .array(question.mistakes.map { JSON($0) })),
    ]
  }

  private init(_ answer: Question.Solution) {
    switch answer {
    case .working(let working): self = JSON(working)
    case .choice(let choice): self = .string(choice)
    }
  }

  private init(_ mistake: Question.Mistake) {
    let reply: JSON =
      switch mistake.reply {
      case .value(let value): JSON(value)
      case .choice(let choice): .string(choice)
      }
    self = .object([("reply", reply), ("message", .string(mistake.message))])
  }
}
