import Lessons

/// A reader's place in one lesson: it is offered at the start, and kept at the end.
struct Bookmark {
  private let lesson: String?
  private var places: KeptPlaces
  /// The place of an earlier run, until the reader goes there or elsewhere.
  private(set) var offered: String?
  private var hasReachedEnd = false

  /// - Parameters:
  ///   - lesson: the name under which the place is kept; `nil` to keep nothing.
  ///   - count: the number of the lesson's steps; a place at its end is not offered.
  init(_ lesson: String?, of count: Int, places: KeptPlaces) {
    self.lesson = lesson
    self.places = places
    guard let place = lesson.flatMap({ places.places[$0] })?.position,
      let step = place.split(separator: ".").first, (Int(step) ?? .max) < count
    else { return }
    offered = place
  }

  /// Returns the command of a key while a place is offered: going on goes there.
  mutating func call(_ call: StepperCommand.Call?) -> StepperCommand.Call? {
    guard let place = offered, call?.command == .next else {
      offered = nil
      return call
    }
    offered = nil
    return StepperCommand.Call(.goto, place)
  }

  /// Returns the command of a line while a place is offered: `start` begins at the start.
  mutating func call(of line: String) -> StepperCommand.Call? {
    guard offered != nil else { return nil }
    offered = nil
    return line == "start" ? StepperCommand.Call(.next) : nil
  }

  /// Notices the end of the lesson; returns whether the reader has arrived there for the first time.
  mutating func arrivesAtEnd(_ stepper: Stepper) -> Bool {
    guard stepper.kind == .lesson, !hasReachedEnd, stepper.isAtEnd else { return false }
    hasReachedEnd = true
    return true
  }

  /// Keeps the place of a stepper, except in a fork.
  mutating func keep(_ stepper: Stepper) {
    guard let lesson, stepper.position.stop > 0, stepper.forkChanges.isEmpty else { return }
    places.keep(
      KeptPlaces.Place(position: stepper.place, isDone: hasReachedEnd), in: lesson)
  }
}
