import LessonLanguage
import Lessons
import Testing

@Suite("The names in a lesson")
struct LessonNameTests {
  /// Where a value has the name of a command, the word alone would be the value.
  @Test("are not words of the stepper", arguments: RepositoryLesson.all)
  func names(lesson: RepositoryLesson) {
    let commands = Set(StepperCommand.allCases.map { $0.rawValue })
    for placed in Lesson(markdown: SourceText(lesson.text)).items {
      guard case .statement(let statement) = placed.item else { continue }
      switch statement.kind {
      case .definition(let name, _), .parameter(let name, _), .function(let name, _, _):
        #expect(!commands.contains(name), "\(statement.source)")
      default: break
      }
    }
  }
}
