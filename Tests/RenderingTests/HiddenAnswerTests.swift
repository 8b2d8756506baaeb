import LessonLanguage
import Lessons
import Testing
import Text

@testable import Rendering

@Suite("Every lesson without its answers")
struct EveryHiddenAnswerTests {
  @Test(
    "prints no answer as a value in the section of its question", arguments: RepositoryLesson.all)
  func lesson(_ lesson: RepositoryLesson) {
    let transcript = Transcript(
      Lesson(markdown: SourceText(lesson.text)), session: Session(loader: .ofCommand))
    var hidden = HiddenAnswers()
    var answers: [String] = []
    for entry in transcript.entries {
      if case .heading = entry { answers = [] }
      let shown = hidden.shown(entry)
      if case .step(let step)? = shown {
        let text = StepText(style: Style(width: 200), step: step).lines.joined(separator: " ")
        let words = text.split(separator: " ").map(String.init)
        for answer in answers { #expect(!words.contains(answer), "\(answer) in: \(text)") }
      }
      if case .step(let step) = entry, case .question(let question) = step.outcome,
        case .value(let value) = question.reply(step.value), let number = value.number
      {
        let text = NumberFormat(decimals: step.digits, unicode: true).print(number).text
        // Few digits may be those of another number.
        if text.filter(\.isNumber).count > 3 { answers.append(text) }
      }
    }
  }
}
