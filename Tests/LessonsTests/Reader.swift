import LessonLanguage
import Testing

@testable import Lessons

/// A stepper over a lesson's text, with its last response.
struct Reader {
  var stepper: Stepper
  var responses: [StepperResponse] = []

  init(_ markdown: String, kind: Stepper.Kind = .lesson, loader: DataLoader = .none) {
    stepper = Stepper(
      Lesson(markdown: SourceText(markdown)),
      session: Session(watchesLoops: true, loader: loader), kind: kind)
  }

  mutating func tell(_ line: String) throws {
    if let call = try stepper.command(in: line) {
      responses = stepper.perform(call)
    } else {
      responses = stepper.type(line)
    }
  }

  mutating func tell(_ lines: [String]) throws {
    for line in lines { try tell(line) }
  }

  /// The value of an expression at the present point.
  mutating func value(_ expression: String) throws -> Double {
    var session = stepper.environment()
    let statement = try #require(try Parser.statements(of: "show " + expression).first)
    return try #require(try session.run(statement).value?.number)
  }

  var place: String {
    stepper.isAtEndOfStop
      ? "\(stepper.position.stop)" : "\(stepper.position.stop).\(stepper.position.part)"
  }

  /// The last part that came into view.
  var part: Part? {
    for response in responses.reversed() {
      switch response {
      case .reveal(let reveal), .arrival(let reveal): return reveal.part
      default: continue
      }
    }
    return nil
  }

  var message: String? {
    for case .error(let diagnostic, _) in responses { return diagnostic.message }
    for case .problem(let problem) in responses { return problem.message }
    return nil
  }
}
