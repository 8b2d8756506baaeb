import Text

/// How data are divided: shares of the training, validation and test part.
package struct SplitRatio: Sendable, Equatable, CustomStringConvertible {
  /// Three shares that sum to 1; all but the first may be 0.
  package let shares: [Double]
  /// The shares as they are written: `70/15/15`.
  package let description: String

  package static let standard = SplitRatio([70, 15, 15])
  /// Everything to train, and nothing to measure by.
  package static let allToTrain = SplitRatio([100, 0, 0])

  private init(_ numbers: [Double]) {
    description = numbers.map { $0.shortest }.joined(separator: "/")
    let sum = numbers.reduce(0) { $0 + $1 }
    shares = (numbers.count == 2 ? [numbers[0], 0, numbers[1]] : numbers).map { $0 / sum }
  }

  /// Reads `70/15/15`, training, validation and test, or `80/20`, training and test; `100/0/0` trains on everything.
  ///
  /// They are divided by their sum, so that `7/2/1` and `70/20/10` are the same.
  package init(_ text: String) throws(Diagnostic) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3 else {
      throw Diagnostic(
        "a split is two or three numbers, as 80/20 or 70/15/15, and this is \(text.excerpt)")
    }
    var numbers: [Double] = []
    for part in parts {
      let bytes = Array(part)
      guard case .number(let number) = SpelledNumber(bytes, 0..<bytes.count), number >= 0,
        number <= 1e9
      else {
        throw Diagnostic(
          "the parts of a split are numbers, 0 or more, and \(String(decoding: bytes, as: UTF8.self).excerpt) "
            + "is not one")
      }
      numbers.append(number)
    }
    guard numbers[0] > 0 else {
      throw Diagnostic(
        "the first part of a split is trained on and cannot be 0, as in \(text.excerpt)")
    }
    self.init(numbers)
  }

  /// How many of `count` samples each part gets, by largest remainder: the whole parts of count · share, and what is left over
  /// to the largest fractions, the earlier part first.
  func sizes(_ count: Int) -> [Int] {
    let (floors, fractions) = ideal(count)
    var sizes = floors
    let order = shares.indices.sorted { (fractions[$0], -$0) > (fractions[$1], -$1) }
    for part in order.prefix(count - floors.reduce(0) { $0 + $1 }) { sizes[part] += 1 }
    return sizes
  }

  /// count · share as whole part and fraction, which is 0 where only rounding makes it another whole number.
  func ideal(_ count: Int) -> (floors: [Int], fractions: [Double]) {
    var floors: [Int] = []
    var fractions: [Double] = []
    for share in shares {
      let exact = Double(count) * share
      let nearest = exact.rounded(.toNearestOrEven)
      let isWhole = abs(exact - nearest) < 1e-9 * max(1, exact)
      let floor = isWhole ? nearest : exact.rounded(.down)
      floors.append(Int(floor))
      fractions.append(isWhole ? 0 : exact - floor)
    }
    return (floors, fractions)
  }
}
