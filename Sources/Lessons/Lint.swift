import Autodiff
import LessonLanguage

/// A defect of a lesson's text.
package struct LintFinding: Sendable, Equatable {
  package let line: Int
  package let message: String

  package init(line: Int, message: String) {
    self.line = line
    self.message = message
  }
}

/// Checks the text of a lesson against the house rules: a title, a summary, known fences, and numbers in the prose
/// that a statement of the lesson produces.
package enum Lint {
  private static let knownFences = ["nn", "text"]

  package static func findings(in lesson: Lesson, _ transcript: Transcript) -> [LintFinding] {
    var findings: [LintFinding] = []
    if lesson.title.isEmpty {
      findings.append(
        LintFinding(line: 1, message: "the lesson has no title: begin with '# Title'"))
    } else if lesson.summary.isEmpty {
      findings.append(
        LintFinding(line: 1, message: "the lesson has no summary: a paragraph under its title"))
    }
    let known = ProducedNumbers(lesson, transcript)
    for placed in lesson.blocks {
      switch placed.block {
      case .fence(let language, _) where !knownFences.contains(language):
        let shown = language.isEmpty ? "a fence without a language" : "the fence '\(language)'"
        findings.append(
          LintFinding(
            line: placed.line - 1,
            message: "\(shown) is unknown; there are \(knownFences.joined(separator: " and "))"))
      case .heading(_, let text), .paragraph(let text), .item(_, _, let text), .quote(let text):
        for number in ProseNumber.numbers(in: text) where !known.contains(number) {
          findings.append(
            LintFinding(
              line: placed.line,
              message: "no statement of the lesson produces the \(number.text) of the text"))
        }
      default: break
      }
    }
    return findings
  }
}

/// A number in the prose with three or more significant digits.
struct ProseNumber: Equatable {
  let text: String
  let value: Double
  let decimals: Int

  static func numbers(in text: String) -> [ProseNumber] {
    var numbers: [ProseNumber] = []
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      guard isDigit(scalars[index]) else {
        index += 1
        continue
      }
      let start = index
      index = end(of: scalars, from: start)
      let isPartOfName =
        start > 0 && (scalars[start - 1].properties.isAlphabetic || scalars[start - 1] == "_")
      let written = String(String.UnicodeScalarView(scalars[start..<index]))
      if !isPartOfName, let number = ProseNumber(written) { numbers.append(number) }
    }
    return numbers
  }

  /// The end of a number: digits with a point, or with commas between thousands.
  private static func end(of scalars: [Unicode.Scalar], from start: Int) -> Int {
    var index = start
    var hasPoint = false
    while index < scalars.count {
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      if isDigit(scalars[index]) {
        index += 1
      } else if scalars[index] == ".", !hasPoint, isDigit(next) {
        hasPoint = true
        index += 1
      } else if scalars[index] == ",", !hasPoint, isThousand(scalars, index + 1) {
        index += 1
      } else {
        break
      }
    }
    return index
  }

  private static func isThousand(_ scalars: [Unicode.Scalar], _ start: Int) -> Bool {
    start + 3 <= scalars.count && scalars[start..<start + 3].allSatisfy(isDigit)
      && (start + 3 == scalars.count || !isDigit(scalars[start + 3]))
  }

  private init?(_ written: String) {
    let plain = written.filter { $0 != "," }
    let parts = plain.split(separator: ".")
    decimals = parts.count > 1 ? parts[1].utf8.count : 0
    let digits = Array(plain.utf8).filter { $0 != UInt8(ascii: ".") }
    var significant = Array(digits.drop { $0 == UInt8(ascii: "0") })
    if decimals == 0 { while significant.last == UInt8(ascii: "0") { significant.removeLast() } }
    guard significant.count >= 3, let value = Double(plain) else { return nil }
    text = written
    self.value = value
  }
}

private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

/// Every number in the source or the output of a lesson's statements.
private struct ProducedNumbers {
  private var values: [Double] = []

  init(_ lesson: Lesson, _ transcript: Transcript) {
    for case .fence("nn", let text) in lesson.blocks.map({ $0.block }) {
      guard let tokens = try? Scanner.tokens(of: text) else { continue }
      for case .number(let value) in tokens.map({ $0.kind }) { values.append(value) }
    }
    for case .step(let step) in transcript.entries {
      step.forEachNumber { values.append($0.magnitude) }
    }
    values.sort()
  }

  /// Whether some value rounds to the number, ignoring its sign.
  func contains(_ number: ProseNumber) -> Bool {
    let half = 0.5 * (Double("1e-\(number.decimals)") ?? 0) * (1 + 1e-9)
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < number.value - half { low = middle + 1 } else { high = middle }
    }
    return low < values.count && values[low] <= number.value + half
  }
}
