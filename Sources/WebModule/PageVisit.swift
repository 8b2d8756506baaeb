import LessonLanguage
import Lessons
import Rendering
import Text

/// A reader's session with one lesson on a page: it takes lines of text, and returns the view as HTML.
struct PageVisit {
  let name: String
  let file: SourceFile
  var style = Style(width: 80) {
    didSet { rendered = RenderedSteps() }
  }
  var stepper: Stepper
  private var log: SessionLog
  /// The HTML of each step on the page, so that only changed steps are sent.
  var shown: [String] = []
  /// The HTML of complete steps.
  var rendered = RenderedSteps()
  let news = News()
  /// The lines that make up the fork, each with the position at which it was typed.
  private(set) var whatIfs: [(position: String, text: String)] = []
  /// Whether the whole lesson is shown.
  private(set) var isReading = false
  /// The values before the last move.
  var earlier: [NamedValue] = []
  /// The answers of a student with numbers of their own.
  var answers: AnswerSheet?

  init(name: String, _ lesson: (lesson: Lesson, source: SourceFile), loader: DataLoader) {
    self.name = name
    file = lesson.source
    let news = news
    stepper = Stepper(
      lesson.lesson, session: Session(watchesLoops: true, loader: loader),
      isStopped: { news.report($0) })
    log = SessionLog(file: file)
    title = lesson.lesson.title.isEmpty ? name : lesson.lesson.title
  }

  private let title: String

  // MARK: Requests

  /// Returns the title and the sections, and the view at a place such as `23.2?rate = 0.9`.
  mutating func open(at place: String) -> JSON {
    let sections = stepper.list.flatMap { stop in
      stop.headings.map { JSON.object([("step", .whole(stop.number)), ("title", .string($0))]) }
    }
    restore(place)
    var members: [JSON.Member] = [
      ("name", .string(name)), ("title", .string(title)), ("sections", .array(sections)),
    ]
    if case .object(let more) = view(notes: []) { members += more }
    return .object(members)
  }

  /// Performs a reader's line: a command of the stepper, an answer, or statements.
  /// - Parameter milliseconds: the time after which a move is interrupted; the same request continues it.
  mutating func say(_ text: String, within milliseconds: Int?) -> JSON {
    let responses = take(text, within: stepper.isMove(text) ? milliseconds : nil)
    if news.hasInterrupted { return Self.unfinished }
    isReading = false
    return view(notes: responses)
  }

  private static let unfinished = JSON.object([("unfinished", .bool(true))])

  /// Ends an interrupted move where it is: at a training step, or at the end of a step.
  mutating func stay() -> JSON {
    isReading = false
    let start = position
    for response in stepper.stayWhereStopped() {
      log.show(response, of: stepper, typed: SourceFile(name: "input", SourceText("")))
    }
    let said =
      position == start
      ? "Stopped; nothing has changed."
      : "Stopped at step \(position), with the values reached there."
    return view(notes: [], said: said)
  }

  /// Performs `set` just before a step, and stays at the present point, so that the step shows the change.
  mutating func set(_ text: String, before step: Int) -> JSON {
    let place = position
    _ = stepper.respond(to: step > 1 ? ":goto \(step - 1)" : ":goto start")
    let responses = take(":set " + text)
    if isReading { goToEnd() } else { goTo(place) }
    return view(notes: responses)
  }

  /// Answers the first unanswered question of a step, or performs `:hint` or `:answer` for it.
  /// If the position was after the step, it does not change.
  mutating func answer(_ text: String, at step: Int) -> JSON {
    let (start, place) = (stepper.position, position)
    guard stepper.arriveAtQuestion(of: step) else { return view(notes: []) }
    let notes = take(text)
    if isReading {
      _ = stepper.respond(to: ":goto end")
    } else if start.stop > step {
      _ = stepper.respond(to: ":goto \(place)")
    }
    return view(notes: notes)
  }

  mutating func read(within milliseconds: Int?) -> JSON {
    goToEnd(within: milliseconds)
    return news.hasInterrupted ? Self.unfinished : view(notes: [])
  }

  private mutating func goToEnd(within milliseconds: Int? = nil) {
    _ = respond(to: ":goto end", within: milliseconds)
    isReading = !news.hasInterrupted
  }

  /// Explains a gradient, or for a name without one shows its working.
  mutating func why(_ name: String) -> JSON {
    var attempt = self
    let reasons = attempt.take("why \(name)")
    let isError = reasons.contains { if case .error = $0 { true } else { false } }
    return view(notes: isError ? take(name) : reasons)
  }

  func words(after text: String) -> [String] {
    var stepper = stepper
    return stepper.completions(of: text).candidates
  }

  var markdown: String { log.markdown }

  // MARK: Lines

  /// Performs a line, and interrupts it after some time.
  private mutating func respond(to text: String, within milliseconds: Int?) -> [StepperResponse] {
    news.begin(milliseconds: milliseconds)
    defer { news.end() }
    return stepper.respond(to: text)
  }

  /// Performs a line, logs it, and keeps it if it changes the fork.
  private mutating func take(
    _ text: String, within milliseconds: Int? = nil
  ) -> [StepperResponse] {
    let position = position
    let count = stepper.forkChanges.count
    let asked = stepper.askedPlace
    let responses = respond(to: text, within: milliseconds)
    if news.hasInterrupted { return [] }
    if let asked, responses.contains(where: { $0.isJudgement }) { answers?.record(text, at: asked) }
    if stepper.forkChanges.isEmpty { whatIfs = [] }
    if stepper.forkChanges.count > count { keep(text, at: position) }
    log.type(text, prompt: position)
    let typed = SourceFile(name: "input", SourceText(text))
    for response in responses {
      if case .detail(let detail, _) = response { style.detail = detail }
      log.show(response, of: stepper, typed: typed)
    }
    return responses
  }

  /// Keeps a line of the fork. It replaces an earlier value of the same name at the same position, as when a slider moves.
  private mutating func keep(_ text: String, at position: String) {
    var typed = text.drop { $0 == ":" || $0 == " " }
    if typed.hasPrefix("set ") { typed = typed.dropFirst(4).drop { $0 == " " } }
    let subject = typed.prefix { $0 != "=" }
    whatIfs.removeAll {
      $0.position == position && subject.count < typed.count && $0.text.hasPrefix(subject + "=")
    }
    whatIfs.append((position, String(typed)))
  }

  // MARK: The place

  var position: String { stepper.place }

  /// The place as in an address: the position, and the lines of the fork.
  var place: String {
    let start = isReading ? "read" : stepper.position.stop == 0 ? "" : position
    if whatIfs.isEmpty { return start }
    return start + "?" + whatIfs.map { "\($0.position):\($0.text)" }.joined(separator: "&")
  }

  /// Goes to a place, and ignores anything in it that the lesson does not have.
  private mutating func restore(_ place: String) {
    let parts = place.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let changes = parts.count > 1 ? parts[1].split(separator: "&") : []
    for change in changes {
      let typed = change.split(separator: ":", maxSplits: 1)
      guard let text = typed.last else { continue }
      if typed.count == 2 { _ = stepper.respond(to: ":goto \(typed[0])") }
      _ = take(String(text))
    }
    let position = parts.first.map { String($0) } ?? ""
    if position == "read" { goToEnd() } else { goTo(position) }
  }

  private mutating func goTo(_ position: String) {
    let wanted = position.isEmpty ? "start" : position
    let responses = stepper.respond(to: ":goto \(wanted)")
    guard responses.contains(where: { if case .problem = $0 { true } else { false } }) else {
      return
    }
    _ = stepper.respond(to: ":goto start")
  }
}
