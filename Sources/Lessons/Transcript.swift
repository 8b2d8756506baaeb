import LessonLanguage
import Text

/// The output of a lesson, in order, as data: text, JSON and pages are renderings of it.
package struct Transcript: Sendable {
  package enum Entry: Sendable {
    case heading(level: Int, String)
    case prose(MarkdownBlock)
    case step(Step)
    case error(Diagnostic)
  }

  package let entries: [Entry]

  /// Reads a lesson to its end.
  package init(_ lesson: Lesson, session: Session) {
    var reading = Reading(lesson, session: session)
    var entries: [Entry] = []
    while let entry = reading.next() { entries.append(entry) }
    self.entries = entries
  }

  /// The checks of all steps, in order.
  package var checks: [Check] {
    entries.flatMap { entry -> [Check] in
      if case .step(let step) = entry { return step.checks }
      return []
    }
  }

  /// The error that ended the lesson, if one did.
  package var error: Diagnostic? {
    if case .error(let diagnostic) = entries.last { return diagnostic }
    return nil
  }
}

/// A course that is read straight through, an entry at a time, without keeping earlier states.
///
/// It is a value: a copy can be continued independently.
package struct Reading: Sendable {
  private let lesson: Lesson
  private let stops: [Stop]
  private var state: CourseState
  /// The number of headings of the next stop that have been read.
  private var headings = 0
  /// Whether the error that ends the course has been read.
  private var isOver = false

  package init(_ lesson: Lesson, session: Session) {
    self.lesson = lesson
    stops = Stop.stops(of: lesson)
    state = CourseState(session: session)
  }

  /// The session after the last entry.
  package var session: Session { state.session }

  /// Reads the next entry, running its statement; `nil` at the end or after an error.
  package mutating func next() -> Transcript.Entry? {
    if let error = state.error {
      defer { isOver = true }
      return isOver ? nil : .error(error)
    }
    guard state.moment.stop < stops.count else { return nil }
    let stop = stops[state.moment.stop]
    if headings < stop.headings.count {
      headings += 1
      return lesson.items[stop.headings[headings - 1]].item.entry
    }
    headings = 0
    state.begin(stop, of: lesson)
    while !state.hasEnded { state.advance(descentSteps: 1_000) }
    return lesson.items[stop.item].item.entry ?? state.run?.step.map { .step($0) } ?? next()
  }
}

extension Lesson.Item {
  /// The entry of an item that needs no running; `nil` for a statement and for a part that cannot be read.
  var entry: Transcript.Entry? {
    switch self {
    case .heading(let level, let text): .heading(level: level, text)
    case .prose(let block): .prose(block)
    case .statement, .broken: nil
    }
  }
}
