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
  /// The largest number of mistakes that are named, and by how much each may cost more than the first.
  private static let mostNamed = 4
  private static let range = 1.5

  /// The positions of the mistakes that give the number, in order.
  func positions(in values: [Tensor?]) -> [Int] {
    let digits = given.significantDigits ?? 15
    let limit = Self.limit(digits)
    let limitOfExact = max(limit, Self.limit(Self.digitsOfExact))
    var seen: Set<Int64> = []
    var seenExactly: Set<Int64> = []
    var found: [Int] = []
    for (position, value) in values.enumerated() {
      guard let value, value.shape == given.value.shape else { continue }
      count(value, digits, &seen)
      count(value, max(digits, Self.digitsOfExact), &seenExactly)
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

  /// The positions of the mistakes to name: no more than a few, which are about equally plausible. Of those with the same
  /// value, one is enough of each kind on the way to the given numbers, and one of each place; and a part of the working is
  /// what leaving out the rest gives.
  static func named(_ positions: [Int], _ slips: [Slip], _ values: [Tensor?]) -> [Int] {
    var named: [Int] = []
    for position in positions where named.count < mostNamed {
      let slip = slips[position]
      // Two mistakes are named only if a single one does not give the number.
      if slip.second != nil, let first = named.first, slips[first].second == nil { break }
      if let first = named.first, slip.cost > slips[first].cost + range { break }
      let isKnown = named.contains { other in
        isSame(values[other], values[position])
          && (isBehind(slip, slips[other]) || slip.isPart
            || isAlso(slip, slips[other]))
      }
      if !isKnown { named.append(position) }
    }
    return named
  }

  /// Whether a mistake is one of the same kind in a line further back.
  private static func isBehind(_ slip: Slip, _ other: Slip) -> Bool {
    slip.kind == other.kind && slip.cost >= other.cost + 1
  }

  /// Whether a mistake in one place is seen as one of two kinds, as a correction is a factor too.
  private static func isAlso(_ slip: Slip, _ other: Slip) -> Bool {
    !slip.edits.isEmpty && slip.kind != other.kind
      && Set(slip.edits.keys) == Set(other.edits.keys)
  }

  private static func isSame(_ a: Tensor?, _ b: Tensor?) -> Bool {
    guard let a, let b else { return false }
    return zip(a.elements, b.elements).allSatisfy { abs($0 - $1) <= 1e-12 * abs($0) }
  }
}
