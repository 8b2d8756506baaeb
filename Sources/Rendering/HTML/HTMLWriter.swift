import Text

/// Appends markup to a string. Text from a lesson is only written by `say` and `attribute`, which escape it.
struct HTMLWriter {
  private(set) var text = ""

  /// Appends markup unchanged; it must be part of the program, not of a lesson.
  mutating func mark(_ markup: StaticString) {
    markup.withUTF8Buffer { text += String(decoding: $0, as: UTF8.self) }
  }

  /// Appends the markup of another writer.
  mutating func append(_ writer: HTMLWriter) { text += writer.text }

  /// Appends an integer.
  mutating func number(_ value: Int) { text += "\(value)" }

  /// Appends text. Characters with a meaning in markup become references, and those that could reorder a line are written as
  /// `\u{202E}`, as in a terminal.
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

  /// Appends ` name="value"`, where the value is part of the program.
  mutating func attribute(_ name: StaticString, _ value: StaticString) {
    mark(" ")
    mark(name)
    mark("=\"")
    mark(value)
    mark("\"")
  }

  /// Appends a paragraph of a kind, which is a class of the style sheet.
  mutating func paragraph(_ kind: StaticString, _ words: String) {
    mark("<p class=\"")
    mark(kind)
    mark("\">")
    say(words)
    mark("</p>")
  }

  /// Appends preformatted lines, as in a terminal.
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
  /// The text without any markup, for an element's content or a quoted attribute value.
  package static func escaped(_ text: String) -> String {
    var writer = HTMLWriter()
    writer.say(text)
    return writer.text
  }
}
