import LessonLanguage
import Text

/// A section of a lesson whose numbers can be drawn: one that has a `draw`.
package struct Exercise: Sendable {
  /// A number that is drawn, and the item that defines it.
  struct Draw: Sendable {
    let range: DrawRange
    let definition: Int
    let place: Place
  }

  /// The text of the heading.
  package let title: String
  /// Its items, without the heading.
  let items: Range<Int>
  private(set) var draws: [Draw] = []

  /// Returns the exercises of a lesson, in order. Throws at a draw that belongs to no exercise: one in a loop, one whose
  /// number is not written above it in its section, or one without a question.
  package static func all(of lesson: Lesson) throws(Diagnostic) -> [Exercise] {
    var exercises: [Exercise] = []
    for index in lesson.items.indices {
      if case .broken(let diagnostic) = lesson.items[index].item { throw diagnostic }
      guard case .statement(let statement) = lesson.items[index].item else { continue }
      if statement.repeatsDraw {
        throw Diagnostic(statement.place, "a draw does not belong in a loop")
      }
      guard case .draw(let range) = statement.kind else { continue }
      if exercises.last.map({ !$0.items.contains(index) }) ?? true {
        exercises.append(Exercise(around: index, in: lesson))
      }
      try exercises[exercises.count - 1].add(range, at: index, statement.place, in: lesson)
    }
    for exercise in exercises {
      let hasQuestion = exercise.items.contains { lesson.statement(at: $0)?.asks ?? false }
      guard hasQuestion || exercise.draws.isEmpty else {
        throw Diagnostic(
          exercise.draws[0].place, "no question is asked in the section of this draw")
      }
    }
    return exercises
  }

  private init(around index: Int, in lesson: Lesson) {
    let items = lesson.items
    let heading = items[..<index].lastIndex { $0.item.isHeading }
    guard let heading, case .heading(let level, let text) = items[heading].item else {
      title = lesson.title
      self.items = 0..<(items.firstIndex { $0.item.isHeading } ?? items.count)
      return
    }
    title = text
    let end = items[(heading + 1)...].firstIndex { placed in
      if case .heading(let next, _) = placed.item { return next <= level }
      return false
    }
    self.items = (heading + 1)..<(end ?? items.count)
  }

  private mutating func add(
    _ range: DrawRange, at index: Int, _ place: Place, in lesson: Lesson
  ) throws(Diagnostic) {
    let definition = (items.lowerBound..<index).last { candidate in
      lesson.statement(at: candidate)?.definedName == range.name
    }
    guard let definition, lesson.statement(at: definition)?.writtenNumber != nil else {
      throw Diagnostic(
        place,
        "'\(range.name)' must be defined by a number in digits above its draw, in the same section")
    }
    guard !draws.contains(where: { $0.definition == definition }) else {
      throw Diagnostic(place, "'\(range.name)' is drawn already")
    }
    draws.append(Draw(range: range, definition: definition, place: place))
  }
}

extension Lesson {
  /// Whether some of its numbers are drawn.
  package var draws: Bool {
    items.indices.contains { index in
      guard let statement = statement(at: index) else { return false }
      if case .draw = statement.kind { return true }
      return statement.repeatsDraw
    }
  }

  func statement(at index: Int) -> Statement? {
    if case .statement(let statement) = items[index].item { return statement }
    return nil
  }
}

extension Statement {
  var definedName: String? {
    switch kind {
    case .definition(let name, _), .parameter(let name, _): name
    default: nil
    }
  }

  /// Whether it is a loop with a draw inside.
  fileprivate var repeatsDraw: Bool {
    guard case .repeat(_, let body) = kind else { return false }
    return body.contains { statement in
      if case .draw = statement.kind { return true }
      return statement.repeatsDraw
    }
  }
}
