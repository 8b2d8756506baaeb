import LessonLanguage
import Text

/// Where a reader is in a lesson: at a stop, from 1, and how much of it is shown. Stop 0 is before the first.
package struct Position: Sendable, Equatable {
  package internal(set) var stop = 0
  /// How many stages of the stop have been run.
  var stage = 0
  /// The part of the stage that was shown last.
  var part = 0
  /// The same as one number: the line of the stop, from 1.
  package internal(set) var line = 0

  var moment: Moment { Moment(stop: stop, stage: stage) }
}

/// A part of a lesson that comes into view.
package struct Reveal: Sendable {
  package enum Content: Sendable {
    case nothing
    case prose(MarkdownBlock)
    /// What a stage of a statement showed, and which of its parts.
    case stage(Stage, parts: Range<Int>)
  }

  package let position: Position
  /// The headings over a stop, where its first line comes into view.
  package let headings: [Transcript.Entry]
  /// The place among the lesson's items of the first heading, or of the paragraph or statement.
  package let firstItem: Int
  package let content: Content
  /// Whether the last of those parts is the last of the stage.
  package let isLastPart: Bool
  /// How many rows of a descent come into view.
  package let rows: Int
  /// The finished entry, where its last line comes into view.
  package let entry: Transcript.Entry?
  /// What ended the course here.
  package let error: Diagnostic?
  /// Whether the error comes from what the reader typed.
  package let isErrorOfReader: Bool

  /// Whether the stop is in view with its last line.
  package var isEnd: Bool { entry != nil || error != nil }
}
