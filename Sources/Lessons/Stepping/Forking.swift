import Autodiff
import Learning
import LessonLanguage
import Text

/// What-ifs: changing a value, forking the course, comparing both.
extension Stepper {
  mutating func set(_ text: String) throws(Diagnostic) -> [StepperResponse] {
    if text.isEmpty { return [.settable(settable)] }
    do throws(Diagnostic) {
      let assignment = try Parser.assignment(of: text)
      if let offer = offer(of: assignment.name) {
        guard let (course, change) = try altered(assignment, at: offer) else {
          return [.problem(.stopped)]
        }
        return try follow(course, change)
      }
      if let before = setting(assignment.name), !assignment.isOfElement {
        return try alter(environment().alteration(assignment, of: before))
      }
      return try alter(environment().alteration(assignment))
    } catch {
      return [.error(error, in: text)]
    }
  }

  /// The values that `set` can alter at the current point.
  private var settable: [SettableValue] {
    var stepper = self
    let offers = stepper.settableOffers()
    return stepper.alterable().filter { value in !offers.contains { $0.name == value.name } }
      + offers
  }

  /// The numbers that are defined at the present point.
  package mutating func alterable() -> [SettableValue] {
    let session = environment()
    return session.alterable.map {
      SettableValue(
        name: $0.name, value: $0.value, isParameter: $0.isParameter,
        slider: session.sliders[$0.name], step: nil)
    }
      + course.settings(until: position.stop).filter { !session.defines($0.name) }.map {
        SettableValue(
          name: $0.name, value: Tensor($0.value), isParameter: false, slider: nil, step: nil)
      }
  }

  /// The number that a setting of a statement up to the current point has, unless a value has the name.
  mutating func setting(_ name: String) -> Double? {
    if environment().defines(name) { return nil }
    return course.settings(until: position.stop).first { $0.name == name }?.value
  }

  private mutating func alter(_ alteration: Alteration) throws(Diagnostic) -> [StepperResponse] {
    var course = course
    let moment = position.moment
    if alteration.isParameter || !course.redefine(alteration, before: moment) {
      course.intervene(Intervention(moment: moment, act: .alteration(alteration)))
    }
    return try follow(course, .alteration(alteration, step: nil))
  }

  /// Switches to another course at the current point, unless an error prevents it.
  private mutating func follow(
    _ course: Course, _ change: ForkChange
  ) throws(Diagnostic) -> [StepperResponse] {
    var course = course
    let before = environment()
    let shown = presentView()
    guard let state = course.state(at: position.moment, unless: isStopped) else {
      return [.problem(.stopped)]
    }
    if let error = state.error, course.hasNewError(state, than: lesson) { throw error }
    fork(to: course, change)
    try? stay(at: state)
    var differences = state.environment.changes(since: before)
    if case .alteration(let alteration, step: nil) = change {
      differences.removeAll { difference in
        if case .name(alteration.name) = difference.name { return true }
        return false
      }
    }
    return [.fork(change)] + again(shown) + (differences.isEmpty ? [] : [.changes(differences)])
  }

  mutating func drop() throws(Diagnostic) -> [StepperResponse] {
    guard fork != nil else { throw .noFork }
    let before = environment()
    let shown = presentView()
    leaveFork()
    let state = try state(at: position.moment)
    try stay(at: state)
    let differences = state.environment.changes(since: before)
    return [.dropped] + again(shown) + (differences.isEmpty ? [] : [.changes(differences)])
  }

  /// Shows the current step again, in comparison with the view of it in another course.
  private mutating func again(_ earlier: Reveal?) -> [StepperResponse] {
    guard let earlier, let now = presentView() else { return [] }
    return [.again(before: earlier, after: now)]
  }

  /// Keeps the position in another course, which may have fewer stages, parts or stops there.
  private mutating func stay(at state: CourseState) throws(Diagnostic) {
    var position = position
    position.stop = state.moment.stop
    position.stage = state.moment.stage
    position.partOfStage = min(position.partOfStage, state.partCount - 1)
    try arrive(at: position)
  }

  // MARK: Comparing

  /// Compares the steps of both courses so far, or one step.
  mutating func compare(_ argument: String) throws(Diagnostic) -> [StepperResponse] {
    guard fork != nil else { throw .noFork }
    var numbers = position.stop == 0 ? [] : Array(1...position.stop)
    if !argument.isEmpty {
      guard let number = Int(argument), (1...max(1, stopCount)).contains(number), stopCount > 0
      else { throw .noStep(argument.escaped, count: stopCount) }
      numbers = [number]
    }
    var steps: [ComparedStep] = []
    for number in numbers {
      let isPresent = number == position.stop
      let moment = isPresent ? position.moment : Moment.end(of: number)
      let mine = try state(at: moment)
      guard let theirs = lesson.state(at: moment, unless: isStopped) else { throw .stopped }
      steps.append(
        ComparedStep(
          number: number,
          lesson: theirs.run?.stage.map {
            shown($0, of: theirs, in: lesson, answered: answeredInLesson)
          },
          fork: mine.run?.stage.map {
            marked(shown($0, of: mine, in: course, answered: answered))
          }))
    }
    return [.comparison(steps)]
  }
}

extension Course {
  /// Whether a state ends with an error that another course does not have.
  fileprivate func hasNewError(_ state: CourseState, than other: Course) -> Bool {
    var other = other
    return other.state(at: state.moment)?.error == nil
  }
}
