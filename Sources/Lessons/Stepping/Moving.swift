import Learning
import LessonLanguage
import Text

/// Forward, back and jumping.
extension Stepper {
  // MARK: Forward

  mutating func next(_ count: Int) throws(StepperProblem) -> [StepperResponse] {
    if question != nil { return [waiting] }
    var responses: [StepperResponse] = []
    var left = count
    while left > 0 {
      if !responses.isEmpty, question != nil { break }
      let start = position
      let lines = try forward(left)
      if lines == 0 {
        responses.append(.atEnd)
        break
      }
      left -= lines
      responses += try reveal(from: start)
    }
    return responses
  }

  /// To the end of the present stop, or of the next one.
  mutating func finish() throws(StepperProblem) -> [StepperResponse] {
    if question != nil { return [waiting] }
    let start = position
    guard try forwardToEnd() else { return [.atEnd] }
    return try reveal(from: start)
  }

  /// Moves on by a line, or by as many training steps as are wanted; says by how many, 0 at the end.
  private mutating func forward(_ wanted: Int) throws(StepperProblem) -> Int {
    if grain == .stop { return try forwardToEnd() ? 1 : 0 }
    let state = try state(at: position.moment)
    var position = position
    if position.part + 1 < parts(state) {
      position.part += 1
      position.line += 1
    } else if !state.hasEnded {
      let isDescent = state.run?.stage.map { $0.rounds.isEmpty && $0.isDescent } ?? false
      position.stage += isDescent ? min(wanted, 1_000_000) : 1
      let reached = try self.state(at: position.moment).moment
      position.line += reached.stage - self.position.stage
      position.stage = reached.stage
      position.part = 0
    } else if state.error == nil, position.stop < stopCount {
      position = Position(stop: position.stop + 1, stage: 1, part: 0, line: 1)
    } else {
      return 0
    }
    let count = max(1, position.line - self.position.line)
    try arrive(at: position)
    return count
  }

  private mutating func forwardToEnd() throws(StepperProblem) -> Bool {
    let state = try state(at: position.moment)
    let isInside = !isAtEndOfStop
    guard isInside || (state.error == nil && position.stop < stopCount) else { return false }
    let stop = isInside ? position.stop : position.stop + 1
    let asked = try waitingPosition(in: stop, after: isInside ? position.stage : 0)
    if let asked { try arrive(at: asked) } else { try arrive(at: end(of: stop)) }
    return true
  }

  // MARK: Back

  mutating func back(_ count: Int) throws(StepperProblem) -> [StepperResponse] {
    guard position.stop > 0 else { return [.atStart] }
    let start = position.stop
    let before = environment()
    for _ in 0..<count where position.stop > 0 { try backward() }
    // Inside a descent the row that comes into view says it all.
    if position.stop == start, try state(at: position.moment).isOfDescent {
      return try arrival(rows: 1)
    }
    let changes = grain == .line ? environment().changes(since: before) : []
    return try arrival() + (changes.isEmpty ? [] : [.changes(changes)])
  }

  private mutating func backward() throws(StepperProblem) {
    var position = position
    if grain == .stop, isAtEndOfStop || isAsking {
      try arrive(at: position.stop == 1 ? Position() : end(of: position.stop - 1))
      return
    }
    if position.part > 0 || position.stage > 1 { position = try numbered(position) }
    if position.part > 0 {
      position.part -= 1
    } else if position.stage > 1 {
      position.stage -= 1
      position.part = parts(try state(at: position.moment)) - 1
    } else {
      try arrive(at: position.stop == 1 ? Position() : end(of: position.stop - 1))
      return
    }
    position.line -= 1
    try arrive(at: position)
  }

  // MARK: Jumping

  mutating func goto(_ place: String) throws(StepperProblem) -> [StepperResponse] {
    if place.isEmpty { throw .needsPlace }
    let target = try target(place)
    try arrive(at: target)
    return try arrival()
  }

  private mutating func target(_ place: String) throws(StepperProblem) -> Position {
    if place == "start" { return Position() }
    if place == "end" { return stopCount == 0 ? Position() : try end(of: stopCount) }
    let parts = place.split(separator: ".", omittingEmptySubsequences: false)
    if let stop = Int(parts[0]), parts.count <= 2 {
      guard (1...max(1, stopCount)).contains(stop), stopCount > 0 else {
        throw .noStep(place, count: stopCount)
      }
      if parts.count == 1 { return try end(of: stop) }
      let total = try lineCount(of: stop)
      guard let line = Int(parts[1]), (1...total).contains(line) else {
        throw .noLine(String(parts[1]).escaped, step: stop, lines: total)
      }
      return try position(ofLine: line, in: stop)
    }
    if place.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" }) {
      throw .noStep(place.escaped, count: stopCount)
    }
    return try section(place)
  }

  /// The first line of a section whose heading begins as `name` does.
  private func section(_ name: String) throws(StepperProblem) -> Position {
    let course = fork?.course ?? lesson
    var known: [String] = []
    let wanted = name.lowercased()
    for (index, stop) in course.stops.enumerated() {
      for heading in stop.headings {
        guard case .heading(_, let text) = course.lesson.items[heading].item else { continue }
        if text.lowercased().hasPrefix(wanted) {
          return Position(stop: index + 1, stage: 1, part: 0, line: 1)
        }
        known.append(text)
      }
    }
    throw .noSection(name, sections: known)
  }

  // MARK: Lines

  /// How many parts the view of a state's stage has.
  func parts(_ state: CourseState) -> Int {
    guard let stage = state.run?.stage else { return 1 }
    // The question, and its answer.
    if stage.step.isQuestion, kind == .lesson { return 2 }
    return stage.isDescent ? 1 : max(1, partCount(stage))
  }

  /// The position with all of a stop in view, or of the last one before an error. Its line is counted when it is asked
  /// for, since that takes the view of every stage.
  mutating func end(of stop: Int) throws(StepperProblem) -> Position {
    let state = try state(at: .end(of: stop))
    var position = Position()
    position.stop = state.moment.stop
    position.stage = state.moment.stage
    position.part = parts(state) - 1
    return position
  }

  /// A position with its line, which `end(of:)` leaves out.
  mutating func numbered(_ position: Position) throws(StepperProblem) -> Position {
    var numbered = position
    if position.line == 0 { numbered.line = try lineCount(of: position.stop) }
    return numbered
  }

  /// The lines of a stop: the parts of all its stages.
  private mutating func lineCount(of stop: Int) throws(StepperProblem) -> Int {
    if let known = lineCounts[stop] { return known }
    let last = try state(at: .end(of: stop))
    var count = last.moment.stage
    if last.moment.stop == stop, !last.isOfDescent {
      count = 0
      for stage in 1...max(1, last.moment.stage) {
        if isStopped() { throw .stopped }
        count += parts(try state(at: Moment(stop: stop, stage: stage)))
      }
    }
    lineCounts[stop] = count
    return count
  }

  private mutating func position(
    ofLine line: Int, in stop: Int
  ) throws(StepperProblem) -> Position {
    if try state(at: .end(of: stop)).isOfDescent {
      return Position(stop: stop, stage: line, part: 0, line: line)
    }
    var stage = 0
    var before = 0
    while true {
      stage += 1
      let count = parts(try state(at: Moment(stop: stop, stage: stage)))
      if before + count >= line {
        return Position(stop: stop, stage: stage, part: line - before - 1, line: line)
      }
      before += count
    }
  }
}

extension Stage {
  /// Whether it is a step of training, which is one line.
  var isDescent: Bool {
    switch step.outcome {
    case .descent: true
    case .training: !isDone
    default: false
    }
  }
}

extension CourseState {
  /// Whether the stop is a `descend` or `train`, a line of which is a training step.
  var isOfDescent: Bool {
    switch run?.statement.kind {
    case .descend, .train: true
    default: false
    }
  }
}
