import LessonLanguage
import Text

/// A moment of a course: a stop, from 1, and the number of its stages that have run. Stop 0 is before the first.
package struct Moment: Sendable, Hashable, Comparable {
  package var stop: Int
  package var stage: Int

  package init(stop: Int, stage: Int) {
    self.stop = stop
    self.stage = stage
  }

  /// The end of a stop, however many stages it has.
  package static func end(of stop: Int) -> Moment { Moment(stop: stop, stage: .max) }

  /// The moment one stage earlier.
  var before: Moment { Moment(stop: stop, stage: max(0, stage - 1)) }

  package static func < (a: Moment, b: Moment) -> Bool {
    (a.stop, a.stage) < (b.stop, b.stage)
  }
}

/// A paragraph or a statement, with the headings before it: a step of the lesson in the reader's terms.
package struct Stop: Sendable {
  /// The indices of the headings among the lesson's items.
  package let headings: [Int]
  /// The index of the paragraph or statement; for headings at the end of a lesson, that of the last one.
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

/// A course at a moment: the session, and the running statement. It runs a lesson, whether that is stepped through or read
/// straight through.
///
/// It is copied often and holds everything that a program has computed, so copies share their content until one continues.
package struct CourseState: Sendable {
  private var content: CopyOnWrite<Content>

  init(session: Session) { content = CopyOnWrite(Content(session: session)) }

  package internal(set) var session: Session {
    _read { yield content.value.session }
    _modify { yield &content.value.session }
  }

  package var moment: Moment { content.value.moment }

  /// The statement of the stop; `nil` for a paragraph.
  package var run: StatementRun? { content.value.run }

  /// The error that ended the course here.
  package var error: Diagnostic? { content.value.error }

  /// Whether the error comes from the reader's input and not from the lesson.
  package var isErrorOfReader: Bool { content.value.isErrorOfReader }

  /// Whether the last stage of the stop has run.
  package var hasEnded: Bool { content.value.hasEnded }

  /// Whether the last stage is explained, as it is if a reader is watching, and at the end of a stop.
  var isExplained: Bool { content.value.session.isWatched || hasEnded }

  var next: Moment {
    hasEnded
      ? Moment(stop: moment.stop + 1, stage: 1) : Moment(stop: moment.stop, stage: moment.stage + 1)
  }

  /// Whether no stage follows before a moment.
  func isLast(in stops: [Stop], for wanted: Moment) -> Bool {
    hasEnded && (moment.stop == wanted.stop || moment.stop == stops.count || error != nil)
  }

  /// Runs the first stage of the next stop.
  mutating func begin(_ stop: Stop, of lesson: Lesson) {
    content.value.begin(lesson.items[stop.item].item)
  }

  /// Runs the next stage, or up to `descentSteps` steps of a descent, each of which is a stage.
  mutating func advance(descentSteps: Int = 1) { content.value.advance(descentSteps) }

  mutating func intervene(_ intervention: Intervention) {
    content.value.intervene(intervention.act)
  }

  /// The session for a reader at this point.
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
