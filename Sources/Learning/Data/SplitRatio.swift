import Text

/// The shares of the training, validation and test parts.
package struct SplitRatio: Sendable, Equatable, CustomStringConvertible {
  /// Three shares that sum to 1; all but the first may be 0.
  package let shares: [Double]
  /// The shares as written: `70/15/15`.
  package let description: String

  package static let standard = SplitRatio([70, 15, 15])
  /// The standard one for a validation part if other data are for the test.
  package static let withoutTest = SplitRatio([85, 15, 0])
  /// Every sample for training.
  package static let allToTrain = SplitRatio([100, 0, 0])

  private init(_ numbers: [Double]) {
    description = numbers.map { $0.shortest }.joined(separator: "/")
    let sum = numbers.reduce(0) { $0 + $1 }
    shares = (numbers.count == 2 ? [numbers[0], 0, numbers[1]] : numbers).map { $0 / sum }
  }

  /// Reads `70/15/15`, training, validation and test, or `80/20`, training and test; `100/0/0` trains on everything.
  ///
  /// Only proportions matter: `7/2/1` and `70/20/10` are the same.
  package init(_ text: String) throws(Diagnostic) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3 else {
      throw Diagnostic(
        "a split is two or three numbers, such as 80/20 or 70/15/15, not \(text.excerpt)")
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

  /// The number of samples in each part, by the largest-remainder method: the integer parts of count · share, plus the
  /// remaining samples in order of the largest fractions, earlier parts first.
  package func sizes(_ count: Int) -> [Int] {
    let (floors, fractions) = ideal(count)
    var sizes = floors
    let order = shares.indices.sorted { (fractions[$0], -$0) > (fractions[$1], -$1) }
    for part in order.prefix(count - floors.reduce(0) { $0 + $1 }) { sizes[part] += 1 }
    return sizes
  }

  /// The integer part and the fraction of count · share; a fraction that is only a rounding error is 0.
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
