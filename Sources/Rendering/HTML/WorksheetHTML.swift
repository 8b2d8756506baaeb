import Autodiff
import LessonLanguage
import Lessons
import Text

/// Writes worksheets and their key as documents to print, one student a page.
package struct WorksheetHTML {
  /// The title of the lesson.
  private let title: String
  private let style = Style().ofPage
  private let stylesheet: String

  /// - Parameter stylesheet: CSS of the program.
  package init(title: String, stylesheet: String) {
    self.title = Inline.text(title, style: nil)
    self.stylesheet = stylesheet
  }

  /// The sheets: what is given, the questions, and room to work.
  package func sheets(_ worksheets: [Worksheet]) -> String {
    document(title, worksheets) { exercise, html in
      write(exercise.contents, forKey: false, to: &html)
    }
  }

  /// The key: what is given, every computation with its working, and under each question the answer and the named mistakes.
  package func key(_ worksheets: [Worksheet]) -> String {
    document(title + ": key", worksheets) { exercise, html in
      write(exercise.contents, forKey: true, to: &html)
    }
  }

  private func document(
    _ heading: String, _ worksheets: [Worksheet],
    _ content: (DrawnExercise, inout HTMLWriter) -> Void
  ) -> String {
    var html = HTMLWriter()
    for worksheet in worksheets {
      html.mark("<section class=\"sheet\"><header><h1>")
      html.say(heading)
      html.mark("</h1><p class=\"who\"><span>Name: <b>")
      if worksheet.student.sheet == nil { html.say(worksheet.student.name) }
      html.mark("</b></span><span>Form ")
      html.say(worksheet.student.form)
      html.mark("</span></p></header>\n")
      for exercise in worksheet.exercises {
        html.mark("<h2>")
        html.say(Inline.text(exercise.title, style: nil))
        html.mark("</h2>\n")
        content(exercise, &html)
        html.mark("\n")
      }
      html.mark("</section>\n")
    }
    return HTMLDocument.text(
      title: heading, stylesheet: stylesheet, kind: "worksheet", body: html.text)
  }

  private func card(_ step: Step, to html: inout HTMLWriter) {
    let shown = step.withoutCounting
    var card = StepHTML(shown, StepDocument(shown, style), style)
    card.write()
    html.append(card.html)
  }

  // MARK: Contents

  /// Writes an exercise; numbers that are given one after another share a line.
  private func write(
    _ contents: [DrawnExercise.Content], forKey: Bool, to html: inout HTMLWriter
  ) {
    var isAfterGiven = false
    for content in contents {
      if case .given(let name, let value) = content {
        html.mark(isAfterGiven ? ", " : "<p class=\"given\">Given: ")
        write(given: name, value, to: &html)
        isAfterGiven = true
        continue
      }
      if isAfterGiven { html.mark("</p>\n") }
      isAfterGiven = false
      switch content {
      case .given: break
      case .prose(let block):
        if forKey { continue }
        var prose = ProseHTML()
        prose.write(block)
        html.append(prose.html)
      case .function(let step): card(step, to: &html)
      case .step(let step): if forKey { card(step, to: &html) }
      case .question(let question):
        if forKey { writeKey(question, to: &html) } else { write(question, to: &html) }
      }
    }
    if isAfterGiven { html.mark("</p>") }
  }

  private func write(given name: String, _ value: String, to html: inout HTMLWriter) {
    let book = NumberBook(NumberFormat(decimals: 4, unicode: true))
    html.mark("<span class=\"value\">")
    FormulaHTML.write(.name(name), style, book, to: &html)
    html.mark(" = ")
    html.say(value.typeset)
    html.mark("</span>")
  }

  private func write(_ question: SheetQuestion, to html: inout HTMLWriter) {
    html.mark("<div class=\"ask\"><p><b>")
    html.number(question.number)
    html.mark(".</b> ")
    html.say(question.question.text)
    html.mark(" <span class=\"precision\">(")
    html.say(question.instruction)
    html.mark(")</span></p>")
    if question.question.choices.isEmpty {
      html.mark("<div class=\"room\"><span class=\"reply\">Answer:</span></div>")
    } else {
      write(choicesOf: question, to: &html)
    }
    html.mark("</div>\n")
  }

  private func writeKey(_ question: SheetQuestion, to html: inout HTMLWriter) {
    html.mark("<p class=\"number\">")
    html.number(question.number)
    html.mark(".</p>")
    card(question.step, to: &html)
    write(answerOf: question, to: &html)
  }

  private func write(choicesOf question: SheetQuestion, to html: inout HTMLWriter) {
    guard !question.question.choices.isEmpty else { return }
    html.mark("<ol class=\"choices\">")
    for choice in question.question.choices {
      html.mark("<li><span class=\"box\"></span>")
      html.say(choice)
      html.mark("</li>")
    }
    html.mark("</ol>")
  }

  private func write(answerOf question: SheetQuestion, to html: inout HTMLWriter) {
    html.mark("<p class=\"answer\">")
    html.say(question.reply.text.typeset)
    if let value = question.value {
      html.mark(" <span class=\"precision\">± ")
      html.say(Precision.toleranceText(of: value))
      html.mark("</span>")
    }
    html.mark("</p>")
    guard !question.mistakes.isEmpty else { return }
    html.mark("<ul class=\"mistakes\">")
    for mistake in question.mistakes {
      html.mark("<li>")
      html.say("\(mistake.reply.text.typeset): \(mistake.sentence)")
      html.mark("</li>")
    }
    html.mark("</ul>")
  }
}

extension SheetQuestion {
  /// How the question is to be answered.
  var instruction: String {
    question.choices.isEmpty
      ? "to \(Precision.digits) significant digits" : "tick one"
  }
}

extension String {
  /// A number with a typographic minus sign; any other text is unchanged.
  var typeset: String {
    hasPrefix("-") && dropFirst().first?.isNumber ?? false ? "−" + dropFirst() : self
  }
}
