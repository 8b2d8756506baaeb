import Foundation
import LessonLanguage
import Lessons
import Testing

@testable import Rendering

@Suite("The markup of a page")
struct HTMLMarkupTests {
  /// All elements that a page may contain.
  private static let allowed: Set<String> = [
    "page", "html", "head", "meta", "title", "desc", "style", "body", "main", "nav", "section",
    "h1", "h2",
    "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "a",
    "div", "span", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "sup", "br",
    "wbr",
    "details", "summary", "figure", "figcaption", "caption", "desc", "g", "svg", "path", "text",
    "circle", "rect", "math",
    "mrow", "mi", "mn",
    "mo", "mtext", "mspace", "mfrac", "msup", "msub", "msqrt", "mtable", "mtr", "mtd",
  ]

  private func expectInert(_ page: ParsedPage) {
    #expect(page.fault == nil)
    #expect(Set(page.elements.map { $0.name }).subtracting(Self.allowed) == [])
    for element in page.elements {
      for (name, value) in element.attributes {
        #expect(!name.hasPrefix("on") && name != "style" && name != "src")
        #expect(value.unicodeScalars.allSatisfy { $0.isHarmless })
      }
    }
    #expect(page.text.unicodeScalars.allSatisfy { $0.isHarmless || $0 == "\n" })
  }

  @Test("lessons are well-formed and contain only known elements", arguments: RepositoryLesson.all)
  func lessons(lesson: RepositoryLesson) {
    let rendered = Rendered(markdown: lesson.text)
    let page = ParsedPage(rendered.body())
    expectInert(page)
    #expect(
      page.childCounts.filter { ["mfrac", "msup", "msub"].contains($0.name) && $0.count != 2 }
        .isEmpty)
  }

  @Test("a document has its policy, one style sheet and no script")
  func document() {
    let rendered = Rendered(markdown: "# A <b>\n\ntext\n\n## One\n\n## Two\n")
    let document = HandoutHTML(
      Style(), file: rendered.file, title: "A <b>", stylesheet: "p { margin: 0; }\n"
    ).document(rendered.transcript.entries)
    let doctype = "<!doctype html>\n"
    #expect(document.hasPrefix(doctype))
    let page = ParsedPage(String(document.dropFirst(doctype.count)))
    expectInert(page)
    #expect(page.names("html", "lang") == ["en"])
    #expect(page.names("meta", "name") == ["viewport"])
    #expect(page.names("meta", "content").last == "default-src 'none'; style-src 'unsafe-inline'")
    #expect(page.elements.filter { $0.name == "style" }.count == 1)
    #expect(page.elements.filter { $0.name == "main" || $0.name == "nav" }.count == 2)
    #expect(page.elements.filter { $0.name == "section" }.count == 2)
    #expect(page.names("a", "href") == ["#section-1", "#section-2"])
    #expect(page.names("h2", "id") == ["section-1", "section-2"])
    #expect(document.contains("<title>A &lt;b&gt;</title>"))
  }

  @Test("a hostile lesson is inert text")
  func hostile() {
    let tag = "<script>alert(1)</script><img src=x onerror=alert(1)>\" onclick=\"alert(1)"
    let text = """
      # Title \(tag)

      Words \(tag) `code \(tag)` **strong \(tag)** & &lt;amp; ]]> <!-- \u{202E}back \u{1B}[31m \u{2028}line

      [a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](//example.com/x)
      [e](java\u{9}script:x) [f](vbscript:x) [g](\u{1}javascript:x) [h](x" onclick="alert(1))

      [i](http://example.com/?a=1&b=2) [j](https://example.com) [k](xor.md) [l](../x/y-z.md#a)

      - item \(tag)
      > quote \(tag)

      | head \(tag) | b |
      | --- | --- |
      | <b>1</b> | [m](javascript:x) |

      ```
      </pre>\(tag)
      ```

      ```nn
      ask "\(tag.replacingOccurrences(of: "\"", with: "'"))" 1
      expect 1 fails "<script>alert(1)</script>\u{2066}"
      x = <script>
      ```

      """
    let rendered = Rendered(markdown: text)
    let page = ParsedPage(rendered.body())
    expectInert(page)
    #expect(
      page.names("a", "href") == [
        "http://example.com/?a=1&b=2", "https://example.com", "xor.md", "../x/y-z.md#a",
      ])
    #expect(page.text.contains("Title <script>alert(1)</script>"))
    #expect(page.text.contains("\\u{202E}back \\u{1B}[31m \\u{2028}line"))
    #expect(page.text.contains("</pre><script>"))
    // The lines under a diagnostic show the source.
    #expect(page.elements.contains { $0.attributes["role"] == "alert" })
  }

  @Test(
    "a hundred thousand brackets are text, and read quickly", arguments: ["[", "](", "<", "*", "`"])
  func brackets(mark: String) {
    let marks = String(repeating: mark, count: 100_000 / mark.count)
    let page = ParsedPage(Rendered(markdown: "# T\n\nwords \(marks) end\n").body())
    expectInert(page)
    let isText = page.text.contains("words \(marks) end")
    #expect(isText)
  }

  @Test("lists of several depths and kinds, tables and quotes")
  func prose() {
    let text = """
      # T

      1. one *and* `two`
        - inner
        - inner too
      2. last

      - other

      > said

      | a | b |
      | --- | ---: |
      | 1 | **2** |

      """
    #expect(
      Rendered(markdown: text).body() == """
        <h1>T</h1><p class="label">lesson 1</p><ol start="1"><li>one <em>and</em> <code>two</code><ul><li>inner</li><li>inner too</li></ul></li>\
        <li>last</li></ol><ul><li>other</li></ul><blockquote><p>said</p></blockquote><div class="scroll"><table><thead>\
        <tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td>1</td><td><strong>2</strong></td>\
        </tr></tbody></table></div>
        """)
  }
}

@Suite("The parts of a card")
struct HTMLPartTests {
  @Test("a card shows each part under its number, and the check with the last")
  func parts() {
    let program = """
      param w = 0.38
      L = (w - 0.655)^2  #=> 0.075625
      backprop L
      step sgd(rate = 0.01)
      why w
      f(v) = v^2
      plot f from 0 to 1
      descend L with sgd(rate = 0.1) for 3 steps
      check L
      """
    for step in Rendered(program).steps {
      let card = StageHTML(Stage(rounds: [], step: step), Style())
      #expect(card.partCount == step.parts.count)
      for count in 1...card.partCount {
        let page = ParsedPage(card.html(parts: 0..<count))
        #expect(page.fault == nil)
        let numbers = page.elements.compactMap { $0.attributes["data-part"].flatMap { Int($0) } }
        #expect(Set(numbers) == Set(0..<count), "\(step.source)")
        let isMarked = page.text.contains("✓")
        let isChecked = !step.shownChecks.isEmpty || step.source.hasPrefix("check ")
        #expect(isMarked == (isChecked && count == card.partCount), "\(step.source)")
      }
    }
  }

  @Test("rounds precede the first part of the first statement in them")
  func rounds() throws {
    var session = Session(watchesLoops: true)
    let loop = try #require(Parser.statements(of: "repeat 3 { a = 1 }", line: 1).first)
    var run = StatementRun(loop)
    try session.advance(&run, descentSteps: 1)
    let stage = try #require(run.stage)
    let page = ParsedPage(StageHTML(stage, Style()).html)
    #expect(
      page.text.split(separator: " ") == ["repeat", "3", "times", "round", "1", "a", "=", "1"])
  }
}
