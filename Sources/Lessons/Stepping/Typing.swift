import Learning
import LessonLanguage
import Text

/// Input that is not a command: answers, and statements of the language.
extension Stepper {
  /// Answers a waiting question, or runs statements at the current point. `line` is the text's line in the whole input.
  package mutating func type(_ text: String, line: Int = 1) -> [StepperResponse] {
    if walk != nil, let answer = try? Parser.answer(of: text, line: line) {
      do throws(Diagnostic) { return try compare(answer) } catch {
        return [.error(suggesting(error, text), in: nil)]
      }
    }
    let choices = question?.question.choices ?? []
    if choices.isEmpty {
      if question != nil, let answer = try? Parser.answer(of: text, line: line) {
        do throws(Diagnostic) { return try judge(answer) } catch {
          return [.error(suggesting(error, text), in: nil)]
        }
      }
      return run(text, line: line)
    }
    if let choice = question?.question.choice(text) { return judge(choice: choice) }
    let responses = run(text, line: line)
    // What cannot be run was meant as an answer.
    if case .error? = responses.first { return [.judgement(.notAChoice(choices))] }
    return responses
  }

  private mutating func run(_ text: String, line: Int) -> [StepperResponse] {
    do throws(Diagnostic) {
      if kind == .lesson, let assignment = try? Parser.assignment(of: text, line: line),
        assignment.isLiteral || assignment.isOfElement,
        environment().defines(assignment.name) || offer(of: assignment.name) != nil
          || setting(assignment.name) != nil
      {
        return set(assignment: text)
      }
      var responses: [StepperResponse] = []
      for statement in try Parser.statements(of: text, line: line) {
        do throws(Diagnostic) {
          responses += kind == .conversation ? try append(statement) : try tryOut(statement)
        } catch {
          return responses + [.error(suggesting(error, text), in: nil)]
        }
      }
      return responses
    } catch {
      return [.error(suggesting(error, text), in: nil)]
    }
  }

  private mutating func set(assignment text: String) -> [StepperResponse] {
    perform(StepperCommand.Call(.set, text))
  }

  // MARK: Statements

  /// Runs a statement as the next one of the program. Statements that were taken back are discarded.
  private mutating func append(_ statement: Statement) throws(Diagnostic) -> [StepperResponse] {
    let before = environment()
    var course = course
    course.cut(after: position.stop)
    course.append(statement)
    guard let state = course.state(at: .end(of: course.stops.count), unless: isStopped) else {
      return [.problem(.stopped)]
    }
    guard let step = state.run?.step else { throw state.error ?? Diagnostic.lost(statement) }
    let shown = StepperResponse.typed(
      fork == nil ? step : step.withoutCounting, number: course.stops.count)
    if let error = state.error { return [shown, .error(error, in: nil)] }
    self.course = course
    partCounts = [:]
    do throws(Diagnostic) { try arrive(at: end(of: course.stops.count)) } catch {
      return [.problem(error)]
    }
    let changes = state.environment.changes(since: before)
    return [shown] + offerWalk(after: step) + (changes.isEmpty ? [] : [.changes(changes)])
  }

  /// Runs a statement that is not part of the lesson. If it changes the session, a fork continues from it.
  private mutating func tryOut(_ statement: Statement) throws(Diagnostic) -> [StepperResponse] {
    var session = environment()
    let before = session
    var run = StatementRun(statement)
    while run.step == nil {
      try session.advance(&run)
      if isStopped(run) { return [.problem(.stopped)] }
    }
    guard let step = run.step else { throw Diagnostic.lost(statement) }
    let shown = StepperResponse.typed(step.withoutCounting, number: nil)
    if let failure = step.failure { return [shown, .error(failure, in: nil)] }
    guard statement.changesSession else { return [shown] + offerWalk(after: step) }
    var course = course
    let act = Intervention.Act.statement(statement)
    course.intervene(Intervention(moment: position.moment, act: act))
    let isFirst = fork == nil
    fork(to: course, .statement(statement.source))
    let changes = session.changes(since: before)
    return [shown] + (isFirst ? [.fork(.statement(statement.source))] : [])
      + (changes.isEmpty ? [] : [.changes(changes)])
  }

  /// Suggests a command if an unknown name resembles one.
  private func suggesting(_ error: Diagnostic, _ text: String) -> Diagnostic {
    let word = text.drop { $0 == " " }.prefix { $0.isLetter }
    let rest = text.drop { $0 == " " }.dropFirst(word.count).drop { $0 == " " }
    let words = StepperCommand.allCases.map { $0.rawValue }
    guard !word.isEmpty, rest.allSatisfy({ $0.isNumber || $0.isLetter || $0 == "." }),
      let nearest = NearestName.suggestion(for: String(word), among: words)
    else { return error }
    return Diagnostic(
      Place(line: error.place?.line ?? 1, column: 1, length: word.count),
      words.contains(String(word))
        ? "the command is ':\(nearest)' where a value may have the name"
        : "there is no command or value '\(word)'; did you mean '\(nearest)'?")
  }
}

extension Statement {
  /// Whether later statements can depend on the statement.
  fileprivate var changesSession: Bool {
    switch kind {
    case .definition, .parameter, .function, .forward, .backprop, .step, .descend, .repeat, .digits,
      .data, .model, .loss, .optimizer, .train, .test:
      true
    case .show, .showImages, .expect, .ask, .plot, .explore, .draw, .why, .diagnose,
      .check, .explain:
      false
    }
  }
}

extension Diagnostic {
  fileprivate static func lost(_ statement: Statement) -> Diagnostic {
    Diagnostic(statement.place, "this statement did not end")
  }
}
