import LessonLanguage
import Text

/// A step of a course for a page: all of it, or the visible parts of the current one.
package struct StopView: Sendable {
  package enum Content: Sendable {
    case entry(Transcript.Entry)
    /// A stage of a statement, with its visible parts.
    case stage(Stage, parts: Range<Int>)
  }

  package let number: Int
  /// The headings above the step.
  package let headings: [Transcript.Entry]
  /// The contents; in a running loop, one for each statement that has run inside it.
  package let content: [Content]
  /// The error that ended the course here.
  package let error: Diagnostic?
  /// Whether the error comes from the reader's input.
  package let isErrorOfReader: Bool
}

/// Identifies the content of a step: of the same version, it is the same.
package struct StepVersion: Sendable, Equatable {
  package let step: Int
  /// The number of the fork; 0 for the lesson.
  let fork: Int
  /// The number of the fork's changes up to the step.
  let changes: Int
  /// The answered questions of the step.
  let answered: Set<Moment>

  package var isOfFork: Bool { fork > 0 }
}

extension Stepper {
  /// Returns the version of a step of the current course, or of the lesson itself; `nil` if only some of its parts are in view.
  /// A step before the first change of a fork is that of the lesson.
  package func version(of number: Int, inLesson: Bool = false) -> StepVersion? {
    if number == position.stop, !isAtEndOfStop { return nil }
    let isOfFork = !inLesson && isChanged(number)
    let answered = inLesson ? answeredInLesson : answered
    return StepVersion(
      step: number, fork: isOfFork ? fork?.number ?? 0 : 0,
      changes: isOfFork ? course.changes.lastIndex { $0 <= number }.map { $0 + 1 } ?? 0 : 0,
      answered: answered.moments(in: number))
  }

  /// Whether a change of the fork can affect a step.
  private func isChanged(_ number: Int) -> Bool {
    fork?.course.changes.contains { $0 <= number } ?? false
  }

  /// Returns a visible step of the current course.
  package mutating func view(of number: Int) throws(Diagnostic) -> StopView {
    let isUnderWay = number == position.stop && !isAtEndOfStop
    let state = try state(at: isUnderWay ? position.moment : .end(of: number))
    var stages: [CourseState] = [state]
    if isUnderWay, state.run?.stage?.rounds.isEmpty == false {
      for stage in stride(from: position.stage - 1, to: 0, by: -1) {
        stages.insert(try self.state(at: Moment(stop: number, stage: stage)), at: 0)
      }
    }
    return view(
      of: number, stages, in: course, answered: answered, isUnderWay: isUnderWay,
      isChanged: isChanged(number))
  }

  /// Returns the same step of the lesson itself if a fork can have changed it, else `nil`.
  package mutating func lessonView(of number: Int) throws(Diagnostic) -> StopView? {
    guard isChanged(number), number <= lesson.stops.count else { return nil }
    let isUnderWay = number == position.stop && !isAtEndOfStop
    let moment = isUnderWay ? position.moment : Moment.end(of: number)
    guard let state = lesson.state(at: moment, unless: isStopped) else { throw .stopped }
    guard state.moment.stop == number else { return nil }
    return view(
      of: number, [state], in: lesson, answered: answeredInLesson, isUnderWay: isUnderWay,
      isChanged: false)
  }

  private func view(
    of number: Int, _ states: [CourseState], in course: Course, answered: AnsweredQuestions,
    isUnderWay: Bool, isChanged: Bool
  ) -> StopView {
    let stop = course.stops[number - 1]
    let items = course.lesson.items
    var content: [StopView.Content] = []
    if let entry = items[stop.item].item.entry {
      content = [.entry(entry)]
    } else {
      for (index, state) in states.enumerated() {
        guard let stage = state.run?.stage else { continue }
        let isLast = index == states.count - 1
        let end = isUnderWay && isLast ? position.partOfStage + 1 : state.partCount
        let shown = shown(stage, of: state, in: course, answered: answered)
        content.append(
          .stage(isChanged ? marked(shown) : shown, parts: 0..<min(end, shown.step.parts.count)))
      }
    }
    let last = states[states.count - 1]
    return StopView(
      number: number, headings: stop.headings.compactMap { items[$0].item.entry },
      content: content, error: isUnderWay ? nil : last.error,
      isErrorOfReader: last.isErrorOfReader)
  }
}
