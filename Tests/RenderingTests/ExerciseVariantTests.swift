import Foundation
import LessonLanguage
import Lessons
import Testing
import Text

@testable import Rendering

@Suite("Every exercise of every lesson")
struct ExerciseVariantTests {
  private static let lessons = RepositoryLesson.all.filter { $0.text.contains("\ndraw ") }

  @Test("there are two to four in each lesson that has some")
  func count() throws {
    #expect(!Self.lessons.isEmpty)
    for lesson in Self.lessons {
      let exercises = try Exercise.all(of: Lesson(markdown: SourceText(lesson.text)))
      #expect((2...4).contains(exercises.count), "\(lesson)")
    }
  }

  /// The number as C rounds it to three significant digits.
  private func rounded(_ value: Double) -> String { String(format: "%.2e", value) }

  @Test(
    "in 1,000 variants no wrong number is a right one, or another wrong one", arguments: lessons)
  func variants(lesson: RepositoryLesson) throws {
    var maker = try WorksheetMaker(
      Lesson(markdown: SourceText(lesson.text)), session: Session(loader: .ofCommand))
    for number in 1...1_000 {
      let sheet = try maker.worksheet(for: Student(sheet: number, seed: 7))
      for question in sheet.questions {
        let replies = [question.reply] + question.mistakes.map { $0.reply }
        let numbers = replies.compactMap { reply -> Double? in
          if case .number(let value) = reply { return value }
          return nil
        }
        guard let value = question.value else {
          #expect(numbers.isEmpty && Set(replies.map { $0.text }).count == replies.count)
          continue
        }
        #expect(numbers.count == replies.count && value != 0)
        #expect(Set(numbers.map(rounded)).count == numbers.count, "\(number): \(question.number)")
        let rest = numbers.dropFirst()
        for (mistake, wrong) in zip(question.mistakes, rest) {
          let marks = sheet.marks([question.number: rounded(wrong)])
          #expect(marks[question.number - 1] == .mistake(mistake))
        }
        #expect(sheet.marks([question.number: rounded(value)])[question.number - 1] == .right)
      }
    }
    let sheets = Double(1_000 * maker.exercises.count)
    #expect(Double(maker.rejected.total) < sheets, "most draws are rejected")
  }

  @Test(
    "the mistakes that a key adds are told from all others, and are not right", arguments: lessons)
  func keys(lesson: RepositoryLesson) throws {
    var maker = try WorksheetMaker(
      Lesson(markdown: SourceText(lesson.text)), session: Session(loader: .ofCommand))
    var added = 0
    for number in 1...10 {
      let sheet = try maker.worksheet(for: Student(sheet: number, seed: 7))
      for (question, keyed) in zip(sheet.questions, sheet.forKey.questions) {
        let more = keyed.mistakes.dropFirst(question.mistakes.count)
        #expect(more.count <= 3)
        #expect(Array(keyed.mistakes.prefix(question.mistakes.count)) == question.mistakes)
        added += more.count
        let replies = [question.reply] + keyed.mistakes.map { $0.reply }
        let numbers = replies.compactMap { reply -> Double? in
          if case .number(let value) = reply { return value }
          return nil
        }
        #expect(Set(numbers.map(rounded)).count == numbers.count, "\(number): \(question.number)")
        for mistake in more {
          guard case .number(let wrong) = mistake.reply else { continue }
          let mark = sheet.marks([question.number: rounded(wrong)])[question.number - 1]
          #expect(!mark.counts && mark != .needsMoreDigits, "\(mistake.sentence)")
        }
      }
    }
    #expect(added > 0)
  }
}
