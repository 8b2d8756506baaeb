import Testing

@testable import Rendering

/// A page and a terminal show the same numbers and the same relations, in the same order.
@Suite("Numbers on a page")
struct HTMLNumberTests {
  @Test("a page has the numbers and relations of a wide terminal", arguments: WholeRuns.lessons)
  func lessons(name: String) { expectEqualNumbers(WholeRuns.lesson(name)) }

  @Test("programs have them, too", arguments: WholeRuns.programs)
  func programs(name: String) { expectEqualNumbers(WholeRuns.program(name)) }

  private func expectEqualNumbers(_ rendered: Rendered) {
    let page = ParsedPage(rendered.body())
    #expect(page.fault == nil)
    for step in rendered.steps {
      #expect(StepDocument(step, Style()).partCount == step.parts.count)
    }
    // The points named under a picture depend on its width, so legends are compared with those of a terminal of 80 columns.
    // A page contains the whole working, folded or not.
    let wide = Self.withoutPlots(
      rendered.lines(Style(width: 240, detail: .full)), keepingLegends: false)
    let narrow = Self.withoutPlots(
      rendered.lines(Style(width: 80, detail: .full)), keepingLegends: true)
    let all = Self.tokens(page.text)
    let outside = Self.tokens(page.textOutsideCaptions)
    #expect(outside.count > 3)
    let expected = Self.tokens(wide.joined(separator: "\n"))
    let place = zip(outside, expected).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    #expect(
      place == nil && outside.count == expected.count,
      "\(outside.dropFirst((place ?? 0)).prefix(8))")
    #expect(Self.firstMissing(Self.tokens(narrow.joined(separator: "\n")), in: all) == nil)
  }

  /// The first token that does not occur among others after the previous ones.
  private static func firstMissing(_ tokens: [String], in all: [String]) -> String? {
    var rest = all[...]
    for token in tokens {
      guard let place = rest.firstIndex(of: token) else { return token }
      rest = rest[(place + 1)...]
    }
    return nil
  }

  /// The lines without the pictures of plots, whose axes have other divisions on a page.
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

  /// Whether it is `    │ … `, and not a row of an image, which is between two bars.
  private static func isAxis(_ line: String) -> Bool {
    line.filter { $0 == "│" }.count == 1
  }

  private static func isTicks(_ line: String) -> Bool {
    line.allSatisfy { $0.isNumber || " .−-×".contains($0) }
  }

  /// Numbers, signs and relations; a superscript is a separate number.
  private static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var number = ""
    var wasRaised = false
    func end() {
      while number.last == "." || number.last == "," { number.removeLast() }
      if !number.isEmpty { tokens.append(number) }
      number = ""
    }
    for scalar in text.unicodeScalars {
      let raised = digit(scalar)
      let isRaised = raised != nil || scalar == "⁻"
      if isRaised != wasRaised { end() }
      wasRaised = isRaised
      if let raised {
        number += "\(raised)"
      } else if ("0"..."9").contains(scalar)
        || !number.isEmpty && (scalar == "." || scalar == ",")
      {
        number.unicodeScalars.append(scalar)
      } else {
        end()
        switch scalar {
        case "⁻": tokens.append("−")
        case "−", "≈", "=": tokens.append(String(scalar))
        default: break
        }
      }
    }
    end()
    return tokens
  }

  /// The digit of a superscript.
  private static func digit(_ scalar: Unicode.Scalar) -> UInt32? {
    switch scalar {
    case "¹": 1
    case "²": 2
    case "³": 3
    case "⁰", "⁴"..."⁹": scalar.value - 0x2070
    default: nil
    }
  }
}
