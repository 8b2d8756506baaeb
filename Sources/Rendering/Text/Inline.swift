/// Markdown inside a line: code, emphasis and links.
enum Inline {
  /// The text without its marks. With a style, code and emphasis are set off where the terminal can.
  static func text(_ markdown: String, style: Style?) -> String {
    var result = ""
    var rest = markdown[...]
    while let next = rest.first {
      if next == "`", let code = enclosed(rest, by: "`") {
        result += code.split(separator: " ").map { style?.bold(String($0)) ?? String($0) }
          .joined(separator: " ")
        rest = rest.dropFirst(code.count + 2)
      } else if next == "*", let strong = enclosed(rest, by: "**") ?? enclosed(rest, by: "*") {
        let marks = rest.hasPrefix("**") ? 2 : 1
        result += text(String(strong), style: style)
        rest = rest.dropFirst(strong.count + 2 * marks)
      } else if next == "[", let (label, length) = link(rest) {
        result += text(label, style: style)
        rest = rest.dropFirst(length)
      } else {
        result.append(next)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// What stands between a mark and its next occurrence, where neither touches a space on its inner side.
  private static func enclosed(_ text: Substring, by mark: String) -> Substring? {
    guard text.hasPrefix(mark) else { return nil }
    let inner = text.dropFirst(mark.count)
    guard let first = inner.first, first != " ", first != mark.first else { return nil }
    var end = inner.startIndex
    while end < inner.endIndex {
      if inner[end...].hasPrefix(mark), end > inner.startIndex,
        inner[inner.index(before: end)] != " "
      {
        return inner[..<end]
      }
      end = inner.index(after: end)
    }
    return nil
  }

  /// The label of a [label](target), and the length of it all.
  private static func link(_ text: Substring) -> (label: String, length: Int)? {
    guard let close = text.firstIndex(of: "]") else { return nil }
    let after = text[text.index(after: close)...]
    guard after.first == "(", let end = after.firstIndex(of: ")") else { return nil }
    let label = text[text.index(after: text.startIndex)..<close]
    return (String(label), text.distance(from: text.startIndex, to: end) + 1)
  }
}
