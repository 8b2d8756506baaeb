import LessonLanguage
import Text

/// The marks of a class.
package struct ClassMarks: Sendable {
  package struct Entry: Sendable {
    package let worksheet: Worksheet
    /// The answers as given, by the number of the question.
    package let answers: [Int: String]
    /// A mark for each question.
    package let marks: [Mark]

    /// The number of answers that count.
    package var points: Int { marks.count { $0.counts } }
  }

  /// How often each outcome occurred in a question.
  package struct Question: Sendable {
    /// The answers whose most plausible mistake is of a kind, each with its student.
    package struct Diagnosed: Sendable {
      package let kind: Mistake.Kind
      package fileprivate(set) var answers: [(student: String, answer: DiagnosedAnswer)] = []
    }

    package let number: Int
    package let text: String
    package fileprivate(set) var right = 0
    package fileprivate(set) var carried = 0
    package fileprivate(set) var short = 0
    package fileprivate(set) var wrong = 0
    package fileprivate(set) var missing = 0
    /// The mistakes with a name, by their sentences, each with the students who made it.
    package fileprivate(set) var mistakes: [(sentence: String, students: [String])] = []
    /// The mistakes that the computation shows, by their kinds.
    package fileprivate(set) var diagnosed: [Diagnosed] = []
  }

  package private(set) var entries: [Entry] = []
  /// The students who have a sheet and gave no answer.
  package var absent: [String] = []

  package init() {}

  package mutating func add(_ worksheet: Worksheet, _ answers: [Int: String]) {
    entries.append(
      Entry(worksheet: worksheet, answers: answers, marks: worksheet.marks(answers)))
  }

  /// The outcomes of each question.
  package var questions: [Question] {
    var questions: [Question] = []
    for entry in entries {
      for (index, mark) in entry.marks.enumerated() {
        let asked = entry.worksheet.questions[index]
        if index == questions.count {
          questions.append(Question(number: asked.number, text: asked.question.text))
        }
        questions[index].count(mark, entry.worksheet.student.name)
      }
    }
    return questions
  }
}

extension ClassMarks.Question {
  fileprivate mutating func count(_ mark: Mark, _ student: String) {
    switch mark {
    case .right, .rightIfRounded: right += 1
    case .carried: carried += 1
    case .needsMoreDigits: short += 1
    case .wrong, .unreadable: wrong += 1
    case .missing: missing += 1
    case .mistake(let mistake, _):
      wrong += 1
      if let index = mistakes.firstIndex(where: { $0.sentence == mistake.sentence }) {
        mistakes[index].students.append(student)
      } else {
        mistakes.append((mistake.sentence, [student]))
      }
    case .diagnosed(let answer, _):
      wrong += 1
      guard let kind = answer.kind else { return }
      if !diagnosed.contains(where: { $0.kind == kind }) { diagnosed.append(Diagnosed(kind: kind)) }
      for index in diagnosed.indices where diagnosed[index].kind == kind {
        diagnosed[index].answers.append((student, answer))
      }
    }
  }
}
