import Autodiff
import LessonLanguage
import Text

/// A question that is waiting for its answer.
struct PendingQuestion: Sendable {
  let moment: Moment
  let question: Question
  let wanted: Question.Reply
  /// The answer on paper, if rounding obscures a zero.
  let exact: Tensor?
  var hints: ArraySlice<String>
}

/// Questions. A question hides its answer until the reader has answered it or asked for the answer, however the reader
/// reaches or passes it. From then on it is shown like any other statement.
extension Stepper {
  // MARK: Answering

  /// Judges an answer that is a number or an expression.
  mutating func judge(_ answer: Answer) throws(Diagnostic) -> [StepperResponse] {
    guard let pending = question, case .value(let wanted) = pending.wanted else { return [] }
    let session = environment()
    var judgement = try session.judge(answer, against: wanted)
    if let exact = pending.exact, judgement != .right,
      try session.judge(answer, against: exact) == .right
    {
      judgement = .right
    }
    guard case .wrong = judgement else { return take(judgement) }
    for mistake in pending.question.mistakes {
      guard case .value(let value) = mistake.reply else { continue }
      if try session.judge(answer, against: value) == .right {
        return take(judgement, [.mistake(mistake.message)])
      }
    }
    return diagnosed(judgement, answer, pending)
  }

  /// Judges an answer that is one of the choices.
  mutating func judge(choice: String) -> [StepperResponse] {
    guard let pending = question else { return [] }
    if pending.wanted == .choice(choice) { return take(.right) }
    let mistake = pending.question.mistakes.first { $0.reply == .choice(choice) }
    guard let mistake else { return take(.wrong(value: nil), givesHint: true) }
    return take(.wrong(value: nil), [.mistake(mistake.message)])
  }

  /// Says the mistake in a wrong answer, if one is found, and the next hint.
  private mutating func diagnosed(
    _ judgement: Judgement, _ answer: Answer, _ pending: PendingQuestion
  ) -> [StepperResponse] {
    let session = environment()
    guard let quantity = pending.question.quantity,
      let diagnosis = try? session.diagnosis(
        of: quantity, given: answer, exact: pending.exact, called: .name("the answer"))
    else { return take(judgement, givesHint: true) }
    let remark = StepperResponse.diagnosis(
      diagnosis.withoutAnswer.step(digits: session.digits))
    if diagnosis.verdict == .rightIfRounded { return take(.right, [remark]) }
    unexplained = diagnosis.isUnexplained ? diagnosis : nil
    let offer: [StepperResponse] =
      pending.hints.isEmpty && unexplained != nil ? [.unexplained] : []
    return take(judgement, diagnosis.isSpecific ? [remark] : [], givesHint: true) + offer
  }

  /// Counts an answer. The remarks follow the judgement, and after a wrong answer the next hint.
  private mutating func take(
    _ judgement: Judgement, _ remarks: [StepperResponse] = [], givesHint: Bool = false
  ) -> [StepperResponse] {
    guard let pending = question else { return [] }
    let start = [.judgement(judgement)] + remarks
    switch judgement {
    case .right:
      do throws(Diagnostic) { return start + (try reveal(.right)) } catch {
        return start + [.problem(error)]
      }
    case .wrong:
      answered.countWrong(pending.moment)
      return start + (givesHint ? nextHint() : [])
    case .needsMoreDigits, .otherShape, .notAChoice: return start
    }
  }

  mutating func showAnswer() throws(Diagnostic) -> [StepperResponse] {
    guard question != nil else { throw .noQuestion }
    return try reveal(.shown)
  }

  /// Shows the answer of the waiting question.
  private mutating func reveal(
    _ ending: AnsweredQuestions.Ending
  ) throws(Diagnostic) -> [StepperResponse] {
    guard let pending = question else { return [] }
    answered.end(pending.moment, ending)
    let start = position
    var answer = start
    answer.part += 1
    answer.partOfStage += 1
    try arrive(at: answer)
    return try reveal(from: start) + results
  }

  mutating func hint() throws(Diagnostic) -> [StepperResponse] {
    guard question != nil else { throw .noQuestion }
    return nextHint()
  }

  private mutating func nextHint() -> [StepperResponse] {
    guard let hint = question?.hints.popFirst() else { return [.noMoreHints] }
    return [.hint(hint)]
  }

  /// Goes to the first unanswered question of a step; returns whether there is one.
  package mutating func arriveAtQuestion(of stop: Int) -> Bool {
    guard (1...max(1, stopCount)).contains(stop), stopCount > 0,
      let position = try? waitingPosition(in: stop, after: 0)
    else { return false }
    do throws(Diagnostic) { try arrive(at: position) } catch { return false }
    return true
  }

  /// The response to moving on while a question is waiting.
  var waiting: StepperResponse {
    .waiting(at: position, next: position.stop < stopCount ? position.stop + 1 : nil)
  }

  // MARK: Hiding

  /// Whether the stage of a state is a question whose answer is hidden.
  func isWaiting(_ state: CourseState) -> Bool {
    kind == .lesson && (state.run?.stage?.step.isQuestion ?? false)
      && !answered.contains(state.moment)
  }

  /// Notices a question that is waiting in a state; its hints continue if the reader has not left it.
  mutating func ask(_ state: CourseState) {
    guard isWaiting(state), let step = state.run?.stage?.step,
      case .question(let asked) = step.outcome, let wanted = asked.reply(step.value)
    else {
      question = nil
      return
    }
    let given = question.flatMap { $0.moment == state.moment ? $0.hints : nil }
    var exact: Tensor?
    if case .value(let value) = wanted { exact = asked.withoutRounding(value) }
    question = PendingQuestion(
      moment: state.moment, question: asked, wanted: wanted, exact: exact,
      hints: given ?? asked.hints[...])
  }

  /// The first waiting question of a stop, after a number of stages.
  mutating func waitingPosition(in stop: Int, after stage: Int) throws(Diagnostic) -> Position? {
    guard kind == .lesson, course.statement(at: stop)?.asks ?? false else { return nil }
    var position = Position(stop: stop, part: 1)
    while true {
      position.stage += 1
      let state = try state(at: position.moment)
      guard state.moment == position.moment else { return nil }
      if position.stage > stage, isWaiting(state) { return position }
      if state.hasEnded { return nil }
      position.part += state.partCount
    }
  }

  /// Returns a stage of a course as the reader may see it: a question without its answer while that is hidden, and a loop
  /// without answers while one of its questions is unanswered.
  func shown(
    _ stage: Stage, of state: CourseState, in course: Course, answered: AnsweredQuestions
  ) -> Stage {
    guard kind == .lesson, state.run?.statement.asks ?? false else { return stage }
    var isHidden = stage.step.isQuestion && !answered.contains(state.moment)
    if case .loop = stage.step.outcome {
      var course = course
      for number in 1..<max(1, state.moment.stage) where !isHidden {
        let moment = Moment(stop: state.moment.stop, stage: number)
        let isQuestion = course.state(at: moment)?.run?.stage?.step.isQuestion ?? true
        isHidden = isQuestion && !answered.contains(moment)
      }
    }
    guard isHidden else { return stage }
    return Stage(rounds: stage.rounds, step: stage.step.withoutAnswers, isDone: stage.isDone)
  }
}
