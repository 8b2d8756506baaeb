import Autodiff
import LessonLanguage
import Lessons
import Text

/// Writes questions for Moodle (docs.moodle.org, "Moodle XML format"): a category for each question of the sheet, with one
/// variant for each form. A question of numbers is `numerical`, with the right answer first, then each named mistake as an
/// answer that earns nothing and says what was done; one of words is `multichoice`. Names of students are left out.
package struct MoodleXML {
  private let lesson: String
  private let worksheets: [Worksheet]

  /// - Parameter lesson: the name of the lesson.
  package init(lesson: String, _ worksheets: [Worksheet]) {
    self.lesson = lesson
    self.worksheets = worksheets
  }

  package var text: String {
    var html = HTMLWriter()
    html.mark("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n")
    for number in 0..<(worksheets.first?.questions.count ?? 0) {
      html.mark("<question type=\"category\"><category><text>$course$/")
      // A slash in a category's name is doubled.
      html.say(lesson.split(separator: "/").joined(separator: "//"))
      html.mark(", question ")
      html.number(number + 1)
      html.mark("</text></category></question>\n")
      for worksheet in worksheets { write(number, of: worksheet, to: &html) }
    }
    html.mark("</quiz>\n")
    return html.text
  }

  private func write(_ index: Int, of worksheet: Worksheet, to html: inout HTMLWriter) {
    let question = worksheet.questions[index]
    let isNumerical = question.value != nil
    html.mark("<question type=\"")
    html.mark(isNumerical ? "numerical" : "multichoice")
    html.mark("\">\n<name><text>")
    html.say("\(lesson) \(question.number), form \(worksheet.student.form)")
    html.mark("</text></name>\n<questiontext format=\"html\"><text>")
    html.say(body(of: question, in: worksheet))
    html.mark("</text></questiontext>\n<generalfeedback format=\"html\"><text>")
    html.say(HTML.escaped("The answer is \(question.reply.text.typeset)."))
    html.mark(
      "</text></generalfeedback>\n<defaultgrade>1</defaultgrade>\n<penalty>0</penalty>\n<hidden>0</hidden>\n"
    )
    if !isNumerical {
      html.mark(
        "<single>true</single>\n<shuffleanswers>true</shuffleanswers>\n<answernumbering>abc</answernumbering>\n"
      )
    }
    write(question.reply, "Right.", isRight: true, to: &html)
    if isNumerical {
      for mistake in question.mistakes {
        write(mistake.reply, mistake.sentence, isRight: false, to: &html)
      }
    } else {
      for choice in question.question.choices where .choice(choice) != question.reply {
        let mistake = question.mistakes.first { $0.reply == .choice(choice) }
        write(.choice(choice), mistake?.sentence ?? "", isRight: false, to: &html)
      }
    }
    html.mark("</question>\n")
  }

  private func write(
    _ reply: SheetReply, _ feedback: String, isRight: Bool, to html: inout HTMLWriter
  ) {
    html.mark("<answer fraction=\"")
    html.mark(isRight ? "100" : "0")
    switch reply {
    case .number(let value):
      html.mark("\" format=\"moodle_auto_format\"><text>")
      html.say(reply.text)
      html.mark("</text><tolerance>")
      html.say(Precision.toleranceText(of: value))
      html.mark("</tolerance>")
    case .choice(let choice):
      html.mark("\" format=\"html\"><text>")
      html.say(HTML.escaped(choice))
      html.mark("</text>")
    }
    html.mark("<feedback format=\"html\"><text>")
    html.say(HTML.escaped(feedback))
    html.mark("</text></feedback></answer>\n")
  }

  /// What the exercise has before the question, and the question, as HTML.
  private func body(of question: SheetQuestion, in worksheet: Worksheet) -> String {
    var body = HTMLWriter()
    guard
      let exercise = worksheet.exercises.first(where: { exercise in
        exercise.questions.contains { $0.number == question.number }
      })
    else { return "" }
    for line in exercise.lines(before: question) {
      switch line {
      case .prose(let block):
        var prose = ProseHTML()
        prose.write(block)
        body.append(prose.html)
      case .line(let text):
        body.mark("<p>")
        body.say(text)
        body.mark("</p>")
      }
    }
    body.mark("<p>")
    body.say(question.question.text)
    if question.value != nil {
      body.mark(" (")
      body.say(question.instruction)
      body.mark(")")
    }
    body.mark("</p>")
    return body.text
  }
}

/// What is given before a question.
enum GivenLine {
  case prose(MarkdownBlock)
  case line(String)
}

extension DrawnExercise {
  /// The text, the numbers and the questions that precede a question, which may refer to them.
  func lines(before question: SheetQuestion) -> [GivenLine] {
    var lines: [GivenLine] = []
    for content in contents {
      switch content {
      case .prose(let block): lines.append(.prose(block))
      case .given(let name, let value): lines.append(.line("\(name) = \(value.typeset)"))
      case .function(let step):
        guard case .function(let call, let body) = step.outcome else { continue }
        let style = Style()
        let format = NumberFormat(decimals: step.digits, unicode: true)
        let text = FormulaText(style: style, book: NumberBook(format))
        lines.append(.line("\(text.text(call)) = \(text.text(body))"))
      case .step: break
      case .question(let other):
        if other.number == question.number { return lines }
        lines.append(.line("Asked before: \(other.question.text)"))
      }
    }
    return lines
  }
}
