import Lessons
import Text

/// Writes the marks of a class: each student, then each question with the mistakes that were made in it.
package struct MarksText {
  private let marks: ClassMarks
  private let style: Style

  package init(_ marks: ClassMarks, _ style: Style) {
    self.marks = marks
    self.style = style
  }

  package var lines: [String] {
    var lines: [String] = []
    for entry in marks.entries { lines += student(entry) }
    if !marks.absent.isEmpty {
      lines += Wrapping.prose(
        "no answers from \(marks.absent.joined(separator: ", ").escaped)",
        width: min(style.width, 78))
    }
    if !lines.isEmpty { lines.append("") }
    lines += table + mistakes
    return style.unicode ? lines : lines.map { $0.inASCII }
  }

  private func student(_ entry: ClassMarks.Entry) -> [String] {
    let head =
      style.bold(entry.worksheet.student.name.escaped)
      + ": \(entry.points) of \(entry.marks.count)"
    var lines = [head]
    for (index, mark) in entry.marks.enumerated() {
      let question = entry.worksheet.questions[index]
      let given = entry.answers[question.number] ?? ""
      guard let remark = mark.remark(style) else { continue }
      lines += Wrapping.prose(
        "\(given.isEmpty ? "" : "\(given.excerpt) ")\(remark)", width: min(style.width, 78),
        first: "  \(question.number): ", indent: "     ")
    }
    return lines
  }

  private var table: [String] {
    let questions = marks.questions
    func column(_ title: String, _ count: (ClassMarks.Question) -> Int) -> Column {
      Column(title: title, cells: questions.map { "\(count($0))" })
    }
    let table = Table(
      columns: [
        column("question") { $0.number }, column("right") { $0.right },
        column("carried") { $0.carried }, column("too few digits") { $0.short },
        column("wrong") { $0.wrong }, column("missing") { $0.missing },
      ], style: style)
    return table.lines(rows: Array(questions.indices), gap: "")
  }

  private var mistakes: [String] {
    marks.questions.flatMap { question -> [String] in
      let lines =
        question.mistakes.flatMap { mistake in
          counted(
            mistake.students.count,
            "\(mistake.sentence.escaped) (\(mistake.students.joined(separator: ", ").escaped))")
        } + question.diagnosed.flatMap { counted($0.answers.count, $0.sentence(style)) }
      return lines.isEmpty
        ? [] : ["", "question \(question.number): \(question.text.escaped)"] + lines
    }
  }

  private func counted(_ count: Int, _ text: String) -> [String] {
    Wrapping.prose(
      text, width: min(style.width, 78), first: "  \(count) × ", indent: "      ")
  }
}

extension Mark {
  /// What is said about an answer; `nil` about a right one.
  fileprivate func remark(_ style: Style) -> String? {
    switch self {
    case .right: nil
    case .rightIfRounded(let answer):
      "is right, apart from rounding" + (answer.sentence(style).map { ": it is \($0)" } ?? "")
    case .carried(let sources):
      "is right for \(Self.ownAnswers(sources))"
    case .needsMoreDigits: "has too few digits"
    case .wrong: "is wrong"
    case .mistake(let mistake, let sources):
      "is wrong\(Self.wrong(after: sources)): \(mistake.sentence.escaped)"
    case .diagnosed(let answer, let sources):
      "is wrong\(Self.wrong(after: sources))"
        + (answer.sentence(style).map { ": it is \($0)" } ?? "")
    case .unreadable(let problem): "cannot be read: \(problem.escaped)"
    case .missing: "no answer"
    }
  }

  private static func wrong(after sources: [Int]) -> String {
    sources.isEmpty ? "" : ", also for \(ownAnswers(sources))"
  }

  private static func ownAnswers(_ sources: [Int]) -> String {
    "the student's own answer to question "
      + sources.map { "\($0)" }.joined(separator: " and question ")
  }
}
