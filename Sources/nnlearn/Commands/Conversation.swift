import Learning
import LessonLanguage
import Lessons
import Rendering
import Text

/// Connects a reader with a stepper: reads lines and keys, and shows the responses.
final class Conversation {
  /// A lesson to step through, or a program to type.
  struct Topic {
    var lesson: Lesson
    let file: SourceFile
    /// The name in the prompt.
    let name: String
    let kind: Stepper.Kind
    let loader: DataLoader
    /// The path of a lesson that is not in the library, as written.
    var path: String?
    /// The lesson's number, for its title line.
    var label = ""
    /// The name under which the place in the lesson is kept; `nil` if it is not.
    var identity: String?
    /// The command of the next lesson.
    var next: String?
    /// The answers of a student with numbers of their own.
    var answers: AnswerSheet?
  }

  private let console: Console
  private let arguments: ParsedArguments
  private let format: ShowOptions.Format
  private let topic: Topic
  private let input: LineInput
  private var stepper: Stepper
  private var text: StepperText
  private let json: StepperJSON
  private var log: SessionLog
  private var status = ExitCode.success
  /// All input, for errors that refer to a line of it.
  private var typed: [String] = []
  /// The lines of an incomplete statement, with open brackets.
  private var pending: [String] = []
  /// The last step whose checks have been counted.
  private var counted = 0
  private var bookmark: Bookmark
  private var answers: AnswerSheet?

  /// - Parameter pace: what moving on shows; a step for JSON and a part otherwise unless set.
  init(
    _ arguments: ParsedArguments, _ console: Console, _ topic: Topic, pace: Stepper.Pace? = nil
  ) {
    self.console = console
    self.arguments = arguments
    self.topic = topic
    answers = topic.answers
    format = arguments[\ShowOptions.format]
    input = LineInput(console)
    let style = ShowOptions.style(arguments, console)
    stepper = Stepper(
      topic.lesson,
      session: Session(showsAll: style.showsAll, watchesLoops: true, loader: topic.loader),
      kind: topic.kind, pace: pace ?? (format == .json ? .statement : .line),
      isStopped: { (_) in Interruption.isPending })
    text = StepperText(style, file: topic.file, label: topic.label)
    json = StepperJSON(file: topic.file)
    log = SessionLog(file: topic.file)
    bookmark = Bookmark(
      topic.identity, of: stepper.stopCount,
      places: input.isInteractive ? .standard : KeptPlaces(file: nil))
  }

  func run() -> ExitCode {
    input.begin()
    defer { input.end() }
    if input.isInteractive { welcome() }
    while true {
      switch input.read(prompt: prompt, immediate: keys, complete: completions) {
      case .endOfInput:
        if !pending.isEmpty { read(pending.removeAllJoined()) }
        return end()
      case .interrupted: pending = []
      case .key(let key):
        if let call = bookmark.call(Self.calls[key]) { answer([call]) }
      case .line(let line):
        if !take(line) { return end() }
      }
    }
  }

  private func end() -> ExitCode {
    bookmark.keep(stepper)
    console.output.flush()
    return input.isInteractive ? .success : status
  }

  private func welcome() {
    guard stepper.kind == .lesson, format == .text else { return }
    let count = stepper.stopCount
    if let place = bookmark.offered {
      console.output.write(
        "You were at \(place) of \(count). Enter goes on there, 'start' begins again.\n")
    } else {
      console.output.write(
        "\(count) steps. Enter goes on, 'back' goes back, 'help' lists all commands.\n")
    }
  }

  // MARK: Reading

  /// The commands of keys on an empty line. In a conversation, an empty line does nothing.
  private static let calls: [Key: StepperCommand.Call] = [
    .enter: .init(.next), .character(" "): .init(.next), .right: .init(.next),
    .left: .init(.back), .pageDown: .init(.next, "10"), .pageUp: .init(.back, "10"),
    .home: .init(.goto, "start"), .end: .init(.finish),
  ]

  private var keys: Set<Key> {
    guard pending.isEmpty else { return [] }
    let keys = Set(Self.calls.keys)
    return stepper.kind == .lesson ? keys : keys.subtracting([.enter, .character(" ")])
  }

  /// Handles a line and returns whether the conversation continues.
  private func take(_ line: String) -> Bool {
    typed.append(line)
    if let call = bookmark.call(of: line) { return answer([call]) }
    if pending.isEmpty {
      do throws(Diagnostic) {
        if let call = try stepper.command(in: line) {
          log.type(line, prompt: plainPrompt)
          return answer([call])
        }
      } catch {
        show([.problem(error)])
        return true
      }
    }
    pending.append(line)
    if !isOpen { read(pending.removeAllJoined()) }
    return true
  }

  /// Whether a statement is incomplete.
  private var isOpen: Bool {
    do throws(Diagnostic) {
      _ = try Scanner.tokens(of: pending.joined(separator: "\n"))
      return false
    } catch {
      return error.kind == .incomplete
    }
  }

  private func read(_ text: String) {
    guard text.contains(where: { !$0.isWhitespace }) else { return }
    log.type(text, prompt: plainPrompt)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
    let asked = stepper.askedPlace
    let responses = stepper.type(text, line: typed.count - lines + 1)
    if let asked, responses.contains(where: { $0.isJudgement }) { answers?.record(text, at: asked) }
    show(responses)
    noticeEnd()
  }

  // MARK: Answering

  /// Says which lesson follows when the reader first reaches the end.
  private func noticeEnd() {
    guard bookmark.arrivesAtEnd(stepper), let next = topic.next, input.isInteractive,
      format == .text
    else { return }
    console.output.write("  The next lesson:  \(next.escaped)\n")
  }

  @discardableResult
  private func answer(_ calls: [StepperCommand.Call]) -> Bool {
    var goesOn = true
    for call in calls {
      for response in stepper.perform(call) {
        switch response {
        case .quit: goesOn = false
        case .save(let path): save(path)
        default: show([response])
        }
      }
    }
    noticeEnd()
    return goesOn
  }

  private func show(_ responses: [StepperResponse]) {
    Interruption.clear()
    let source = SourceFile(name: "input", SourceText(typed.joined(separator: "\n")))
    if input.isInteractive {
      let detail = text.style.detail
      text.style = ShowOptions.style(arguments, console, .current)
      text.style.detail = detail
    }
    var lines: [String] = []
    for response in responses {
      judge(response)
      log.show(response, of: stepper, typed: source)
      let shown =
        format == .json
        ? json.lines(for: response) : text.lines(for: response, of: stepper, typed: source)
      if response.isError, !input.isInteractive {
        write(&lines)
        let message =
          format == .json ? text.lines(for: response, of: stepper, typed: source) : shown
        console.output.flush()
        for line in message { console.error.write(line + "\n") }
        if format == .text { continue }
      }
      lines += shown
    }
    write(&lines)
  }

  private func write(_ lines: inout [String]) {
    Pager(console: console).show(lines)
    lines = []
  }

  /// Records the effect of a response on the exit status.
  private func judge(_ response: StepperResponse) {
    switch response {
    case .problem, .error: status = .badData
    case .typed(let step, _): count(step)
    case .reveal(let reveal):
      if reveal.error != nil { status = .badData }
      guard case .step(let step) = reveal.entry, reveal.position.stop > counted else { return }
      counted = reveal.position.stop
      count(step)
    default: break
    }
  }

  private func count(_ step: Step) {
    let fails = step.checks.contains { $0.counts && !$0.holds }
    if fails, status == .success { status = .checkFailed }
  }

  private func save(_ path: String) {
    do throws(Diagnostic) {
      try OutputFile.replace(path, with: try contents(of: path))
      if format == .text { console.output.write("  saved in \(path.escaped)\n") }
    } catch {
      status = error.exitCode
      console.output.flush()
      console.error.write(error.report)
    }
  }

  /// What is saved in a file: the answers if its name ends in .jsonl, the log otherwise.
  private func contents(of path: String) throws(Diagnostic) -> String {
    guard path.hasSuffix(".jsonl") else { return log.markdown }
    guard let answers else {
      throw Diagnostic("answers are saved for a student: nnlearn lesson NAME --step --student NAME")
    }
    return answers.text
  }

  // MARK: The prompt

  private var plainPrompt: String {
    let position = stepper.position
    let count = stepper.stopCount
    if stepper.kind == .conversation, position.stop == count, stepper.isAtEndOfStop {
      return topic.name + fork
    }
    return "\(topic.name) \(stepper.place)/\(count)\(fork)"
  }

  /// The changes of the fork: ` (rate = 1.1)`.
  private var fork: String {
    let changes = stepper.forkChanges.map { $0.text }
    guard let last = changes.last else { return "" }
    return changes.count == 1 && last.count <= 24 ? " (\(last))" : " (\(changes.count) changes)"
  }

  private var prompt: String {
    if !pending.isEmpty { return "  " }
    let mark = text.style.unicode ? "›" : ">"
    return "\(plainPrompt.escaped) \(stepper.isAsking ? "?" : mark) "
  }

  // MARK: Completing

  private func completions(_ before: String) -> Completions {
    var stepper = stepper
    let (word, candidates) = stepper.completions(of: before)
    return Completions(replacing: word.count, candidates: candidates)
  }
}

extension StepperResponse {
  /// Whether it reports a mistake.
  fileprivate var isError: Bool {
    switch self {
    case .problem, .error: true
    default: false
    }
  }
}

extension [String] {
  /// Removes the lines and returns them as one text.
  fileprivate mutating func removeAllJoined() -> String {
    defer { removeAll() }
    return joined(separator: "\n")
  }
}
