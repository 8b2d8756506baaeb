import LessonLanguage
import Lessons
import Text

/// The marks of a class for other programs.
package enum MarksFiles {
  /// A row for each answer.
  package static func csv(_ marks: ClassMarks) -> String {
    let header = "student,form,question,given,answer,points,result,mistake,kind,carried_from"
    let lines = marks.entries.flatMap { entry in
      entry.marks.enumerated().map { index, mark in
        let question = entry.worksheet.questions[index]
        return [
          SheetCell.text(entry.worksheet.student.name), entry.worksheet.student.form,
          "\(question.number)", SheetCell.text(entry.answers[question.number] ?? ""),
          question.value == nil
            ? SheetCell.text(question.reply.text) : SheetCell.quoted(question.reply.text),
          mark.counts ? "1" : "0", mark.name, SheetCell.text(mark.sentence(Style()) ?? ""),
          mark.diagnosis?.kind?.rawValue ?? "",
          mark.sources.map { "\($0)" }.joined(separator: " "),
        ].joined(separator: ",")
      }
    }
    return ([header] + lines).map { $0 + "\n" }.joined()
  }

  /// A JSON object for each student, one for each question, and one for the students without answers.
  package static func jsonLines(_ marks: ClassMarks) -> [String] {
    let absent = JSON.object([
      ("schema", .whole(1)), ("kind", .string("absent")), ("students", .strings(marks.absent)),
    ])
    return marks.entries.map { student($0).text } + marks.questions.map { question($0).text }
      + (marks.absent.isEmpty ? [] : [absent.text])
  }

  private static func student(_ entry: ClassMarks.Entry) -> JSON {
    let answers = entry.marks.enumerated().map { index, mark -> JSON in
      let question = entry.worksheet.questions[index]
      var members: [JSON.Member] = [
        ("question", .whole(question.number)),
        ("given", entry.answers[question.number].map { .string($0) } ?? .null),
        ("answer", QuestionsJSON.json(question.reply)), ("result", .string(mark.name)),
      ]
      if case .mistake(let mistake, _) = mark {
        members.append(("mistake", .string(mistake.sentence)))
      }
      if let diagnosis = mark.diagnosis { members.append(("found", found(diagnosis))) }
      if !mark.sources.isEmpty {
        members.append(("carried_from", .array(mark.sources.map { .whole($0) })))
      }
      return .object(members)
    }
    return .object([
      ("schema", .whole(1)), ("kind", .string("student")),
      ("student", .string(entry.worksheet.student.name)),
      ("form", .string(entry.worksheet.student.form)), ("points", .whole(entry.points)),
      ("of", .whole(entry.marks.count)), ("answers", .array(answers)),
    ])
  }

  /// The mistakes that the computation shows to give a number, the most plausible first.
  private static func found(_ answer: DiagnosedAnswer) -> JSON {
    let reasons = answer.reasons(Style())
    return .array(
      zip(answer.diagnosis.found, reasons).map { mistake, reason in
        .object(JSON.kinds(of: mistake) + [("sentence", .string(reason))])
      })
  }

  private static func question(_ question: ClassMarks.Question) -> JSON {
    let mistakes = question.mistakes.map { mistake -> JSON in
      .object([
        ("sentence", .string(mistake.sentence)), ("students", .strings(mistake.students)),
      ])
    }
    let diagnosed = question.diagnosed.map { group -> JSON in
      let answers = group.answers.map { student, answer -> JSON in
        .object([("student", .string(student)), ("found", found(answer))])
      }
      return .object([
        ("edit", .string(group.kind.rawValue)), ("count", .whole(answers.count)),
        ("answers", .array(answers)),
      ])
    }
    return .object([
      ("schema", .whole(1)), ("kind", .string("question")), ("question", .whole(question.number)),
      ("text", .string(question.text)), ("right", .whole(question.right)),
      ("carried", .whole(question.carried)), ("too_few_digits", .whole(question.short)),
      ("wrong", .whole(question.wrong)), ("missing", .whole(question.missing)),
      ("mistakes", .array(mistakes)), ("diagnosed", .array(diagnosed)),
    ])
  }
}

extension Mark {
  /// The sentence about a mistake.
  fileprivate func sentence(_ style: Style) -> String? {
    if case .mistake(let mistake, _) = self { return mistake.sentence }
    return diagnosis?.sentence(style)
  }

  /// What the computation says about the answer.
  fileprivate var diagnosis: DiagnosedAnswer? {
    switch self {
    case .diagnosed(let answer, _), .rightIfRounded(let answer): answer
    case .right, .carried, .needsMoreDigits, .wrong, .mistake, .unreadable, .missing: nil
    }
  }

  /// The questions from which an error was carried forward.
  fileprivate var sources: [Int] {
    switch self {
    case .carried(let sources), .mistake(_, let sources), .diagnosed(_, let sources): sources
    case .right, .rightIfRounded, .needsMoreDigits, .wrong, .unreadable, .missing: []
    }
  }
}
