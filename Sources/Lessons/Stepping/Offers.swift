import Autodiff
import LessonLanguage
import Text

/// A number that the lesson will define and offer with `explore`.
struct Offer: Sendable {
  let name: String
  /// The stops of the definition and of `explore`.
  let definition: Int
  let exploration: Int
  /// Whether there is no heading between the reader and the definition.
  let isInSection: Bool
}

extension Course {
  /// The numbers that are defined and offered after a stop, at the first occurrence of each name.
  func offers(after stop: Int) -> [Offer] {
    var offers: [Offer] = []
    var definitions: [String: (stop: Int, isInSection: Bool)] = [:]
    var isInSection = true
    for number in stops.indices.dropFirst(stop).map({ $0 + 1 }) {
      if !stops[number - 1].headings.isEmpty { isInSection = false }
      switch statement(at: number)?.kind {
      case .definition(let name, _), .parameter(let name, _):
        definitions[name] = (number, isInSection)
      case .explore(let name, _, _):
        guard let definition = definitions[name], !offers.contains(where: { $0.name == name })
        else { continue }
        offers.append(
          Offer(
            name: name, definition: definition.stop, exploration: number,
            isInSection: definition.isInSection))
      default: break
      }
    }
    return offers
  }
}

/// A lesson's text may invite the reader to try another value before the statement that defines the name.
extension Stepper {
  /// Returns the offer that `set` refers to by a name that is defined later: that of the current section or, if the name has
  /// no value yet, of a later section.
  mutating func offer(of name: String) -> Offer? {
    guard kind == .lesson,
      let offer = course.offers(after: position.stop).first(where: { $0.name == name })
    else { return nil }
    return offer.isInSection || !environment().defines(name) ? offer : nil
  }

  /// The offers of the current section with their values.
  mutating func settableOffers() -> [SettableValue] {
    guard kind == .lesson else { return [] }
    var course = course
    return course.offers(after: position.stop).filter { $0.isInSection }.compactMap { offer in
      let moment = Moment.end(of: offer.exploration)
      guard let session = course.state(at: moment, unless: isStopped)?.session,
        let slider = session.sliders[offer.name]
      else { return nil }
      return SettableValue(
        name: offer.name, value: Tensor(slider.value), isParameter: false, slider: slider,
        step: offer.definition)
    }
  }

  /// Returns the course with another value in the definition of an offered number; `nil` if the reader has interrupted the
  /// computation.
  mutating func altered(
    _ assignment: Assignment, at offer: Offer
  ) throws(Diagnostic) -> (course: Course, change: ForkChange)? {
    var course = course
    guard let state = course.state(at: .end(of: offer.definition), unless: isStopped) else {
      return nil
    }
    if let error = state.error { throw error }
    let alteration = try state.session.alteration(assignment)
    _ = course.redefine(alteration, at: offer.definition)
    return (course, .alteration(alteration, step: offer.definition))
  }
}
