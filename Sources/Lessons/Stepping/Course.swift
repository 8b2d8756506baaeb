import LessonLanguage

/// A lesson with random access: any moment can be recomputed from the nearest one that is kept.
///
/// It is a value: a fork is a copy with other statements or with interventions.
package struct Course: Sendable {
  package private(set) var lesson: Lesson
  package private(set) var stops: [Stop]
  package private(set) var interventions: [Intervention] = []
  private var kept: Keyframes
  /// The last requested moment.
  private var cursor: CourseState?
  /// The stop from which each change applies, in the order of the changes.
  private(set) var changes: [Int] = []
  /// The moment that an interrupted computation has reached.
  private(set) var reached: Moment?

  package init(_ lesson: Lesson, session: Session) {
    self.lesson = lesson
    stops = Stop.stops(of: lesson)
    kept = Keyframes(first: CourseState(session: session))
  }

  /// Returns the course at a moment, or at the end of the moment's stop if that has fewer stages; `nil` if `isStopped` says
  /// that the reader has interrupted the computation. The next one continues where that was.
  package mutating func state(
    at moment: Moment, unless isStopped: (StatementRun?) -> Bool = { (_) in false }
  ) -> CourseState? {
    var state = start(for: moment)
    cursor = nil
    reached = nil
    let mostUnasked = 64
    var untilAsked = mostUnasked
    while state.moment < moment, !state.isLast(in: stops, for: moment) {
      untilAsked -= advance(&state, to: moment, stages: untilAsked)
      if untilAsked <= 0 {
        if isStopped(state.run) {
          kept.keep(state)
          reached = state.moment
          return nil
        }
        untilAsked = mostUnasked
      }
    }
    cursor = state
    return state
  }

  /// The session before the first stop.
  var start: Session { kept.last(notAfter: Moment(stop: 0, stage: 0)).session }

  /// The latest known state that is not after a moment; at the moment itself, only one that is explained.
  private func start(for moment: Moment) -> CourseState {
    var frame = kept.last(notAfter: moment)
    if frame.moment == moment, !frame.isExplained { frame = kept.last(notAfter: moment.before) }
    guard let cursor, cursor.moment <= moment, cursor.moment > frame.moment,
      cursor.moment < moment || cursor.isExplained
    else { return frame }
    return cursor
  }

  /// Runs the next stage, or up to `stages` of a descent, or at the end of a stop the first stage of the next. Only the stage
  /// at the moment is explained. Returns the number of stages that were run.
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

  /// The number of stages that can run at once: up to a moment, the next kept state, or an intervention on the way.
  private func distance(from start: Moment, to moment: Moment) -> Int {
    var distance = Keyframes.stages - start.stage % Keyframes.stages
    let ends = [moment] + interventions.map { $0.moment }
    for end in ends where end.stop == start.stop && end > start {
      distance = min(distance, end.stage - start.stage)
    }
    return distance
  }

  /// The statement of a stop, counted from 1; `nil` for a paragraph.
  func statement(at stop: Int) -> Statement? {
    guard case .statement(let statement) = lesson.items[stops[stop - 1].item].item else {
      return nil
    }
    return statement
  }

  /// The settings written in the statements up to a stop, each as written last, in that order.
  func settings(until stop: Int) -> [(name: String, value: Double)] {
    var settings: [(name: String, value: Double)] = []
    for number in stride(from: 1, through: stop, by: 1) {
      for setting in statement(at: number)?.settings ?? [] {
        settings.removeAll { $0.name == setting.name }
        settings.append(setting)
      }
    }
    return settings
  }

  // MARK: Changing

  /// Adds a statement after the last one.
  package mutating func append(_ statement: Statement) {
    lesson = lesson.appending(statement)
    stops = Stop.stops(of: lesson)
  }

  /// Removes everything after a stop.
  package mutating func cut(after stop: Int) {
    guard stop < stops.count else { return }
    lesson = lesson.prefix(stop == 0 ? 0 : stops[stop - 1].item + 1)
    stops = Stop.stops(of: lesson)
    forget(from: Moment(stop: stop + 1, stage: 0))
  }

  /// Adds an intervention of the reader at a moment. Another value for the same number replaces the last one.
  package mutating func intervene(_ intervention: Intervention) {
    forget(from: intervention.moment)
    if intervention.moment.stop == 0 {
      kept.changeStart { $0.intervene(intervention) }
      return
    }
    if let last = interventions.last, intervention.replaces(last) { interventions.removeLast() }
    interventions.append(intervention)
  }

  /// Changes the last definition of a number before a moment; returns false if there is none.
  package mutating func redefine(_ alteration: Alteration, before moment: Moment) -> Bool {
    for number in stride(from: moment.stop, through: 1, by: -1)
    where redefine(alteration, at: number) { return true }
    return false
  }

  /// Changes the definition of a number at a stop; returns false if the stop does not define it.
  package mutating func redefine(_ alteration: Alteration, at stop: Int) -> Bool {
    guard let other = statement(at: stop)?.redefined(by: alteration) else { return false }
    lesson = lesson.replacing(stops[stop - 1].item, with: other)
    forget(from: Moment(stop: stop, stage: 0))
    return true
  }

  private mutating func forget(from moment: Moment) {
    kept.forget(from: moment)
    cursor = nil
    changes.append(moment.stop)
  }
}

/// An action of the reader in a fork, at a moment of the lesson.
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

  /// Whether nothing of an earlier intervention, the one before this, would be left.
  func replaces(_ other: Intervention) -> Bool {
    guard moment == other.moment, case .alteration(let mine) = act,
      case .alteration(let theirs) = other.act
    else { return false }
    return mine.replaces(theirs)
  }
}
