import Autodiff
import Learning
import LessonLanguage
import Text

/// Writes the result of a check.
package struct CheckText {
  private let check: Check
  private let style: Style

  package init(_ check: Check, _ style: Style) {
    self.check = check
    self.style = style
  }

  /// "w is 1.1348, expected 1.1384"
  package var sentence: String {
    switch check.result {
    case .holds: "\(subject) is \(expected)"
    case .differs(let value) where !check.counts:
      "\(subject) is \(distinct(value)); the lesson expects \(expected)"
    case .differs(let value): "\(subject) is \(distinct(value)), expected \(expected)"
    case .didNotFail: "\(subject) has a value, expected \(expected)"
    case .failedOtherwise(let message):
      "\(subject) fails with \"\(message.escaped)\", expected \(expected)"
    case .missing(let value):
      "\(subject) is \(text(value, decimals: 4)), and nothing follows '#=>'; 'nnlearn check --accept' writes it"
    case .mistakeIsRight: "the mistake \(subject) is right"
    case .gradientsDisagree: "a gradient of \(subject) disagrees with the central difference"
    }
  }

  private var subject: String {
    FormulaText(style: style, book: NumberBook(NumberFormat(decimals: 4, unicode: style.unicode)))
      .text(check.subject)
  }

  private var expected: String { check.expected.escaped }

  /// The value as printed elsewhere, with more digits if it would look like the expected one.
  private func distinct(_ value: Tensor) -> String {
    let written = check.literal.map { $0.numbers.map { $0.decimals }.max() ?? 0 } ?? 9
    for extra in 0...8 {
      let text = text(value, decimals: max(4, written) + extra)
      if text != check.expected { return text }
    }
    return text(value, decimals: 15)
  }

  private func text(_ value: Tensor, decimals: Int) -> String {
    let format = NumberFormat(decimals: min(decimals, 15), unicode: style.unicode)
    func text(_ sizes: ArraySlice<Int>, _ start: Int) -> String {
      guard let count = sizes.first else { return format.print(value[start]).text }
      let rest = sizes.dropFirst()
      let stride = rest.reduce(1, *)
      let shown = (0..<min(count, Working.fewElements)).map { text(rest, start + $0 * stride) }
      return "[" + (shown + (count > shown.count ? [style.ellipsis] : [])).joined(separator: ", ")
        + "]"
    }
    return text(value.shape.sizes[...], 0)
  }

  /// A value as a literal of the language, each number with its decimals; the last number of decimals applies to the rest.
  package static func literal(_ value: Tensor, decimals: [Int]) -> String {
    var position = 0
    func text(_ sizes: ArraySlice<Int>) -> String {
      guard let count = sizes.first else {
        let wanted = decimals[min(position, decimals.count - 1)]
        position += 1
        return number(value[position - 1], decimals: wanted)
      }
      return "[" + (0..<count).map { _ in text(sizes.dropFirst()) }.joined(separator: ", ") + "]"
    }
    return text(value.shape.sizes[...])
  }

  private static func number(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    let number = DecimalNumber(value)
    let isSmall = !number.digits.isEmpty && number.point <= -4 && decimals > 8
    if isSmall || number.point > 15 {
      let short = number.rounded(toSignificant: max(3, number.point + decimals))
      let (mantissa, power) = short.scientific(significant: 1)
      return (value < 0 ? "-" : "") + "\(mantissa)e\(power)"
    }
    let short = number.rounded(toDecimals: decimals)
    return (value < 0 && !short.digits.isEmpty ? "-" : "") + short.plain(decimals: decimals)
  }
}
