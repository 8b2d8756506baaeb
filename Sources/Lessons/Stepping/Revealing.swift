import Autodiff
import LessonLanguage
import Text

/// The views that the reader's moves bring.
extension Stepper {
  /// Moves to a position, and notices a question there. Of a waiting one, only the question comes into view.
  mutating func arrive(at wanted: Position) throws(Diagnostic) {
    let state = try state(at: wanted.moment)
    var position = wanted
    if isWaiting(state), position.partOfStage > 0 {
      position = try numbered(position)
      position.part -= position.partOfStage
      position.partOfStage = 0
    }
    let isEnd =
      position.stop == 0 || (state.hasEnded && position.partOfStage + 1 >= state.partCount)
    setPosition(position, isAtEndOfStop: isEnd)
    ask(state)
  }

  /// Returns what a move forward brought into view, and the values that it changed.
  mutating func reveal(from start: Position) throws(Diagnostic) -> [StepperResponse] {
    let state = try state(at: position.moment)
    let isSameStop = start.stop == position.stop
    let isSameStage = isSameStop && start.stage == position.stage
    let rows = position.stage - (isSameStop ? start.stage : 0)
    let reveal = view(
      state, from: isSameStage ? start.partOfStage + 1 : 0, isNew: !isSameStop, rows: rows)
    let isDone = state.run?.stage?.isDone ?? false
    guard isDone, position.partOfStage + 1 >= state.partCount, state.error == nil else {
      return [.reveal(reveal)]
    }
    // The state before the statement: before the stop, or inside a loop before its last stage.
    let isInLoop = state.run?.stage?.rounds.isEmpty == false
    let before =
      isInLoop && position.stage > 1
      ? Moment(stop: position.stop, stage: position.stage - 1) : .end(of: position.stop - 1)
    let earlier = try self.state(at: before).environment
    let changes = state.environment.changes(since: earlier)
    let isShown = pace == .line && !changes.isEmpty
    return isShown ? [.reveal(reveal), .changes(changes)] : [.reveal(reveal)]
  }

  /// Returns the view after going back or jumping.
  mutating func arrival(rows: Int = .max) throws(Diagnostic) -> [StepperResponse] {
    guard position.stop > 0 else { return [.atStart] }
    let state = try state(at: position.moment)
    let isNew = (position.stage == 1 && position.partOfStage == 0) || pace != .line
    return [.arrival(view(state, from: 0, isNew: isNew, rows: rows))]
  }

  /// The current step as far as it is in view; the last row of a running descent.
  mutating func presentView() -> Reveal? {
    guard position.stop > 0, let state = try? state(at: position.moment) else { return nil }
    let rows = state.isOfDescent && !state.hasEnded ? 1 : Int.max
    return view(state, from: 0, isNew: false, rows: rows)
  }

  /// Returns the view of a state at the current position, starting with one of its parts.
  private func view(_ state: CourseState, from part: Int, isNew: Bool, rows: Int) -> Reveal {
    let course = course
    let stop = course.stops[position.stop - 1]
    let items = course.lesson.items
    let shownHeadings = isNew ? stop.headings : []
    var content = Reveal.Content.nothing
    if let entry = items[stop.item].item.entry {
      content = .entry(entry)
    } else if let stage = state.run?.stage {
      let shown = marked(shown(stage, of: state, in: course, answered: answered))
      content = .stage(shown, parts: part..<max(part, position.partOfStage + 1))
    }
    return Reveal(
      position: position, headings: shownHeadings.compactMap { items[$0].item.entry },
      firstItem: shownHeadings.first ?? stop.item,
      content: content, rows: rows, isComplete: isAtEndOfStop && state.run?.step != nil,
      error: isAtEndOfStop ? state.error : nil, isErrorOfReader: state.isErrorOfReader)
  }

  /// In a fork, a check only shows differences and does not count.
  func marked(_ stage: Stage) -> Stage {
    fork == nil
      ? stage : Stage(rounds: stage.rounds, step: stage.step.withoutCounting, isDone: stage.isDone)
  }
}
