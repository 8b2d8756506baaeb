import LessonLanguage
import Testing

@testable import Rendering

@Suite("Errors with their line and a caret")
struct DiagnosticTextTests {
  private func report(_ program: String, name: String = "mine.nn") -> String {
    let file = SourceFile(name: name, SourceText(program))
    guard let error = Rendered(program).transcript.error else { return "" }
    return DiagnosticText(error, file).lines.joined(separator: "\n")
  }

  @Test("a typing error")
  func name() {
    #expect(
      report("w = 0.38\nslope = -0.55\nrate = 0.01\nw_new = w - slop * rate") == """
        mine.nn:4:13: error: 'slop' has no value here; did you mean 'slope'?
          4 | w_new = w - slop * rate
            |             ^^^^
        """)
  }

  @Test("a shape error")
  func shape() {
    #expect(
      report("W = [[1, 2, 3], [4, 5, 6]]\nx = [1, 2]\nh = relu(W @ x)", name: "shapes.nn") == """
        shapes.nn:3:10: error: '@' cannot multiply [2, 3] by [2]: 3 columns against 2 elements
          3 | h = relu(W @ x)
            |          ^^^^^
        """)
  }

  @Test("the margin is as wide as the line number")
  func margin() {
    #expect(
      report(String(repeating: "\n", count: 99) + "a = b").split(separator: "\n") == [
        "mine.nn:100:5: error: 'b' has no value here", "  100 | a = b", "      |     ^",
      ])
  }

  @Test("the caret accounts for wide and combining letters")
  func columns() {
    #expect(
      report("学習 = 率").split(separator: "\n").suffix(2) == ["  1 | 学習 = 率", "    |        ^^"])
    #expect(
      report("e\u{301} = b").split(separator: "\n").suffix(2) == [
        "  1 | e\u{301} = b", "    |     ^",
      ])
    #expect(report("\ta = b").split(separator: "\n").suffix(2) == ["  1 |  a = b", "    |      ^"])
  }

  @Test("of a long line the part around the place is shown")
  func window() {
    let lines = report(
      "a = " + String(repeating: "1 + ", count: 60) + "b" + String(repeating: " + 1", count: 60)
    )
    .split(separator: "\n").map { String($0) }
    #expect(lines.count == 3)
    #expect(lines[0] == "mine.nn:1:245: error: 'b' has no value here")
    #expect(lines[1].count <= 108 && lines[1].contains("…") && lines[1].hasSuffix("…"))
    let caret = lines[2].firstIndex(of: "^").map {
      lines[2].distance(from: lines[2].startIndex, to: $0)
    }
    #expect(Array(lines[1])[caret ?? 0] == "b")
  }

  @Test("an error at the end of the program points after its last line")
  func end() {
    #expect(report("a = 1 +").split(separator: "\n").last == "    |        ^")
  }

  @Test("nothing of the program reaches the terminal raw")
  func escaped() {
    let text = report("ask \"\u{1B}[2J\u{202E}\u{7}\" b\u{9B}31m")
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.isHarmless })
    #expect(text.contains("\\u{1B}[2J\\u{202E}\\u{7}"))
  }
}

extension Unicode.Scalar {
  /// Whether the scalar neither steers a terminal nor reorders a line.
  var isHarmless: Bool {
    switch value {
    case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: false
    default: true
    }
  }
}
