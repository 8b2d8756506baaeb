import LessonLanguage

/// Kept states of a course, many recent ones and few older ones, so that going back recomputes little and memory stays bounded.
struct Keyframes: Sendable {
  /// The number of stages of one stop between two kept states.
  static let stages = 512
  private static let most = 40
  /// The largest number of elements in all kept sessions.
  private static let mostElements = 1 << 26

  /// The states in order of their moments; the first is the start.
  private var states: [CourseState]

  init(first: CourseState) { states = [first] }

  func last(notAfter moment: Moment) -> CourseState {
    var low = 0
    var high = states.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if states[middle].moment <= moment { low = middle } else { high = middle }
    }
    return states[low]
  }

  mutating func keep(_ state: CourseState) {
    guard state.moment > last(notAfter: state.moment).moment else { return }
    let index = states.firstIndex { $0.moment > state.moment } ?? states.count
    states.insert(state, at: index)
    let most = min(Self.most, max(6, Self.mostElements / max(1, state.session.elementCount)))
    guard states.count > most else { return }
    let latest = 3 * most / 10
    let dense = max(0, index - latest)...min(states.count, index + latest)
    states = states.indices.filter { $0.isMultiple(of: 2) || dense.contains($0) }.map { states[$0] }
  }

  /// Changes the state before the first stop, and discards all others.
  mutating func changeStart(_ change: (inout CourseState) -> Void) {
    change(&states[0])
    states.removeSubrange(1...)
  }

  /// Discards the states from a moment on, except the start.
  mutating func forget(from moment: Moment) {
    states = [states[0]] + states.dropFirst().prefix { $0.moment < moment }
  }
}
