import LessonLanguage
import Lessons
import Text

extension DiagnosedAnswer {
  /// The reasons for the number in the stepper's words, each of which continues "it is …", the most plausible first.
  func reasons(_ style: Style) -> [String] {
    let writer = StepDocument(diagnosis.step(digits: digits), style).writer
    return diagnosis.found.map { $0.reason(writer) }
  }

  /// The reasons as one; `nil` if there is none.
  func sentence(_ style: Style) -> String? {
    let reasons = reasons(style)
    if reasons.count < 2 { return reasons.first }
    return "one of these: "
      + reasons.enumerated().map { "(\($0 + 1)) \($1)" }.joined(separator: "; ")
  }
}

extension Worksheet {
  /// The sheet for its key: each question also has the most plausible mistakes that the lesson does not name.
  package var forKey: Worksheet {
    adding { question, exercise in
      let (mistakes, digits) = exercise.unnamedMistakes(in: question)
      let format = NumberFormat(decimals: digits, unicode: true)
      let writer = FormulaText(style: Style(), book: NumberBook(format))
      return mistakes.map { mistake, number in
        NamedMistake(sentence: mistake.reason(writer), reply: .number(number))
      }
    }
  }
}

extension ClassMarks.Question.Diagnosed {
  /// The kind, and the students by what they did: "sign: what you get if … (Ada, Grace); what you get if … (Alan)".
  func sentence(_ style: Style) -> String {
    var groups: [(sentence: String, students: [String])] = []
    for (student, answer) in answers {
      let sentence = answer.sentence(style) ?? ""
      if let index = groups.firstIndex(where: { $0.sentence == sentence }) {
        groups[index].students.append(student)
      } else {
        groups.append((sentence, [student]))
      }
    }
    return "\(kind.rawValue): "
      + groups.map { "\($0.sentence) (\($0.students.joined(separator: ", ").escaped))" }
      .joined(separator: "; ")
  }
}
