import Foundation
import LessonLanguage
import Lessons
import Testing
import Text

@testable import Rendering

/// A lesson that is walked through part by part, and shown at several widths at once.
struct Walk {
  static let widths = [40, 80, 120]

  /// A part that came into view: its lines at each width, without notes of the stepper.
  struct Shown {
    let reveal: Reveal
    let lines: [[String]]
  }

  let shown: [Shown]

  init(_ lesson: RepositoryLesson) {
    let file = SourceFile(name: lesson.name, SourceText(lesson.text))
    var texts = Self.widths.map { StepperText(Style(width: $0, detail: .full), file: file) }
    var stepper = lesson.stepper()
    var shown: [Shown] = []
    walk: while true {
      // A long descent or training is finished after its first row.
      let isRow = shown.last?.reveal.part?.kind == .row
      let command: StepperCommand = stepper.isAsking ? .answer : isRow ? .finish : .next
      for response in stepper.perform(StepperCommand.Call(command)) {
        if case .atEnd = response { break walk }
        guard case .reveal(let reveal) = response else { continue }
        let lines = texts.indices.map { index in
          texts[index].lines(for: response, of: stepper, typed: file)
            .filter { !$0.isEmpty && !Self.isNote($0) }
        }
        shown.append(Shown(reveal: reveal, lines: lines))
      }
    }
    self.shown = shown
  }

  /// What the stepper adds to a question and to a slider.
  private static func isNote(_ line: String) -> Bool {
    line.hasPrefix("  (type ") || line.hasSuffix("shows it)")
      || line.hasPrefix("  (set ") || line.hasSuffix("another value)") || line == "  value)"
  }
}

extension RepositoryLesson {
  func stepper(_ pace: Stepper.Pace = .line) -> Stepper {
    Stepper(
      Lesson(markdown: SourceText(text)),
      session: Session(watchesLoops: true, loader: .ofCommand), pace: pace)
  }
}

@Suite("Positions in a lesson")
struct PositionTests {
  /// Output that depends on the width, with fewer columns or words if it is narrow.
  private static let fitted: Set<Part.Kind> = [
    .table, .row, .picture, .training, .epochs, .test, .rounds, .slider,
  ]

  @Test(
    "mean the same at every width and in JSON, and lead through the lines of a straight run",
    arguments: RepositoryLesson.all)
  func positions(lesson: RepositoryLesson) throws {
    let walk = Walk(lesson)
    expectOrder(walk)
    expectSameWords(walk)
    try expectSameParts(walk, lesson)
    expectStraightLines(walk, lesson)
  }

  /// Each part is the one after the last; only a table that grows is left early.
  private func expectOrder(_ walk: Walk) {
    var last = (stop: 0, part: 0, isRow: false)
    for shown in walk.shown {
      let position = shown.reveal.position
      let isNext = position.stop == last.stop + 1 && position.part <= 1
      let isOneOn = position.stop == last.stop && position.part == last.part + 1
      #expect(isNext || isOneOn || last.isRow, "\(position.text)")
      last = (position.stop, position.part, shown.reveal.part?.kind == .row)
    }
  }

  /// A part says the same at every width, wherever its lines break, and is never empty.
  private func expectSameWords(_ walk: Walk) {
    for shown in walk.shown {
      let place = shown.reveal.position.text
      #expect(shown.lines.allSatisfy { !$0.isEmpty }, "\(place)")
      guard let part = shown.reveal.part, !Self.fitted.contains(part.kind) else { continue }
      // An image is next to its numbers if there is room, and a rule is as long as its heading.
      let signs = Set(
        shown.lines.map { $0.joined().filter { !$0.isWhitespace && $0 != "─" }.sorted() })
      #expect(signs.count == 1, "\(place): \(shown.lines)")
    }
  }

  /// `goto` leads to the part that came into view there, in a session that goes step by step as well, as one in JSON does.
  private func expectSameParts(_ walk: Walk, _ lesson: RepositoryLesson) throws {
    let json = StepperJSON(file: SourceFile(name: lesson.name, SourceText(lesson.text)))
    var stepper = lesson.stepper(.statement)
    for shown in walk.shown where !shown.reveal.isEnd {
      guard let part = shown.reveal.part, part.kind != .row, part.kind != .question else {
        continue
      }
      let expected = try #require(json.lines(for: .arrival(shown.reveal)).first)
      #expect(expected.contains("\"part\":{\"shows\":\"\(part.kind.rawValue)\""))
      let goto = StepperCommand.Call(.goto, shown.reveal.position.text)
      let response = try #require(stepper.perform(goto).first)
      #expect(json.lines(for: response).first == expected)
    }
  }

  /// The parts of each step give its lines in a straight run. The rows of a table that grows are laid out before its last ones
  /// are known, and so are left out here.
  private func expectStraightLines(_ walk: Walk, _ lesson: RepositoryLesson) {
    let file = SourceFile(name: lesson.name, SourceText(lesson.text))
    let transcript = Transcript(
      Lesson(markdown: SourceText(lesson.text)), session: Session(loader: .ofCommand))
    #expect(transcript.error == nil)
    let growing = Set(
      walk.shown.filter { $0.reveal.part?.kind == .row }.map { $0.reveal.position.stop })
    for (index, width) in Walk.widths.enumerated() {
      var stepped: [Int: [String]] = [:]
      for shown in walk.shown {
        stepped[shown.reveal.position.stop, default: []] += shown.lines[index]
      }
      var writer = TranscriptText(Style(width: width, detail: .full), file: file)
      var straight: [Int: [String]] = [:]
      var stop = 1
      for entry in transcript.entries {
        straight[stop, default: []] += writer.lines(for: entry).filter { !$0.isEmpty }
        if case .heading = entry { continue }
        stop += 1
      }
      #expect(straight.count == stepped.count)
      for (stop, lines) in straight where !growing.contains(stop) {
        #expect(stepped[stop] == lines, "step \(stop) at width \(width)")
      }
    }
  }
}
