import LessonLanguage
import Lessons
import Text

/// The key of a set of worksheets: how each was made, and what its questions have as answers and mistakes.
package enum KeyCSV {
  /// The columns that marking needs.
  package static let columns = [
    "lesson", "seed", "student", "form", "question", "answer", "tolerance",
  ]

  package static func text(lesson: String, _ worksheets: [Worksheet]) -> String {
    let questions = worksheets.flatMap { $0.questions }
    let most = questions.reduce(0) { max($0, $1.mistakes.count) }
    let mistakes = (0..<most).flatMap { ["mistake_\($0 + 1)", "meaning_\($0 + 1)"] }
    var lines = [(columns + mistakes).joined(separator: ",")]
    for worksheet in worksheets {
      let student = worksheet.student
      let start = [
        SheetCell.text(lesson), "\(student.seed)", SheetCell.text(student.name), student.form,
      ]
      for question in worksheet.questions {
        lines.append((start + cells(question, mistakes: most)).joined(separator: ","))
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The cells of a question, with empty ones in place of mistakes that it does not have.
  private static func cells(_ question: SheetQuestion, mistakes count: Int) -> [String] {
    let tolerance = question.value.map { Precision.toleranceText(of: $0) } ?? ""
    let mistakes = question.mistakes.flatMap { [cell($0.reply), SheetCell.text($0.sentence)] }
    let empty = [String](repeating: "", count: 2 * (count - question.mistakes.count))
    return ["\(question.number)", cell(question.reply), tolerance] + mistakes + empty
  }

  private static func cell(_ reply: SheetReply) -> String {
    switch reply {
    case .number: reply.text
    case .choice(let choice): SheetCell.text(choice)
    }
  }
}

/// The questions of a set of worksheets as JSON, for other programs.
package enum QuestionsJSON {
  package static func text(lesson: String, seed: UInt64, _ worksheets: [Worksheet]) -> String {
    JSON.object([
      ("schema", .whole(1)), ("lesson", .string(lesson)), ("seed", .integer(Int64(seed))),
      ("digits", .whole(Precision.digits)), ("sheets", .array(worksheets.map { sheet($0) })),
    ]).text + "\n"
  }

  private static func sheet(_ worksheet: Worksheet) -> JSON {
    .object([
      ("student", .string(worksheet.student.name)), ("form", .string(worksheet.student.form)),
      (
        "exercises",
        .array(
          worksheet.exercises.map { exercise in
            .object([
              ("title", .string(exercise.title)),
              ("questions", .array(exercise.questions.map { question($0, in: exercise) })),
            ])
          })
      ),
    ])
  }

  private static func question(_ question: SheetQuestion, in exercise: DrawnExercise) -> JSON {
    let given = exercise.lines(before: question).map { line -> JSON in
      switch line {
      case .line(let text): .string(text)
      case .prose(let block): .string(block.words)
      }
    }
    var members: [JSON.Member] = [
      ("question", .whole(question.number)), ("given", .array(given)),
      ("text", .string(question.question.text)), ("answer", json(question.reply)),
    ]
    if let value = question.value {
      members.append(("tolerance", .number(Precision.tolerance(of: value))))
    } else {
      members.append(("choices", .strings(question.question.choices)))
    }
    let mistakes = question.mistakes.map { mistake -> JSON in
      .object([("answer", json(mistake.reply)), ("sentence", .string(mistake.sentence))])
    }
    return .object(members + [("mistakes", .array(mistakes))])
  }

  static func json(_ reply: SheetReply) -> JSON {
    switch reply {
    case .number(let value): .number(value)
    case .choice(let choice): .string(choice)
    }
  }
}

extension MarkdownBlock {
  /// The words of a paragraph, an item or a quotation; the lines of any other block.
  fileprivate var words: String {
    switch self {
    case .heading(_, let text), .paragraph(let text), .item(_, _, let text), .quote(let text),
      .fence(_, let text):
      Inline.text(text, style: nil)
    case .verbatim(let lines): lines.joined(separator: "\n")
    }
  }
}
