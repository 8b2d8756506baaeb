import Foundation
import LessonLanguage
import Testing

@testable import Rendering

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Pictures of samples")
struct ScatterTests {
  private static func picture(_ classes: [String], _ labels: [Int], _ points: [Double])
    -> ScatterPicture
  {
    ScatterPicture(
      title: "encode(net, <digits>)", xName: "first number", yName: "second number",
      points: points, labels: labels, classes: classes)
  }

  private static let three = picture(
    ["left", "right", "top"], [0, 1, 2, 0], [0, 0, 4, 0, 2, 3, 0.01, 0])

  @Test("each sample stands at its place, as the first letter of its class")
  func terminal() {
    let lines = TerminalPlot(width: 40, height: 8).lines(of: Self.three)
    #expect(lines[0] == "encode(net, <digits>)")
    let field = lines.filter { $0.contains("│") || $0.contains("┤") }
    #expect(field.count == 10)
    let marks = field.enumerated().flatMap { row, line in
      line.enumerated().compactMap { "lrt".contains($1) ? "\($1)\(row) \($0)" : nil }
    }
    // The two samples on the left share a cell.
    #expect(marks.map { $0.prefix(2) } == ["t0", "l9", "r9"])
    let below = lines.suffix(4).joined(separator: " ")
    #expect(below.contains("across: first number") && below.contains("up: second number"))
    #expect(below.contains("l: left, 2 samples") && below.contains("t: top, 1 sample"))
  }

  @Test(
    "a mark is the first letter or digit of a name, or a letter of the alphabet if two are alike",
    arguments: [
      (["0", "1", "2"], "012"), (["setosa", "versicolor", "virginica"], "abc"),
      (["é", "b"], "ab"), (["Aa", "aa"], "Aa"), ([], "•"),
    ])
  func marks(classes: [String], expected: String) {
    let marks = ScatterMarks(Self.picture(classes, [], [1, 2]), .unicode).characters
    #expect(String(String.UnicodeScalarView(marks)) == expected)
  }

  @Test("a cell has the mark of the class with the most samples in it")
  func majority() {
    let crowded = Self.picture(["a", "b"], [1, 0, 0, 1], [0, 0, 0, 0, 0, 0, 9, 9])
    let lines = TerminalPlot(width: 40, height: 8).lines(of: crowded)
    let text = lines.filter { $0.contains("│") || $0.contains("┤") }.joined()
    #expect(text.filter { $0 == "a" }.count == 1 && text.filter { $0 == "b" }.count == 1)
  }

  @Test("a name is written as its mark alone, and many classes are abridged")
  func legend() {
    let digits = ScatterMarks(Self.picture(["0", "1"], [0, 0, 1], [1, 2, 3, 4, 5, 6]), .unicode)
    #expect(digits.legend == ["0: 2 samples", "1: 1 sample"])
    let many = ScatterMarks(Self.picture((0..<30).map { "n\($0)" }, [3], [1, 2]), .unicode)
    #expect(many.legend.count == 13 && many.legend.last == "and 18 more classes")
    let letters = String(String.UnicodeScalarView(many.characters))
    #expect(letters.hasPrefix("abc") && letters.hasSuffix("zABCD"))
    let plain = ScatterMarks(
      Self.picture([], [], [Double](repeating: 1, count: 4_000)), .unicode)
    #expect(plain.legend == ["2000 samples", "667 of 2000 samples are drawn"])
  }

  @Test("pictures fit their width, and are ASCII on request", arguments: [30, 46, 80, 120])
  func fits(width: Int) {
    for unicode in [true, false] {
      let picture = TerminalPlot(width: width, unicode: unicode)
      for line in picture.lines(of: Self.three) {
        #expect(TextColumns.width(line) <= width && line.last != " ", "\(line)")
        #expect(unicode || line.unicodeScalars.allSatisfy { $0.isASCII })
      }
    }
  }

  @Test("samples without two finite numbers are left out, and a picture of none says so")
  func notFinite() {
    let nothing = Self.picture(["a"], [0], [.nan, 1])
    #expect(
      TerminalPlot(width: 60).lines(of: nothing).last?.hasSuffix("no sample has two finite numbers")
        == true)
    #expect(ScatterFile(nothing).text.contains("no sample has two finite numbers"))
    let one = Self.picture(["a"], [0, 0], [.infinity, 1, 2, 3])
    let lines = TerminalPlot(width: 60).lines(of: one)
    #expect(
      lines.filter { $0.contains("│") || $0.contains("┤") }.joined().filter { $0 == "a" }.count == 1
    )
  }

  @Test(
    "the figure of a page and the file have every sample, in the colour of its class, and escaped words"
  )
  func svg() {
    var html = HTMLWriter()
    ScatterSVG(Self.three).write(to: &html, part: 0)
    let page = ParsedPage(html.text)
    #expect(html.text.matches(of: /<text class="glyph glyph([0-2])"/).count == 4)
    #expect(html.text.contains("encode(net, &lt;digits&gt;)"))
    #expect(page.fault == nil)
    let file = ScatterFile(Self.three).text
    #expect(XMLParser(data: Data(file.utf8)).parse())
    let colors = file.matches(of: /fill="(#[0-9a-f]{6})">[lrt]</).map { $0.1 }
    #expect(colors.count == 4 && Set(colors).count == 3 && colors.first == colors.last)
  }
}
