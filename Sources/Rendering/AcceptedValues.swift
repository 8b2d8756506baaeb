import Autodiff
import LessonLanguage
import Text

/// Writes computed values after `#=>`.
package enum AcceptedValues {
  /// Returns the text with the value of each failed or missing inline check in place of the expected one, and the number of
  /// values written. Each number keeps its number of decimals.
  package static func text(_ source: SourceText, _ checks: [Check]) -> (text: String, count: Int) {
    var lines = source.lines.map { Array($0.unicodeScalars) }
    var written: Set<Int> = []
    for check in checks.reversed() where check.isInline {
      guard let replacement = replacement(check), !written.contains(check.place.line) else {
        continue
      }
      let index = check.place.line - 1
      guard let marker = marker(in: lines[index]) else { continue }
      lines[index] = Array(lines[index][..<marker]) + Array("#=> \(replacement)".unicodeScalars)
      written.insert(check.place.line)
    }
    let text = lines.map { line in
      var view = String.UnicodeScalarView()
      for scalar in line { view.append(scalar) }
      return String(view)
    }
    return (text.joined(separator: "\n"), written.count)
  }

  private static func replacement(_ check: Check) -> String? {
    switch check.result {
    case .differs(let value):
      guard let literal = check.literal else { return nil }
      let decimals = literal.numbers.map { max($0.decimals, 0) }
      let fits = literal.numbers.count == value.count
      return CheckText.literal(value, decimals: fits ? decimals : [decimals.max() ?? 4])
    case .missing(let value): return CheckText.literal(value, decimals: [6])
    default: return nil
    }
  }

  /// The position of the last `#=>` in the line.
  private static func marker(in line: [Unicode.Scalar]) -> Int? {
    let mark: [Unicode.Scalar] = ["#", "=", ">"]
    guard line.count >= 3 else { return nil }
    return (0...line.count - 3).reversed().first { Array(line[$0..<$0 + 3]) == mark }
  }
}
