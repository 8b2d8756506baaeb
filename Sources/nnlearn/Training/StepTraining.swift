import Learning
import LessonLanguage
import Lessons
import Rendering
import Text

/// `nnlearn train --step`: the run as a lesson about its four ingredients, to be stepped through.
enum StepTraining {
  static func run(
    _ request: TrainRequest, _ arguments: ParsedArguments, _ console: Console
  ) throws(Diagnostic) -> ExitCode {
    let ingredients = request.ingredients
    guard ingredients.settings.shuffles else {
      throw Diagnostic(
        .usage,
        "--step goes through the run as a lesson, which shuffles: leave out --no-shuffle or --step")
    }
    guard request.testData == nil, ingredients.start == nil else {
      throw Diagnostic(
        .usage,
        "--step goes through the run as a lesson, which has one data set and begins with weights of its own: leave "
          + "out --from and the name after --test")
    }
    // Lessons compute in Double, so the numbers differ from those of a run in Float, first in the seventh digit and later more.
    let data = ingredients.data
    let name = data.name.filter { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    let statements = TrainingProgram(
      ingredients, data: name, ratio: request.ratio, splitSeed: request.splitSeed,
      scaling: request.scaling,
      rule: request.ruleInLesson, testsAtEnd: request.test == .part
    ).statements
    let text = SourceText(statements.map { $0.source + "\n" }.joined())
    let loader = DataLoader { (_) throws(Diagnostic) in data }
    let topic = Conversation.Topic(
      lesson: Lesson(statements: statements), file: SourceFile(name: "train", text), name: "train",
      kind: .lesson, loader: loader)
    return Conversation(arguments, console, topic).run()
  }
}
