import Autodiff
import LessonLanguage
import Lessons
import Text

/// Writes the Markdown of lessons as HTML.
struct ProseHTML {
  private(set) var html = HTMLWriter()

  mutating func write(_ block: MarkdownBlock) {
    switch block {
    case .paragraph(let text):
      html.mark("<p>")
      inline(text)
      html.mark("</p>")
    case .item(let marker, let depth, let text): list([(marker, depth, text)])
    case .quote(let text):
      html.mark("<blockquote><p>")
      inline(text)
      html.mark("</p></blockquote>")
    case .verbatim(let lines):
      if let table = MarkdownTable(lines) { write(table) } else { html.preformatted(lines) }
    case .heading, .fence: break
    }
  }

  /// - Parameter section: the number that links use to refer to it.
  mutating func heading(_ level: Int, _ text: String, section: Int?) {
    html.mark("<h")
    html.number(level)
    if let section {
      html.mark(" id=\"section-")
      html.number(section)
      html.mark("\"")
    }
    html.mark(">")
    inline(text)
    html.mark("</h")
    html.number(level)
    html.mark(">")
  }

  /// Consecutive items, with deeper ones inside the previous item.
  mutating func list(_ items: [(marker: String, depth: Int, text: String)]) {
    var open: [(depth: Int, isOrdered: Bool)] = []
    func isOrdered(_ marker: String) -> Bool { marker != "-" }
    for item in items {
      while let last = open.last,
        last.depth > item.depth
          || last.depth == item.depth && last.isOrdered != isOrdered(item.marker)
      {
        close(last.isOrdered)
        open.removeLast()
      }
      if let last = open.last, last.depth == item.depth {
        html.mark("</li>")
      } else {
        begin(item.marker)
        open.append((item.depth, isOrdered(item.marker)))
      }
      html.mark("<li>")
      inline(item.text)
    }
    while let last = open.popLast() { close(last.isOrdered) }
  }

  private mutating func begin(_ marker: String) {
    if marker == "-" { return html.mark("<ul>") }
    html.mark("<ol")
    html.attribute("start", String(marker.prefix { $0 != "." }))
    html.mark(">")
  }

  private mutating func close(_ isOrdered: Bool) {
    html.mark(isOrdered ? "</li></ol>" : "</li></ul>")
  }

  private mutating func write(_ table: MarkdownTable) {
    html.mark("<div class=\"scroll\"><table><thead><tr>")
    for cell in table.header {
      html.mark("<th scope=\"col\">")
      inline(cell)
      html.mark("</th>")
    }
    html.mark("</tr></thead><tbody>")
    for row in table.rows {
      html.mark("<tr>")
      for cell in row {
        html.mark("<td>")
        inline(cell)
        html.mark("</td>")
      }
      html.mark("</tr>")
    }
    html.mark("</tbody></table></div>")
  }

  /// A line of Markdown. A link is kept if it leads to a web page or to another lesson.
  mutating func inline(_ markdown: String) {
    var isLink: [Bool] = []
    for piece in Inline.pieces(markdown) {
      switch piece {
      case .text(let text): html.say(text)
      case .code(let code):
        html.mark("<code>")
        html.say(code)
        html.mark("</code>")
      case .begin(.emphasis): html.mark("<em>")
      case .end(.emphasis): html.mark("</em>")
      case .begin(.strong): html.mark("<strong>")
      case .end(.strong): html.mark("</strong>")
      case .begin(.link(let target)):
        let leads = Self.isHarmless(target)
        isLink.append(leads)
        if leads {
          html.mark("<a")
          html.attribute("href", target)
          html.mark(">")
        }
      case .end(.link): if isLink.popLast() == true { html.mark("</a>") }
      }
    }
  }

  /// Whether a target is `http:`, `https:` or a path that cannot contain a scheme.
  static func isHarmless(_ target: String) -> Bool {
    let bytes = Array(target.utf8)
    func begins(_ start: StaticString) -> Bool {
      start.withUTF8Buffer { bytes.starts(with: $0) }
    }
    guard !bytes.isEmpty, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else { return false }
    if begins("http://") || begins("https://") { return true }
    return bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "#"),
        UInt8(ascii: "/"):
        true
      default: false
      }
    } && !begins("/")
  }
}
