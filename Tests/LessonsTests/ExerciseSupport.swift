import LessonLanguage
import Text

@testable import Lessons

/// A lesson with one exercise: a step against the slope.
enum StepExercise {
  static func markdown(
    draws: String = "draw w from 0.10 to 0.90 step 0.05\ndraw r from 0.1 to 0.5 step 0.1",
    mistakes: String = "mistake w + r * s \"that goes up the slope\"", more: String = ""
  ) -> String {
    """
    # Steps

    A lesson.

    ```nn
    f(v) = v^2
    ```

    ## Exercise

    The weight is {w}, the rate {r}.

    ```nn
    param w = 0.5 #=> 0.5
    r = 0.1
    \(draws)
    ask "What is the slope?" 2 * w
    mistake w "that leaves out the 2"
    s = 2 * w #=> 1
    ask "What is the new weight?" w - r * s
    \(mistakes)
    expect w is 0.5
    u = w - r * s
    ask "Its square?" f(u)
    \(more)
    ```

    ## Summary

    The end.
    """
  }

  static func maker(_ markdown: String = markdown()) throws(Diagnostic) -> WorksheetMaker {
    try WorksheetMaker(Lesson(markdown), session: Session())
  }

  static func worksheet(_ name: String = "Ada", seed: UInt64 = 7) throws(Diagnostic) -> Worksheet {
    var maker = try maker()
    return try maker.worksheet(for: Student(name: name, seed: seed))
  }
}

extension Worksheet {
  /// The numbers that are given, by their names, as they are printed.
  var given: [String: String] {
    var given: [String: String] = [:]
    for content in exercises.flatMap({ $0.contents }) {
      if case .given(let name, let value) = content { given[name] = value }
    }
    return given
  }

  func given(_ name: String) -> Double { Double(given[name] ?? "") ?? .nan }
}
