import LessonLanguage

/// A lesson that can be looked at where one likes: any moment of it is computed again from the nearest one that is kept.
///
/// A value: a fork is a copy with other statements or with interventions.
package struct Course: Sendable {
  package private(set) var lesson: Lesson
  package private(set) var stops: [Stop]
  package private(set) var interventions: [Intervention] = []
  private var kept: Keyframes
  /// The moment that was asked for last.
  private var cursor: CourseState?

  package init(_ lesson: Lesson, session: Session) {
    self.lesson = lesson
    stops = Stop.stops(of: lesson)
    kept = Keyframes(first: CourseState(session: session))
  }

  /// The course as it is at a moment, or at the end of the moment's stop where that has fewer stages; nothing where
  /// `isStopped` says that the reader waits no longer.
  package mutating func state(
    at moment: Moment, unless isStopped: (StatementRun?) -> Bool = { (_) in false }
  ) -> CourseState? {
    var state = start(for: moment)
    cursor = nil
    let mostUnasked = 64
    var untilAsked = mostUnasked
    while state.moment < moment, !state.isLast(in: stops, for: moment) {
      untilAsked -= advance(&state, to: moment, stages: untilAsked)
      if untilAsked <= 0 {
        if isStopped(state.run) { return nil }
        untilAsked = mostUnasked
      }
    }
    cursor = state
    return state
  }

  /// The session before the first stop.
  var start: Session { kept.last(notAfter: Moment(stop: 0, stage: 0)).session }

  /// The latest state that is known, not after a moment; at the moment itself, one that was looked at.
  private func start(for moment: Moment) -> CourseState {
    var frame = kept.last(notAfter: moment)
    if frame.moment == moment, !frame.isExplained { frame = kept.last(notAfter: moment.before) }
    guard let cursor, cursor.moment <= moment, cursor.moment > frame.moment,
      cursor.moment < moment || cursor.isExplained
    else { return frame }
    return cursor
  }

  /// Runs the next stage, or up to so many of a descent; at the end of a stop, the first of the next. On the way to a moment
  /// none but the last is explained. Returns how many were run.
  private mutating func advance(
    _ state: inout CourseState, to moment: Moment, stages: Int
  ) -> Int {
    let before = state.moment
    if state.hasEnded {
      state.session.isWatched = state.next >= moment
      kept.keep(state)
      state.begin(stops[state.moment.stop], of: lesson)
    } else {
      let isDescent = state.run?.isDescentUnderWay ?? false
      let count = isDescent ? min(stages, distance(from: before, to: moment)) : 1
      state.session.isWatched =
        Moment(stop: before.stop, stage: before.stage + count) >= moment
      state.advance(descentSteps: count)
      if state.moment.stage.isMultiple(of: Keyframes.stages) { kept.keep(state) }
    }
    for intervention in interventions where intervention.moment == state.moment {
      state.intervene(intervention)
    }
    if state.error != nil { state.session = kept.last(notAfter: state.moment).session }
    return state.moment.stop == before.stop ? state.moment.stage - before.stage : 1
  }

  /// How many stages may be run at once: up to a moment, the next state that is kept, or what the reader does on the way.
  private func distance(from start: Moment, to moment: Moment) -> Int {
    var distance = Keyframes.stages - start.stage % Keyframes.stages
    let ends = [moment] + interventions.map { $0.moment }
    for end in ends where end.stop == start.stop && end > start {
      distance = min(distance, end.stage - start.stage)
    }
    return distance
  }

  /// The statement of a stop, from 1; nothing at a paragraph.
  func statement(at stop: Int) -> Statement? {
    guard case .statement(let statement) = lesson.items[stops[stop - 1].item].item else {
      return nil
    }
    return statement
  }

  // MARK: Changing

  /// The course with a statement after its last one.
  package mutating func append(_ statement: Statement) {
    lesson = lesson.appending(statement)
    stops = Stop.stops(of: lesson)
  }

  /// Forgets what comes after a stop.
  package mutating func cut(after stop: Int) {
    guard stop < stops.count else { return }
    lesson = lesson.prefix(stop == 0 ? 0 : stops[stop - 1].item + 1)
    stops = Stop.stops(of: lesson)
    forget(from: Moment(stop: stop + 1, stage: 0))
  }

  /// Something that the reader does at a moment, before the lesson goes on.
  package mutating func intervene(_ intervention: Intervention) {
    forget(from: intervention.moment)
    if intervention.moment.stop == 0 {
      kept.changeStart { $0.intervene(intervention) }
    } else {
      interventions.append(intervention)
    }
  }

  /// Puts another value where a number is defined last before a moment; says whether one was.
  package mutating func redefine(_ alteration: Alteration, before moment: Moment) -> Bool {
    for number in stride(from: moment.stop, through: 1, by: -1)
    where redefine(alteration, at: number) { return true }
    return false
  }

  /// Puts another value where a number is defined by a stop; says whether it is.
  package mutating func redefine(_ alteration: Alteration, at stop: Int) -> Bool {
    guard let other = statement(at: stop)?.redefined(by: alteration) else { return false }
    lesson = lesson.replacing(stops[stop - 1].item, with: other)
    forget(from: Moment(stop: stop, stage: 0))
    return true
  }

  private mutating func forget(from moment: Moment) {
    kept.forget(from: moment)
    cursor = nil
  }
}

/// What a reader does in a fork at a moment of the lesson.
package struct Intervention: Sendable {
  package enum Act: Sendable {
    case alteration(Alteration)
    case statement(Statement)
  }

  package let moment: Moment
  package let act: Act

  package init(moment: Moment, act: Act) {
    self.moment = moment
    self.act = act
  }
}
