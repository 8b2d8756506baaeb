import Text

/// Markup that is appended to one string. What comes from a lesson goes through `say` or `attribute`, and no other way.
struct HTMLWriter {
  private(set) var text = ""

  /// Appends markup as it stands: only what this program is made of.
  mutating func mark(_ markup: StaticString) {
    markup.withUTF8Buffer { text += String(decoding: $0, as: UTF8.self) }
  }

  /// Appends markup that another writer made.
  mutating func append(_ writer: HTMLWriter) { text += writer.text }

  /// Appends a whole number.
  mutating func number(_ value: Int) { text += "\(value)" }

  /// Appends text: characters that mean something in markup become references, and those that could reorder a line are
  /// written by their number, as in a terminal.
  mutating func say(_ words: some StringProtocol) {
    for scalar in words.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\u{27}": text += "&#39;"
      default:
        if scalar.steersTerminal {
          text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
  }

  /// Appends ` name="value"`.
  mutating func attribute(_ name: StaticString, _ value: String) {
    mark(" ")
    mark(name)
    mark("=\"")
    say(value)
    mark("\"")
  }

  /// Appends lines as they stand in a terminal.
  mutating func preformatted(_ lines: [String]) {
    mark("<pre>")
    for (position, line) in lines.enumerated() {
      if position > 0 { mark("\n") }
      say(line)
    }
    mark("</pre>")
  }
}

/// Text for a page.
package enum HTML {
  /// Text in which nothing is markup, for an element's content or an attribute's value between quotes.
  package static func escaped(_ text: String) -> String {
    var writer = HTMLWriter()
    writer.say(text)
    return writer.text
  }
}
