import Autodiff
import LessonLanguage
import Lessons
import Rendering
import Text

/// The view that is sent to the page.
extension PageVisit {
  /// Returns the steps whose HTML has changed, the notes on some responses, the state, and the next possible actions.
  /// - Parameter said: a sentence before the notes.
  mutating func view(notes responses: [StepperResponse], said: String = "") -> JSON {
    let position = stepper.position
    var steps: [JSON] = []
    for number in stride(from: 1, through: position.stop, by: 1) {
      let html = self.html(of: number)
      if number <= shown.count, shown[number - 1] == html { continue }
      shown.replaceSubrange(min(number - 1, shown.count)..<min(number, shown.count), with: [html])
      steps.append(.object([("step", .whole(number)), ("html", .string(html))]))
    }
    shown.removeSubrange(position.stop...)
    let state = stepper.environment().state
    defer { earlier = state }
    return .object([
      ("place", .string(place)), ("step", .whole(position.stop)),
      ("count", .whole(stepper.stopCount)),
      ("position", .string(self.position)),
      ("start", .bool(position.stop == 0)),
      ("end", .bool(position.stop == stepper.stopCount && stepper.isAtEndOfStop)),
      ("asking", .bool(stepper.isAsking)), ("reading", .bool(isReading)),
      ("fork", .strings(whatIfs.map { $0.text })), ("steps", .array(steps)),
      ("notes", .string((said.isEmpty ? "" : HTML.paragraph(said)) + notes(responses))),
      (
        "state",
        .string((state.isEmpty ? "" : StateHTML(state, since: earlier, style).html) + fields)
      ),
      ("networks", .string(networks)),
    ])
  }

  /// A field for each single number that may be changed at the present point.
  private var fields: String {
    var stepper = stepper
    let numbers = stepper.alterable().filter { $0.value.shape.rank == 0 }
    if numbers.isEmpty { return "" }
    let fields = numbers.suffix(24).map { number in
      let name = HTML.escaped(number.name)
      return
        "<label>\(name) <input inputmode=\"decimal\" autocomplete=\"off\" data-key=\"\(name)\" "
        + "data-set=\"\(name)\" value=\"\(number.value[0].shortest)\"></label>"
    }
    return "<fieldset><legend>What if</legend>" + fields.joined() + "</fieldset>"
  }

  /// Returns a step of the current course; in a fork, with the lesson's own working if that differs.
  private mutating func html(of number: Int) -> String {
    do throws(Diagnostic) {
      let html = try kept(version(of: number, inLesson: false)) { (stepper) throws(Diagnostic) in
        try stepper.view(of: number)
      }
      let original = try kept(version(of: number, inLesson: true)) {
        (stepper) throws(Diagnostic) in try stepper.lessonView(of: number)
      }
      guard let html else { return "" }
      guard let original, original != html else { return html }
      return "<div class=\"fork\">\(html)</div><div class=\"original\" role=\"group\" "
        + "aria-label=\"In the lesson\">\(original)</div>"
    } catch {
      return HTML.paragraph(error.message)
    }
  }

  /// The version of a step by which its HTML is kept; `nil` for the step that is being revealed, which is unfolded.
  private func version(of number: Int, inLesson: Bool) -> StepVersion? {
    isBeingRevealed(number) ? nil : stepper.version(of: number, inLesson: inLesson)
  }

  private func isBeingRevealed(_ number: Int) -> Bool {
    !isReading && number == stepper.position.stop
  }

  /// Returns the HTML of a view. That of a complete step is kept for its version.
  private mutating func kept(
    _ version: StepVersion?, _ view: (inout Stepper) throws(Diagnostic) -> StopView?
  ) throws(Diagnostic) -> String? {
    if let version, let known = rendered[version] { return known }
    let html = try view(&stepper).map { self.html(of: $0) }
    if let version { rendered[version] = html }
    return html
  }

  private func html(of view: StopView) -> String {
    let transcript = TranscriptHTML(style, file: file)
    var html = view.headings.map { transcript.fragment(for: $0) }.joined()
    for content in view.content {
      switch content {
      case .entry(let entry): html += transcript.fragment(for: entry)
      case .stage(let stage, let parts):
        // The step that the reader reveals part by part is unfolded until the next one begins.
        var style = style
        if isBeingRevealed(view.number), stage.step.parts.count > 1 { style.detail = .full }
        html += StageHTML(stage, style).html(parts: parts)
        if case .question(let question) = stage.step.outcome, question.answer == nil {
          html += Self.answerField(question, step: view.number)
        }
        if case .slider(let slider) = stage.step.outcome { html += Self.range(slider) }
      }
    }
    if let error = view.error {
      html +=
        view.isErrorOfReader
        ? HTML.paragraph("what was typed here fails now: \(error.message)")
        : transcript.fragment(for: .error(error))
    }
    return html
  }

  /// A field for an answer, or a button for each choice.
  private static func answerField(_ question: Question, step: Int) -> String {
    let choices = question.choices.map { choice in
      let text = HTML.escaped(choice)
      return "<button type=\"button\" data-ask=\"\(text)\">\(text)</button> "
    }
    let field = """
      <label>Your answer \
      <input data-key="answer" autocomplete="off" spellcheck="false"></label> <button>Answer</button>
      """
    return """
      <form class="answer" data-answer="\(step)">\(choices.isEmpty ? field : choices.joined()) \
      <button type="button" data-ask=":hint">Hint</button> \
      <button type="button" data-ask=":answer">Show the answer</button></form>
      """
  }

  /// A slider with 200 notches.
  private static func range(_ slider: Slider) -> String {
    let name = HTML.escaped(slider.name)
    let notch = (slider.to - slider.from) / 200
    return """
      <label class="slider">\(name) <input type="range" data-key="slider" data-set="\(name)" \
      min="\(slider.from.shortest)" max="\(slider.to.shortest)" step="\(notch.shortest)" \
      value="\(slider.value.shortest)"></label>
      """
  }

  // MARK: Notes

  /// Returns the parts of responses that the steps do not show.
  private func notes(_ responses: [StepperResponse]) -> String {
    let transcript = TranscriptHTML(style, file: file)
    return responses.map { response in
      switch response {
      case .reveal, .arrival, .again, .detail, .atStart, .atEnd, .quit, .save: ""
      case .typed(let step, _): transcript.fragment(for: .step(step))
      default: HTML.preformatted(lines(of: response))
      }
    }.joined()
  }

  private func lines(of response: StepperResponse) -> [String] {
    var text = StepperText(style, file: file)
    return text.lines(
      for: response, of: stepper, typed: SourceFile(name: "input", SourceText("")))
  }
}

extension HTML {
  static func paragraph(_ text: String) -> String { "<p>\(escaped(text))</p>" }

  static func preformatted(_ lines: [String]) -> String {
    "<pre>\(lines.map { escaped($0) }.joined(separator: "\n"))</pre>"
  }
}
