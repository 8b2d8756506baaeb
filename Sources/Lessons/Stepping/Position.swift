import LessonLanguage
import Text

/// A position in a course, such as 7.3: a stop, from 1, and the last of its parts that is shown. Stop 0 is before the first.
///
/// It depends only on the content of the lesson's steps, and so means the same at every width, in text, in JSON and on a page.
/// A range of the lesson's source is a `Place`, and the progress of a run is a `Moment`.
package struct Position: Sendable, Equatable {
  package internal(set) var stop = 0
  /// The part of the stop, from 1, counted through all of its stages.
  package internal(set) var part = 0
  /// The number of stages of the stop that have run.
  var stage = 0
  /// The same part among those of the last stage, from 0.
  var partOfStage = 0

  var moment: Moment { Moment(stop: stop, stage: stage) }

  /// The step and its part: `7.3`.
  package var text: String { "\(stop).\(part)" }
}

/// A part of a lesson that comes into view.
package struct Reveal: Sendable {
  package enum Content: Sendable {
    case nothing
    /// A paragraph, or a heading with nothing under it.
    case entry(Transcript.Entry)
    /// A stage of a statement, and the parts of it that come into view.
    case stage(Stage, parts: Range<Int>)
  }

  package let position: Position
  /// The headings above a stop, if its first part comes into view.
  package let headings: [Transcript.Entry]
  /// The index among the lesson's items of the first heading, or of the paragraph or statement.
  package let firstItem: Int
  package let content: Content
  /// The number of rows of a descent that come into view.
  package let rows: Int
  /// Whether the statement is done and the last part of its last stage is in view.
  let isComplete: Bool
  /// The error that ended the course here.
  package let error: Diagnostic?
  /// Whether the error comes from the reader's input.
  package let isErrorOfReader: Bool

  /// The finished entry, if its last part is in view.
  package var entry: Transcript.Entry? {
    switch content {
    case .nothing: nil
    case .entry(let entry): entry
    case .stage(let stage, _): isComplete ? .step(stage.step) : nil
    }
  }

  /// The last part in view, if it belongs to a statement.
  package var part: Part? {
    guard case .stage(let stage, let range) = content, !range.isEmpty else { return nil }
    return stage.step.parts[range.upperBound - 1]
  }

  /// Whether the last part of the stop is in view.
  package var isEnd: Bool { entry != nil || error != nil }
}
