import Learning
import LessonLanguage
import Text

/// Forward, back and jumping.
extension Stepper {
  // MARK: Forward

  mutating func next(_ count: Int) throws(Diagnostic) -> [StepperResponse] {
    if question != nil { return [waiting] }
    var responses: [StepperResponse] = []
    var left = count
    while left > 0 {
      if !responses.isEmpty, question != nil { break }
      let start = position
      let parts = try forward(left)
      if parts == 0 {
        responses.append(.atEnd)
        break
      }
      left -= parts
      responses += try reveal(from: start)
      if pace == .section { responses += try restOfSection() }
      responses += results
    }
    return responses
  }

  /// Moves to the end of the current stop, or of the next one.
  mutating func finish() throws(Diagnostic) -> [StepperResponse] {
    if question != nil { return [waiting] }
    let start = position
    guard try forwardToEnd() else { return [.atEnd] }
    return try reveal(from: start) + results
  }

  /// Moves to the end of the section, or to the next question in it.
  private mutating func restOfSection() throws(Diagnostic) -> [StepperResponse] {
    var responses: [StepperResponse] = []
    while question == nil, position.stop < stopCount, course.stops[position.stop].headings.isEmpty {
      let start = position
      guard try forwardToEnd() else { break }
      responses += try reveal(from: start)
    }
    return responses
  }

  /// Moves forward by a part, or by a number of training steps; returns how many, 0 at the end.
  private mutating func forward(_ wanted: Int) throws(Diagnostic) -> Int {
    if pace != .line { return try forwardToEnd() ? 1 : 0 }
    let state = try state(at: position.moment)
    var position = position
    if position.partOfStage + 1 < state.partCount {
      position.partOfStage += 1
      position.part += 1
    } else if !state.hasEnded {
      let isDescent = state.run?.stage.map { $0.rounds.isEmpty && $0.isDescent } ?? false
      position.stage += isDescent ? min(wanted, 1_000_000) : 1
      let reached = try self.state(at: position.moment).moment
      position.part += reached.stage - self.position.stage
      position.stage = reached.stage
      position.partOfStage = 0
    } else if state.error == nil, position.stop < stopCount {
      position = Position(stop: position.stop + 1, part: 1, stage: 1)
    } else {
      return 0
    }
    let count = max(1, position.part - self.position.part)
    try arrive(at: position)
    return count
  }

  private mutating func forwardToEnd() throws(Diagnostic) -> Bool {
    let state = try state(at: position.moment)
    let isInside = !isAtEndOfStop
    guard isInside || (state.error == nil && position.stop < stopCount) else { return false }
    let stop = isInside ? position.stop : position.stop + 1
    let asked = try waitingPosition(in: stop, after: isInside ? position.stage : 0)
    if let asked { try arrive(at: asked) } else { try arrive(at: end(of: stop)) }
    return true
  }

  // MARK: Back

  mutating func back(_ count: Int) throws(Diagnostic) -> [StepperResponse] {
    guard position.stop > 0 else { return [.atStart] }
    let start = position.stop
    let before = environment()
    for _ in 0..<count where position.stop > 0 {
      try backward()
      while pace == .section, position.stop > 0, course.stops[position.stop].headings.isEmpty {
        try backward()
      }
    }
    // Inside a descent, the row that comes into view is enough.
    if position.stop == start, try state(at: position.moment).isOfDescent {
      return try arrival(rows: 1)
    }
    let changes = pace == .line ? environment().changes(since: before) : []
    return try arrival() + (changes.isEmpty ? [] : [.changes(changes)])
  }

  private mutating func backward() throws(Diagnostic) {
    var position = position
    if pace != .line, isAtEndOfStop || isAsking {
      try arrive(at: position.stop == 1 ? Position() : end(of: position.stop - 1))
      return
    }
    if position.partOfStage > 0 || position.stage > 1 { position = try numbered(position) }
    if position.partOfStage > 0 {
      position.partOfStage -= 1
    } else if position.stage > 1 {
      position.stage -= 1
      position.partOfStage = try state(at: position.moment).partCount - 1
    } else {
      try arrive(at: position.stop == 1 ? Position() : end(of: position.stop - 1))
      return
    }
    position.part -= 1
    try arrive(at: position)
  }

  // MARK: Jumping

  mutating func goto(_ text: String) throws(Diagnostic) -> [StepperResponse] {
    if text.isEmpty { throw .needsPosition }
    try arrive(at: position(text))
    return try arrival() + results
  }

  /// Returns the position that a reader names: `7`, `7.3`, `start`, `end`, or a section.
  private mutating func position(_ text: String) throws(Diagnostic) -> Position {
    if text == "start" { return Position() }
    if text == "end" { return stopCount == 0 ? Position() : try end(of: stopCount) }
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
    if let stop = Int(numbers[0]), numbers.count <= 2 {
      guard (1...max(1, stopCount)).contains(stop), stopCount > 0 else {
        throw .noStep(text, count: stopCount)
      }
      if numbers.count == 1 { return try end(of: stop) }
      if let part = Int(numbers[1]), let position = try position(ofTrainingStep: part, in: stop) {
        return position
      }
      let total = try partCount(of: stop)
      guard let part = Int(numbers[1]), (1...total).contains(part) else {
        throw .noPart(String(numbers[1]).escaped, step: stop, parts: total)
      }
      return try position(ofPart: part, in: stop)
    }
    if text.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" }) {
      throw .noStep(text.escaped, count: stopCount)
    }
    return try section(text)
  }

  /// Returns the first part of the section whose heading begins with `name`.
  private func section(_ name: String) throws(Diagnostic) -> Position {
    let course = fork?.course ?? lesson
    var known: [String] = []
    let wanted = name.lowercased()
    for (index, stop) in course.stops.enumerated() {
      for heading in stop.headings {
        guard case .heading(_, let text) = course.lesson.items[heading].item else { continue }
        if text.lowercased().hasPrefix(wanted) {
          return Position(stop: index + 1, part: 1, stage: 1)
        }
        known.append(text)
      }
    }
    throw .noSection(name, sections: known)
  }

  // MARK: Stopping

  /// After an interrupted move, goes to the training step that it has reached, or else to the end of the last step before it.
  package mutating func stayWhereStopped() -> [StepperResponse] {
    guard let reached = course.reached, reached > position.moment else { return [] }
    do throws(Diagnostic) {
      let isTraining = try state(at: reached).isOfDescent
      if isTraining {
        try arrive(at: Position(stop: reached.stop, part: reached.stage, stage: reached.stage))
      } else if reached.stop > position.stop + 1 {
        try arrive(at: end(of: reached.stop - 1))
      }
      return try arrival(rows: 1)
    } catch {
      return [.problem(error)]
    }
  }

  // MARK: Counting

  /// Returns the position with all of a stop in view, or of the last stop before an error. Its part is counted by `numbered`
  /// only when needed, because that takes every stage.
  mutating func end(of stop: Int) throws(Diagnostic) -> Position {
    let state = try state(at: .end(of: stop))
    return Position(
      stop: state.moment.stop, stage: state.moment.stage, partOfStage: state.partCount - 1)
  }

  /// Returns a position with its part, which `end(of:)` leaves out.
  mutating func numbered(_ position: Position) throws(Diagnostic) -> Position {
    var numbered = position
    if position.part == 0 { numbered.part = try partCount(of: position.stop) }
    return numbered
  }

  /// Returns the number of parts in all stages of a stop.
  private mutating func partCount(of stop: Int) throws(Diagnostic) -> Int {
    if let known = partCounts[stop] { return known }
    let last = try state(at: .end(of: stop))
    var count = last.moment.stage - 1 + last.partCount
    if last.moment.stop == stop, !last.isOfDescent {
      count = 0
      for stage in 1...max(1, last.moment.stage) {
        if isStopped(nil) { throw .stopped }
        count += try state(at: Moment(stop: stop, stage: stage)).partCount
      }
    }
    partCounts[stop] = count
    return count
  }

  /// Returns the position of a step of `descend` or `train` without running those after it; `nil` at and after its end.
  private mutating func position(
    ofTrainingStep step: Int, in stop: Int
  ) throws(Diagnostic) -> Position? {
    guard step > 0, Moment(stop: stop, stage: step) < .end(of: stop) else { return nil }
    let state = try state(at: Moment(stop: stop, stage: step))
    guard state.moment == Moment(stop: stop, stage: step), state.isOfDescent, !state.hasEnded
    else { return nil }
    return Position(stop: stop, part: step, stage: step)
  }

  private mutating func position(ofPart part: Int, in stop: Int) throws(Diagnostic) -> Position {
    let last = try state(at: .end(of: stop))
    if last.isOfDescent {
      let stage = min(part, last.moment.stage)
      return Position(stop: stop, part: part, stage: stage, partOfStage: part - stage)
    }
    var stage = 0
    var before = 0
    while true {
      stage += 1
      let count = try state(at: Moment(stop: stop, stage: stage)).partCount
      if before + count >= part {
        return Position(stop: stop, part: part, stage: stage, partOfStage: part - before - 1)
      }
      before += count
    }
  }
}

extension Stage {
  /// Whether it is a training step, which is one part.
  var isDescent: Bool {
    switch step.outcome {
    case .descent: true
    case .training: !isDone
    default: false
    }
  }
}

extension CourseState {
  /// The number of parts of the last stage; a paragraph has one.
  var partCount: Int { run?.stage?.step.parts.count ?? 1 }

  /// Whether the stop is a `descend` or `train`, a part of which is a training step.
  var isOfDescent: Bool {
    switch run?.statement.kind {
    case .descend, .train: true
    default: false
    }
  }
}
