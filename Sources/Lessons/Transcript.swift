import LessonLanguage
import Text

/// What a run showed, in order: the data that text, JSON and pages are renderings of.
package struct Transcript: Sendable {
  package enum Entry: Sendable {
    case heading(level: Int, String)
    case prose(MarkdownBlock)
    case step(Step)
    case error(Diagnostic)
  }

  package private(set) var entries: [Entry] = []

  package init() {}

  package mutating func append(_ entry: Entry) { entries.append(entry) }

  /// The checks of all steps, in order.
  package var checks: [Check] {
    entries.flatMap { entry -> [Check] in
      if case .step(let step) = entry { return step.checks }
      return []
    }
  }

  /// The error that ended the run, if one did.
  package var error: Diagnostic? {
    if case .error(let diagnostic) = entries.last { return diagnostic }
    return nil
  }
}

/// A lesson on its way: what has been run is in the session, what comes is in the lesson.
///
/// A value: a copy can be run on independently.
package struct LessonRun: Sendable {
  package let lesson: Lesson
  package private(set) var session: Session
  private var position = 0
  /// What ended the last statement, after what it had shown.
  private var failure: Diagnostic?

  package init(_ lesson: Lesson, session: Session) {
    self.lesson = lesson
    self.session = session
  }

  /// Runs the next item; `nil` at the end, which an error brings about.
  package mutating func next() -> Transcript.Entry? {
    if let failure {
      self.failure = nil
      return end(with: failure)
    }
    guard position < lesson.items.count else { return nil }
    let item = lesson.items[position].item
    position += 1
    switch item {
    case .heading(let level, let text): return .heading(level: level, text)
    case .prose(let block): return .prose(block)
    case .broken(let diagnostic): return end(with: diagnostic)
    case .statement(let statement):
      do throws(Diagnostic) {
        let step = try session.run(statement)
        failure = step.failure
        return .step(step)
      } catch {
        return end(with: error)
      }
    }
  }

  private mutating func end(with diagnostic: Diagnostic) -> Transcript.Entry {
    position = lesson.items.count
    return .error(diagnostic)
  }

  /// Runs all that is left.
  package mutating func finish() -> Transcript {
    var transcript = Transcript()
    while let entry = next() { transcript.append(entry) }
    return transcript
  }
}
