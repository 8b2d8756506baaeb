import Foundation
import LessonLanguage
import Testing

@testable import Rendering

@Suite("Whole lessons on a page")
struct TranscriptTests {
  private static let styles = [60, 80, 100].map { Style(width: $0) }

  @Test("no line is wider than the page where it could break", arguments: RepositoryLesson.all)
  func widths(lesson: RepositoryLesson) {
    let rendered = Rendered(markdown: lesson.text)
    for style in Self.styles {
      let wide = rendered.lines(style).filter {
        TextColumns.width($0) > style.width && !$0.isTableOfAGradientCheck
      }
      #expect(wide.isEmpty)
    }
  }

  @Test("ASCII is all that ASCII style prints", arguments: RepositoryLesson.all)
  func ascii(lesson: RepositoryLesson) {
    let style = Style(unicode: false)
    let lines = Rendered(markdown: lesson.text).lines(style)
    #expect(lines.filter { !$0.utf8.allSatisfy { $0 < 0x80 } } == [])
  }

  @Test("styles change only the colours, and no word", arguments: RepositoryLesson.all)
  func color(lesson: RepositoryLesson) {
    let rendered = Rendered(markdown: lesson.text)
    var text = rendered.text(Style(color: true))
    text.unicodeScalars.removeAll { TypeMark($0) != nil }
    #expect(text.split { $0.isWhitespace } == rendered.text().split { $0.isWhitespace })
  }

  @Test("no line ends with a space", arguments: RepositoryLesson.all)
  func spaces(lesson: RepositoryLesson) {
    let lines = Rendered(markdown: lesson.text).lines()
    #expect(lines.filter { $0.hasSuffix(" ") } == [])
  }

  @Test("title, prose and lists")
  func prose() {
    let text = """
      # A *small* title

      Some `code`, **strong** words and a [link](x.md), in a paragraph that
      goes on for long enough to be broken into lines of forty columns.

      ## A part

      1. one that goes on and on until it has to be broken
      2. two
        - inner

      > said

      | a | b |

      """
    #expect(
      Rendered(markdown: text).text(Style(width: 40)) == """
        A small title                   lesson 1
        ────────────────────────────────────────

        Some code, strong words and a link, in a
        paragraph that goes on for long enough
        to be broken into lines of forty
        columns.

        A part
        ──────

        1. one that goes on and on until it has
           to be broken
        2. two
          - inner

          said

          | a | b |
        """)
  }

  @Test("the decimals asked for win over the lesson's own")
  func digits() {
    let rendered = Rendered("digits 6\na = 1/3")
    #expect(rendered.block("a") == "a = 1/3\n  ≈ 0.333333")
    #expect(rendered.block("a", Style(digits: 9)) == "a = 1/3\n  ≈ 0.333333333")
  }

  @Test("long tables are shown whole on request")
  func all() {
    let rendered = Rendered("param w = 1\nL = w^2\ndescend L with sgd(0.1) for 40 steps")
    #expect(rendered.block("descend").split(separator: "\n").count == 12)
    #expect(rendered.block("descend", Style(showsAll: true)).split(separator: "\n").count == 43)
  }

  @Test("foreign text never reaches the terminal unescaped")
  func escaped() {
    let rendered = Rendered(
      markdown: """
        # T \u{1B}[31m

        Text \u{202E}reversed `\u{7}`

        - item \u{9B}2J

        | \u{1B}] |

        ```nn
        ask "\u{1B}[2J" 1
        hint "\u{2066}"
        expect 1 fails "\u{1B}[1m\u{2028}"
        ```
        """)
    for style in [Style(), Style(unicode: false)] {
      #expect(rendered.lines(style).allSatisfy { $0.unicodeScalars.allSatisfy { $0.isHarmless } })
    }
    #expect(
      rendered.json.allSatisfy {
        $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
      })
  }
}

extension String {
  /// `    w1   0.00070260   0.00070260   2.07 × 10⁻¹⁰`: columns that cannot break.
  fileprivate var isTableOfAGradientCheck: Bool {
    hasSuffix("relative error")
      || split(separator: "   ", omittingEmptySubsequences: true).count == 4
  }
}
