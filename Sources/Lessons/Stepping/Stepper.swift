import LessonLanguage
import Text

/// A reader's way through a lesson: forward and back a part at a time, with what-ifs.
///
/// It knows nothing of keys or layout: commands come in, data goes out. A reader never changes the lesson's own course;
/// a fork is another course, and dropping it returns to the unchanged lesson.
package struct Stepper: Sendable {
  /// What is stepped through.
  package enum Kind: Sendable {
    case lesson
    /// The program is what the reader types.
    case conversation
  }

  /// The amount of a lesson that moving on shows: a part, a step, or the rest of a section. A question stops all of them.
  package enum Pace: String, CaseIterable, Sendable {
    case line, statement, section
  }

  struct Fork: Sendable {
    /// The number of forks so far.
    let number: Int
    var course: Course
    var changes: [ForkChange]
    /// The questions that were answered in the lesson before the fork, or in the fork.
    var answered: AnsweredQuestions
  }

  package let kind: Kind
  package private(set) var pace: Pace
  /// Returns whether the reader has interrupted the running statement. It is called from time to time.
  let isStopped: @Sendable (StatementRun?) -> Bool
  var lesson: Course
  private(set) var fork: Fork?
  private var forkCount = 0
  package internal(set) var position = Position()
  var question: PendingQuestion?
  /// The last number that no single mistake explains, and the comparison of its intermediate values.
  var unexplained: Diagnosis?
  var walk: ComparisonWalk?
  /// The questions of the lesson that were answered, or whose answer was revealed.
  private(set) var answeredInLesson = AnsweredQuestions()
  /// The number of parts of each stop, if counted.
  var partCounts: [Int: Int] = [:]

  package init(
    _ lesson: Lesson, session: Session, kind: Kind = .lesson, pace: Pace = .line,
    isStopped: @escaping @Sendable (StatementRun?) -> Bool = { (_) in false }
  ) {
    self.kind = kind
    self.pace = kind == .conversation ? .statement : pace
    self.isStopped = isStopped
    self.lesson = Course(lesson, session: session)
  }

  // MARK: The current position

  /// The current course: the fork's, if there is one.
  var course: Course {
    get { fork?.course ?? lesson }
    set { if fork != nil { fork?.course = newValue } else { lesson = newValue } }
  }

  package var stopCount: Int { (fork?.course ?? lesson).stops.count }

  package var forkChanges: [ForkChange] { fork?.changes ?? [] }

  /// Continues in a fork with a changed course.
  mutating func fork(to course: Course, _ change: ForkChange) {
    if fork == nil { forkCount += 1 }
    fork = Fork(
      number: forkCount, course: course, changes: forkChanges + [change], answered: answered)
    partCounts = [:]
  }

  mutating func leaveFork() {
    fork = nil
    partCounts = [:]
  }

  package var isAsking: Bool { question != nil }

  /// The current position as `goto` takes it: the step, with its part unless all of the step is in view.
  package var place: String { isAtEndOfStop ? "\(position.stop)" : position.text }

  /// Whether all of the course is in view.
  package var isAtEnd: Bool {
    question == nil && position.stop == stopCount && stopCount > 0 && isAtEndOfStop
  }

  /// The answered questions of the current course. An answer in a fork does not count in the lesson.
  var answered: AnsweredQuestions {
    get { fork?.answered ?? answeredInLesson }
    set { if fork != nil { fork?.answered = newValue } else { answeredInLesson = newValue } }
  }

  /// Whether the last part of the current stop is in view.
  package private(set) var isAtEndOfStop = true

  mutating func setPosition(_ position: Position, isAtEndOfStop: Bool) {
    if position != self.position { (walk, unexplained) = (nil, nil) }
    self.position = position
    self.isAtEndOfStop = isAtEndOfStop
  }

  /// Returns the state at a moment of the current course.
  mutating func state(at moment: Moment) throws(Diagnostic) -> CourseState {
    let isStopped = isStopped
    let state =
      fork == nil
      ? lesson.state(at: moment, unless: isStopped)
      : fork?.course.state(at: moment, unless: isStopped)
    guard let state else { throw .stopped }
    return state
  }

  /// Returns the session at the current point.
  package mutating func environment() -> Session {
    guard let state = try? state(at: position.moment) else { return course.start }
    return state.environment
  }

  // MARK: Commands

  package mutating func perform(_ call: StepperCommand.Call) -> [StepperResponse] {
    let (start, wasAtEnd, asked) = (position, isAtEndOfStop, question)
    do throws(Diagnostic) {
      switch call.command {
      case .next: return try next(count(call))
      case .back: return try back(count(call))
      case .finish: return try finish()
      case .goto: return try goto(call.argument)
      case .list: return [.list(list)]
      case .set: return try set(call.argument)
      case .drop: return try drop()
      case .compare: return try compare(call.argument)
      case .hint: return try hint()
      case .answer: return try showAnswer()
      case .pace: return try setPace(call.argument)
      case .detail:
        guard let detail = Detail(rawValue: call.argument) else {
          throw .needsLevel(given: call.argument)
        }
        return [.detail(detail, shown: presentView())]
      case .walk: return try beginWalk()
      case .save:
        if call.argument.isEmpty { throw .needsFile }
        return [.save(path: call.argument)]
      case .help: return [.help]
      case .quit: return [.quit]
      }
    } catch {
      // A move of several parts may have been interrupted after some of them.
      if error == .stopped {
        setPosition(start, isAtEndOfStop: wasAtEnd)
        question = asked
      }
      return [.problem(error)]
    }
  }

  /// Whether a line only moves the reader.
  package mutating func isMove(_ line: String) -> Bool {
    let session = environment()
    switch (try? StepperCommand.call(line, isName: session.defines))?.command {
    case .next, .back, .finish, .goto: return true
    default: return false
    }
  }

  /// Performs a line: a command, an answer to the waiting question, or statements.
  package mutating func respond(to line: String) -> [StepperResponse] {
    do throws(Diagnostic) {
      if let call = try command(in: line) { return perform(call) }
    } catch {
      return [.problem(error)]
    }
    return type(line)
  }

  /// Reads a line as a command; `nil` for an answer and for statements. A choice of the waiting question is an answer, even
  /// if it is the word of a command.
  package mutating func command(in line: String) throws(Diagnostic) -> StepperCommand.Call? {
    if question?.question.choice(line) != nil { return nil }
    let session = environment()
    return try StepperCommand.call(line, isName: session.defines)
  }

  /// Returns the completions of the last word before a cursor: commands, names and keywords; empty if there is no word.
  package mutating func completions(of text: String) -> (word: String, candidates: [String]) {
    let count = text.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      .count
    let word = String(text.suffix(count))
    if word.isEmpty { return (word, []) }
    let isFirst = text == word || text == ":" + word
    let first = isFirst ? StepperCommand.allCases.map { $0.rawValue } + Parser.statementWords : []
    let all = Set(first + environment().knownNames)
    return (word, all.filter { $0.hasPrefix(word) && $0 != word }.sorted())
  }

  private mutating func setPace(_ text: String) throws(Diagnostic) -> [StepperResponse] {
    guard kind == .lesson else { throw .noPace }
    guard let pace = Pace(rawValue: text) else { throw .needsPace }
    self.pace = pace
    return [.pace(pace)]
  }

  private func count(_ call: StepperCommand.Call) throws(Diagnostic) -> Int {
    if call.argument.isEmpty { return 1 }
    guard let count = Int(call.argument), (1...1_000_000).contains(count) else {
      throw .needsNumber(call.command, given: call.argument)
    }
    return count
  }

  /// The steps of the current course.
  package var list: [ListedStop] {
    let course = fork?.course ?? lesson
    return course.stops.enumerated().map { index, stop in
      let headings = stop.headings.compactMap { index -> String? in
        guard case .heading(_, let text) = course.lesson.items[index].item else { return nil }
        return text
      }
      let (text, isStatement) = course.lesson.items[stop.item].item.listed
      return ListedStop(
        number: index + 1, headings: headings, text: text, isStatement: isStatement,
        isPresent: index + 1 == position.stop)
    }
  }
}

extension Lesson.Item {
  /// The item in the list of steps.
  fileprivate var listed: (text: String, isStatement: Bool) {
    switch self {
    case .heading(_, let text): (text, false)
    case .statement(let statement): (statement.sourceWithoutAnswers, true)
    case .broken: ("an error", true)
    case .prose(.paragraph(let text)), .prose(.quote(let text)), .prose(.item(_, _, let text)):
      (text, false)
    case .prose(.verbatim(let lines)): (lines.first ?? "", false)
    case .prose: ("", false)
    }
  }
}
