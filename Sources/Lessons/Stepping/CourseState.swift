import LessonLanguage
import Text

/// A moment of a course: a stop, from 1, and how many stages of it have been run. Stop 0 is before the first.
package struct Moment: Sendable, Hashable, Comparable {
  package var stop: Int
  package var stage: Int

  package init(stop: Int, stage: Int) {
    self.stop = stop
    self.stage = stage
  }

  /// The end of a stop, however many stages it has.
  package static func end(of stop: Int) -> Moment { Moment(stop: stop, stage: .max) }

  /// The moment a stage earlier.
  var before: Moment { Moment(stop: stop, stage: max(0, stage - 1)) }

  package static func < (a: Moment, b: Moment) -> Bool {
    (a.stop, a.stage) < (b.stop, b.stage)
  }
}

/// A paragraph or a statement, with the headings before it.
package struct Stop: Sendable {
  /// The places of the headings among the lesson's items.
  package let headings: [Int]
  /// The place of the paragraph or statement; of headings at the end of a lesson, that of the last.
  package let item: Int

  static func stops(of lesson: Lesson) -> [Stop] {
    var stops: [Stop] = []
    var headings: [Int] = []
    for (index, placed) in lesson.items.enumerated() {
      if case .heading = placed.item {
        headings.append(index)
      } else {
        stops.append(Stop(headings: headings, item: index))
        headings = []
      }
    }
    if let last = headings.popLast() { stops.append(Stop(headings: headings, item: last)) }
    return stops
  }
}

/// A course at a moment: the session, and the statement that is on its way.
package struct CourseState: Sendable {
  package internal(set) var session: Session
  package private(set) var moment = Moment(stop: 0, stage: 0)
  /// The statement of the stop; nothing at a paragraph.
  package private(set) var run: StatementRun?
  /// What ended the course here.
  package private(set) var error: Diagnostic?
  /// Whether the error comes from what the reader typed, not from the lesson.
  package private(set) var isErrorOfReader = false

  init(session: Session) { self.session = session }

  /// Whether what the last stage showed is explained, as it is where a reader looks at it, and at the end of a stop.
  var isExplained: Bool { session.isWatched || hasEnded }

  /// The moment that follows.
  var next: Moment {
    hasEnded
      ? Moment(stop: moment.stop + 1, stage: 1)
      : Moment(stop: moment.stop, stage: moment.stage + 1)
  }

  /// Whether the last stage of the stop has been run.
  package var hasEnded: Bool { error != nil || run.map { $0.step != nil } ?? true }

  /// Whether nothing can follow on the way to a moment.
  func isLast(in stops: [Stop], for wanted: Moment) -> Bool {
    hasEnded && (moment.stop == wanted.stop || moment.stop == stops.count || error != nil)
  }

  mutating func begin(_ stop: Stop, of lesson: Lesson) {
    moment = Moment(stop: moment.stop + 1, stage: 0)
    run = nil
    switch lesson.items[stop.item].item {
    case .heading, .prose: moment.stage = 1
    case .broken(let diagnostic):
      moment.stage = 1
      error = diagnostic
    case .statement(let statement):
      run = StatementRun(statement)
      advance()
    }
  }

  mutating func advance() {
    guard var run else { return }
    self.run = nil
    moment.stage += 1
    do throws(Diagnostic) {
      try session.advance(&run)
      error = run.step?.failure
    } catch {
      self.error = error
    }
    self.run = run
  }

  mutating func intervene(_ intervention: Intervention) {
    guard error == nil else { return }
    do throws(Diagnostic) {
      if let run { try session.settle(run) }
      switch intervention.act {
      case .alteration(let alteration): try session.apply(alteration)
      case .statement(let statement):
        if let failure = try session.run(statement).failure { throw failure }
      }
      guard var run else { return }
      try session.refresh(&run)
      self.run = run
    } catch {
      self.error = error
      isErrorOfReader = true
    }
  }

  /// The session as a reader finds it here.
  package var environment: Session {
    guard let run else { return session }
    var environment = session
    do throws(Diagnostic) { try environment.settle(run) } catch { return session }
    return environment
  }
}
