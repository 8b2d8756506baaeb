import Autodiff
import Text

/// Finds the mistakes that give a reader's number.
///
/// The more mistakes are tried, the more numbers are explained by chance. Mistakes are therefore tried in order of their cost,
/// and the search ends when those so far give more than a few per cent of all numbers with the given number of digits. Of four
/// digits there are 9,000 numbers in each decade, and many mistakes can be told apart; of two there are 90, and only the most
/// plausible ones are tried.
struct Matching {
  let given: GivenValue

  /// The share of all numbers that mistakes may explain by chance.
  private static let chance = 0.04
  /// The digits with which a number counts that is exactly the value of a mistake, as 0.25 is: such values are short.
  private static let digitsOfExact = 4
  /// The fewest digits, in each element, that two mistakes explain together, and that rounding on the way explains.
  private static let fewestOfPair = 3
  private static let fewestOfRounding = 2

  /// The positions of the mistakes that give the number, in order.
  func positions(_ slips: [Slip], _ values: [Tensor?]) -> [Int] {
    let digits = given.significantDigits
    // 0 is found if it is exact, but it is too common for two mistakes.
    let each = given.value.elements.contains(0) ? 0 : digits / max(1, given.value.count)
    let limit = Self.limit(digits)
    let limitOfExact = max(limit, Self.limit(Self.digitsOfExact))
    var seen: Set<Int64> = []
    var seenExactly: Set<Int64> = []
    var found: [Int] = []
    for (position, value) in values.enumerated() {
      guard let value, value.shape == given.value.shape else { continue }
      count(value, digits, &seen)
      count(value, max(digits, Self.digitsOfExact), &seenExactly)
      if slips[position].second != nil, each < Self.fewestOfPair { continue }
      if slips[position].rounding != nil, each < Self.fewestOfRounding { continue }
      if given.rounds(from: value), Double(seen.count) <= limit {
        found.append(position)
      } else if given.equals(value), Double(seenExactly.count) <= limitOfExact {
        found.append(position)
      }
      if Double(seenExactly.count) > limitOfExact { break }
    }
    return found
  }

  private static func limit(_ digits: Int) -> Double {
    digits >= 9 ? .infinity : chance * 9 * (Double("1e\(digits - 1)") ?? 0)
  }

  /// Notes a value that numbers of the given size can round to.
  private func count(_ value: Tensor, _ digits: Int, _ seen: inout Set<Int64>) {
    guard let number = value.number, let given = given.value.number, given != 0, digits <= 15,
      number.isFinite, (number < 0) == (given < 0)
    else { return }
    let point = DecimalNumber(given).point
    let scaled = (abs(number) / Literal.unit(digits - point)).rounded()
    guard scaled < Literal.unit(-digits), scaled >= Literal.unit(1 - digits) else { return }
    seen.insert(Int64(scaled))
  }
}
