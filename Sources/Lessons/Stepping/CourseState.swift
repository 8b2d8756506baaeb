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

/// A paragraph or a statement, with the headings before it: what a reader calls a step of the lesson.
package struct Stop: Sendable {
  /// The indices of the headings among the lesson's items.
  package let headings: [Int]
  /// The index of the paragraph or statement; of headings at the end of a lesson, that of the last.
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

/// A course at a moment: the session, and the statement that is on its way. This is what runs a lesson, whether it is stepped
/// through or read straight through.
///
/// It is copied at every look and holds all that a program has computed, so copies share it until one is run on.
package struct CourseState: Sendable {
  private var content: CopyOnWrite<Content>

  init(session: Session) { content = CopyOnWrite(Content(session: session)) }

  package internal(set) var session: Session {
    _read { yield content.value.session }
    _modify { yield &content.value.session }
  }

  package var moment: Moment { content.value.moment }

  /// The statement of the stop; nothing at a paragraph.
  package var run: StatementRun? { content.value.run }

  /// What ended the course here.
  package var error: Diagnostic? { content.value.error }

  /// Whether the error comes from what the reader typed, not from the lesson.
  package var isErrorOfReader: Bool { content.value.isErrorOfReader }

  /// Whether the last stage of the stop has been run.
  package var hasEnded: Bool { content.value.hasEnded }

  /// Whether what the last stage showed is explained, as it is where a reader looks at it, and at the end of a stop.
  var isExplained: Bool { content.value.session.isWatched || hasEnded }

  /// The moment that follows.
  var next: Moment {
    hasEnded
      ? Moment(stop: moment.stop + 1, stage: 1)
      : Moment(stop: moment.stop, stage: moment.stage + 1)
  }

  /// Whether nothing can follow on the way to a moment.
  func isLast(in stops: [Stop], for wanted: Moment) -> Bool {
    hasEnded && (moment.stop == wanted.stop || moment.stop == stops.count || error != nil)
  }

  /// Runs the first stage of the next stop.
  mutating func begin(_ stop: Stop, of lesson: Lesson) {
    content.value.begin(lesson.items[stop.item].item)
  }

  /// Runs the next stage, or up to so many steps of a descent, each of which is a stage.
  mutating func advance(descentSteps: Int = 1) { content.value.advance(descentSteps) }

  mutating func intervene(_ intervention: Intervention) {
    content.value.intervene(intervention.act)
  }

  /// The session as a reader finds it here.
  package var environment: Session {
    guard let run else { return session }
    var environment = session
    do throws(Diagnostic) { try environment.settle(run) } catch { return session }
    return environment
  }
}

extension CourseState {
  private struct Content: Sendable {
    var session: Session
    var moment = Moment(stop: 0, stage: 0)
    var run: StatementRun?
    var error: Diagnostic?
    var isErrorOfReader = false

    init(session: Session) { self.session = session }

    var hasEnded: Bool { error != nil || run?.isDone ?? true }

    mutating func begin(_ item: Lesson.Item) {
      moment = Moment(stop: moment.stop + 1, stage: 0)
      run = nil
      switch item {
      case .heading, .prose: moment.stage = 1
      case .broken(let diagnostic):
        moment.stage = 1
        error = diagnostic
      case .statement(let statement):
        run = StatementRun(statement)
        advance(1)
      }
    }

    mutating func advance(_ descentSteps: Int) {
      guard let before = run?.descentSteps else { return }
      do throws(Diagnostic) {
        try session.advance(&run!, descentSteps: descentSteps)
        error = run?.step?.failure
      } catch {
        self.error = error
      }
      moment.stage += max(1, run!.descentSteps - before)
    }

    mutating func intervene(_ act: Intervention.Act) {
      guard error == nil else { return }
      do throws(Diagnostic) {
        if let run { try session.settle(run) }
        switch act {
        case .alteration(let alteration): try session.apply(alteration)
        case .statement(let statement):
          if let failure = try session.run(statement).failure { throw failure }
        }
        if run != nil { try session.refresh(&run!) }
      } catch {
        self.error = error
        isErrorOfReader = true
      }
    }
  }
}
