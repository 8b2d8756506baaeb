import Testing

@testable import Rendering

/// A page says what a terminal says: the same numbers and the same relations, in the same order.
@Suite("Numbers on a page")
struct HTMLNumberTests {
  @Test("a page has the numbers and relations of a wide terminal", arguments: WholeRuns.lessons)
  func lessons(name: String) { expectEqualNumbers(WholeRuns.lesson(name)) }

  @Test("programs, too", arguments: WholeRuns.programs)
  func programs(name: String) { expectEqualNumbers(WholeRuns.program(name)) }

  private func expectEqualNumbers(_ rendered: Rendered) {
    let page = ParsedPage(rendered.body())
    #expect(page.fault == nil)
    // Under a picture, which points of a path are named depends on its columns: those of a terminal of 80 are compared.
    let wide = Self.withoutPlots(rendered.lines(Style(width: 240)), keepingLegends: false)
    let narrow = Self.withoutPlots(rendered.lines(Style(width: 80)), keepingLegends: true)
    let all = Self.tokens(page.text)
    let outside = Self.tokens(page.textOutsideCaptions)
    #expect(outside.count > 3)
    #expect(outside == Self.tokens(wide.joined(separator: "\n")))
    #expect(Self.firstMissing(Self.tokens(narrow.joined(separator: "\n")), in: all) == nil)
  }

  /// The first of some tokens that does not follow among others after those before it.
  private static func firstMissing(_ tokens: [String], in all: [String]) -> String? {
    var rest = all[...]
    for token in tokens {
      guard let place = rest.firstIndex(of: token) else { return token }
      rest = rest[(place + 1)...]
    }
    return nil
  }

  /// The lines without the pictures of plots, whose axes a page divides in its own way.
  private static func withoutPlots(_ lines: [String], keepingLegends: Bool) -> [String] {
    var shown: [String] = []
    var isBelowAxis = false
    for line in lines {
      if line.contains("└") { isBelowAxis = true }
      if line.isEmpty { isBelowAxis = false }
      let isPicture = line.contains("┤") || line.contains("└") || Self.isAxis(line)
      let isLegend = isBelowAxis && line.hasPrefix("    ")
      if isPicture || (isBelowAxis && !(keepingLegends && isLegend && !Self.isTicks(line))) {
        continue
      }
      shown.append(line)
    }
    return shown
  }

  /// `    │ … `, and no row of an image, which ends in a bar, too.
  private static func isAxis(_ line: String) -> Bool {
    line.contains("│") && !line.hasSuffix("│")
  }

  private static func isTicks(_ line: String) -> Bool {
    line.allSatisfy { $0.isNumber || " .−-×".contains($0) }
  }

  /// Numbers, signs and relations; a superscript is a number of its own.
  private static func tokens(_ text: String) -> [String] {
    let superscripts = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    var tokens: [String] = []
    var number = ""
    var wasRaised = false
    func end() {
      while number.last == "." || number.last == "," { number.removeLast() }
      if !number.isEmpty { tokens.append(number) }
      number = ""
    }
    for character in text {
      let raised = superscripts.firstIndex(of: character)
      let isRaised = raised != nil || character == "⁻"
      if isRaised != wasRaised { end() }
      wasRaised = isRaised
      if let raised {
        number += "\(raised)"
      } else if character.isASCII && character.isNumber
        || !number.isEmpty && (character == "." || character == ",")
      {
        number.append(character)
      } else {
        end()
        if character == "⁻" { tokens.append("−") }
        if "−≈=".contains(character) { tokens.append(String(character)) }
      }
    }
    end()
    return tokens
  }
}
