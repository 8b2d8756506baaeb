import Autodiff
import LessonLanguage
import Lessons
import Text

/// Writes a stepper's responses as JSON lines: a step of the lesson is the same line as in a straight run.
package struct StepperJSON {
  private let transcript: TranscriptJSON
  /// The reader's input, for errors.
  private let typed = TranscriptJSON(file: SourceFile(name: "input", SourceText("")))

  package init(file: SourceFile) {
    transcript = TranscriptJSON(file: file)
  }

  package func lines(for response: StepperResponse) -> [String] {
    switch response {
    case .reveal(let reveal), .arrival(let reveal): return lines(of: reveal)
    case .again(let before, let after):
      let lines = lines(of: after)
      return lines == self.lines(of: before) ? [] : lines
    case .typed(let step, let number): return [transcript.line(for: .step(step), number: number)]
    case .changes(let changes):
      return [line("changes", [("values", .array(changes.map { JSON($0) }))])]
    case .fork(.alteration(let alteration, let step)):
      let definition: [JSON.Member] = step.map { [("defined_in", .whole($0))] } ?? []
      return [line("fork", [("change", JSON(alteration.change))] + definition)]
    case .fork(.statement(let source)): return [line("fork", [("source", .string(source))])]
    case .dropped: return [line("lesson", [])]
    case .list(let stops): return [line("list", [("steps", .array(stops.map { JSON($0) }))])]
    case .comparison(let steps): return [line("comparison", [("steps", .array(differing(steps)))])]
    case .settable(let values):
      return [line("settable", [("values", .array(values.map { JSON($0) }))])]
    case .pace(let pace): return [line("pace", [("pace", .string(pace.rawValue))])]
    case .atStart: return [line("position", [("at", .string("start"))])]
    case .problem(let problem): return [line("problem", [("message", .string(problem.message))])]
    case .error(let diagnostic, _): return [typed.line(for: .error(diagnostic), number: nil)]
    case .judgement(let judgement): return [line("judgement", members(of: judgement))]
    case .mistake(let message): return [line("mistake", [("message", .string(message))])]
    case .results(let results):
      return [line("results", [("questions", .array(results.map { JSON($0) }))])]
    case .diagnosis(let step): return [transcript.line(for: .step(step), number: nil)]
    case .unexplained: return []
    case .walk(let walk): return [line("walk", members(of: walk))]
    case .hint(let hint): return [line("hint", [("hint", .string(hint))])]
    case .noMoreHints: return [line("hint", [("hint", .null)])]
    case .waiting(let position, _): return [line("waiting", [("at", .string(position.text))])]
    case .detail(let detail, _):
      return [line("detail", [("level", .string(detail.rawValue))])]
    case .help, .atEnd, .save, .quit: return []
    }
  }

  private func line(_ kind: String, _ members: [JSON.Member]) -> String {
    TranscriptJSON.line([("kind", .string(kind))] + members)
  }

  private func lines(of reveal: Reveal) -> [String] {
    var entry = reveal.entry
    var position: [String] = []
    if !reveal.isEnd {
      let part: [JSON.Member] = reveal.part.map { [("part", JSON($0))] } ?? []
      position = [line("position", [("at", .string(reveal.position.text))] + part)]
      guard case .stage(let stage, _) = reveal.content, stage.step.isQuestion else {
        return position
      }
      // Inside a loop, a question is not an entry of the lesson.
      if !stage.rounds.isEmpty {
        return position + [transcript.line(for: .step(stage.step), number: nil)]
      }
      entry = .step(stage.step)
    }
    var number = reveal.firstItem
    let entries = reveal.headings + (entry.map { [$0] } ?? [])
    let all = entries + (reveal.error.map { [.error($0)] } ?? [])
    return position
      + all.map {
        number += 1
        return transcript.line(for: $0, number: number)
      }
  }

  private func members(of judgement: Judgement) -> [JSON.Member] {
    switch judgement {
    case .right: [("verdict", .string("right"))]
    case .needsMoreDigits: [("verdict", .string("more_digits"))]
    case .otherShape(let given, let wanted):
      [
        ("verdict", .string("other_shape")), ("given", shape(given)), ("wanted", shape(wanted)),
      ]
    case .notAChoice(let choices):
      [("verdict", .string("not_a_choice")), ("choices", .strings(choices))]
    case .wrong(let value):
      [("verdict", .string("wrong"))] + (value.map { [("value", JSON($0))] } ?? [])
    }
  }

  private func members(of walk: WalkResponse) -> [JSON.Member] {
    switch walk {
    case .asks(let subject, let shape, let number, let count):
      [
        ("asks", JSON(subject)), ("shape", self.shape(shape)), ("number", .whole(number)),
        ("count", .whole(count)),
      ]
    case .differs(let step): [("differs", .object(JSON.members(of: step)))]
    case .agrees(let step): [("agrees", step.map { .object(JSON.members(of: $0)) } ?? .null)]
    }
  }

  private func shape(_ shape: Shape) -> JSON { .array(shape.sizes.map { .whole($0) }) }

  private func differing(_ steps: [ComparedStep]) -> [JSON] {
    steps.compactMap { step in
      guard let lesson = step.lesson?.step, let fork = step.fork?.step else { return nil }
      let (a, b) = (JSON.object(JSON.members(of: lesson)), JSON.object(JSON.members(of: fork)))
      if a.text == b.text { return nil }
      return .object([("number", .whole(step.number)), ("lesson", a), ("fork", b)])
    }
  }
}

extension JSON {
  fileprivate init(_ part: Part) {
    self = .object(
      [("shows", .string(part.kind.rawValue))]
        + (part.subject.map { [("subject", JSON($0))] } ?? [])
        + (part.formula.map { [("formula", JSON($0))] } ?? []))
  }

  fileprivate init(_ result: QuestionResult) {
    let ending: [JSON.Member] =
      switch result.ending {
      case .right(let attempts):
        [("ending", .string("right")), ("attempts", .whole(attempts))]
      case .shown: [("ending", .string("shown"))]
      case .skipped: [("ending", .string("skipped"))]
      }
    self = .object([("step", .whole(result.stop))] + ending)
  }

  fileprivate init(_ change: ValueChange) {
    self = .object([
      ("name", JSON(change.name)), ("before", JSON(change.before)), ("after", JSON(change.after)),
    ])
  }

  fileprivate init(_ stop: ListedStop) {
    self = .object([
      ("number", .whole(stop.number)), ("text", .string(stop.text)),
      ("sections", .array(stop.headings.map { .string($0) })),
      ("statement", .bool(stop.isStatement)), ("present", .bool(stop.isPresent)),
    ])
  }

  fileprivate init(_ value: SettableValue) {
    let range = value.slider.map { slider -> [JSON.Member] in
      [("from", .number(slider.from)), ("to", .number(slider.to))]
    }
    self = .object(
      [
        ("name", .string(value.name)), ("value", JSON(value.value)),
        ("parameter", .bool(value.isParameter)),
      ] + (range ?? []) + (value.step.map { [("defined_in", .whole($0))] } ?? []))
  }
}
