import LessonLanguage
import Lessons
import Testing
import Text

@testable import Rendering

@Suite("Levels of detail")
struct DetailTests {
  private static let program = """
    param w = 0.5
    X = [[1, 2], [3, 4], [5, 6], [7, 8]]
    p = sigmoid(X @ [w, w])
    L = mse([0, 1, 1, 0], p)
    backprop L
    """

  private func lines(_ text: String, _ start: String, _ detail: Detail) -> [String] {
    Rendered(text).block(start, Style(detail: detail)).split(separator: "\n").map { String($0) }
  }

  @Test("a short working is whole unless brief is asked for, then its first line and its result")
  func short() {
    let text = "a = (1 + 2) * (3 + 4)"
    let whole = ["a = (1 + 2) × (3 + 4)", "  = 3 × 7", "  = 21"]
    #expect(lines(text, "a", .normal) == whole)
    #expect(lines(text, "a", .full) == whole)
    #expect(lines(text, "a", .brief) == ["a = (1 + 2) × (3 + 4) = 21"])
    #expect(lines("brief " + text, "a", .full) == whole)
    #expect(
      lines("brief " + text, "a", .normal) == [
        "a = (1 + 2) × (3 + 4) = 21", "  … 1 line of working; --detail full",
      ])
  }

  @Test("of a long backward pass the substituted numbers are folded, and counted")
  func backward() {
    let normal = lines(Self.program, "backprop", .normal)
    let full = lines(Self.program, "backprop", .full)
    #expect(full.count > 24 && normal.count < full.count - 8)
    #expect(normal.last?.hasSuffix(" lines of working; --detail full, or why w") == true)
    #expect(full.contains { $0.contains("= p × (1 − p)") })
    #expect(lines("full " + Self.program.split(separator: "\n").last!, "x", .normal) == [])
    let unfolded = Self.program.replacing("backprop L", with: "full backprop L")
    #expect(lines(unfolded, "backprop", .normal) == full)
    #expect(lines(unfolded, "backprop", .brief) == lines(Self.program, "backprop", .brief))
  }

  @Test("a brief backward pass has only the nodes that pass a gradient to a parameter")
  func briefBackward() {
    let text = "param w = 2\nparam v = 3\nL = ((w * 5)^2 + 1) * v\nbackprop L"
    #expect(
      lines(text, "backprop", .brief).map { $0.trimmed } == [
        "backprop L", "dL/dL = 1",
        "L = ((w × 5)² + 1) × v  dL/d((w × 5)² + 1) = v = 3",
        "dL/dv = (w × 5)² + 1 = 101", "w × 5                   dL/dw = dL/d(w × 5) × 5 = 300",
      ])
  }

  @Test("brief tables have a first and a last row, and --all overrules that")
  func tables() {
    let text = "param w = 1\nL = w^2\nbrief descend L with sgd(0.1) for 9 steps\nbrief check L"
    #expect(lines(text, "descend", .normal).count == 5)
    #expect(lines(text, "descend", .full).count == 12)
    #expect(
      Rendered(text).block("descend", Style(showsAll: true)).split(separator: "\n").count == 12)
    let several = "param w = [1, 2, 3]\nL = sum(w^2)\nbrief check L"
    #expect(lines(several, "check", .normal).count == 4)
  }

  @Test("a loop passes its level on to the statements inside")
  func loops() {
    let text = "brief repeat 2 { a = (1 + 2) * (3 + 4) }"
    #expect(lines(text, "repeat", .normal).filter { $0.contains("= 21") }.count == 2)
    #expect(!lines(text, "repeat", .normal).contains { $0.contains("3 × 7") })
  }

  @Test("the paths of why are folded beyond the first")
  func paths() {
    let terms = (1...8).map { "a\($0) = \($0) * k" }.joined(separator: "\n")
    let sum = (1...8).map { "a\($0)" }.joined(separator: " * ")
    let text = "param k = 1\n\(terms)\nL = \(sum)\nbackprop L\nwhy k"
    let step = Rendered(text).steps.last!
    let whole = StepText(style: Style(detail: .full), step: step).lines
    let folded = StepText(style: Style(), step: step).lines
    #expect(whole.filter { $0.contains("→ L") }.count == 8)
    #expect(folded.filter { $0.contains("→ L") }.count == 1)
    #expect(folded.last == "    … 7 more paths; --detail full")
  }

  @Test("every level has the same parts", arguments: WholeRuns.lessons + WholeRuns.programs)
  func parts(name: String) {
    let rendered = name.hasSuffix(".nn") ? WholeRuns.program(name) : WholeRuns.lesson(name)
    for step in rendered.steps {
      for detail in Detail.allCases {
        let text = StepText(style: Style(detail: detail), step: step)
        #expect(text.parts.count == step.parts.count, "\(step.source)")
        #expect(text.document.partCount == step.parts.count, "\(step.source)")
      }
    }
  }

  @Test("a part that is revealed by itself is whole")
  func stepping() {
    let step = Rendered(Self.program).steps.last!
    let stage = StageText(Stage(rounds: [], step: step), Style())
    let count = step.parts.count
    let revealed = (0..<count).flatMap { stage.lines(parts: $0..<$0 + 1) }
    #expect(revealed == StepText(style: Style(detail: .full), step: step).lines)
    #expect(stage.lines(parts: 0..<count) == StepText(style: Style(), step: step).lines)
  }

  @Test("JSON has everything at every level, and the lesson's word")
  func json() {
    let line = Rendered("brief a = (1 + 2) * (3 + 4)").json[0]
    #expect(line.contains(#""source":"a = (1 + 2) * (3 + 4)","detail":"brief""#))
    let plain = Rendered("a = (1 + 2) * (3 + 4)").json[0]
    #expect(!plain.contains(#""detail""#) && plain.contains(#""arithmetic":[{"#))
  }

  @Test("a page folds what a terminal folds, and has it all")
  func page() {
    let rendered = Rendered(Self.program)
    let brief = rendered.body(Style(detail: .brief))
    #expect(brief.contains("<details class=\"fold\"><summary>… "))
    #expect(!rendered.body(Style(detail: .full)).contains("<details"))
    #expect(!rendered.body().contains("… 1 line of working"))
    let page = ParsedPage(brief)
    #expect(page.fault == nil)
    #expect(
      page.text == ParsedPage(rendered.body(Style(detail: .full))).text
        || page.text.filter { $0 != " " }
          == ParsedPage(rendered.body(Style(detail: .full))).text.filter { $0 != " " }
    )
  }
}

@Suite("The length of a lesson's workings")
struct StretchTests {
  /// The number of lines that a reader can follow without a word.
  private static let most = 40

  @Test("no lesson has more than forty lines without a sentence", arguments: WholeRuns.lessons)
  func stretches(name: String) {
    let rendered = WholeRuns.lesson(name)
    var writer = TranscriptText(Style(width: 80), file: rendered.file)
    var stretch = 0
    for entry in rendered.transcript.entries {
      let printed = writer.lines(for: entry)
      let lines = stretch == 0 ? printed.drop { $0.isEmpty } : printed[...]
      switch entry {
      case .prose(.paragraph), .prose(.item), .prose(.quote): stretch = 0
      case .step(let step) where step.isQuestion: stretch = lines.count
      default: stretch += lines.count
      }
      guard case .step(let step) = entry, stretch > Self.most else { continue }
      Issue.record("\(name):\(step.place.line): \(stretch) lines without a sentence")
      stretch = 0
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
