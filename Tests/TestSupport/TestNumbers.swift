/// Steele, Lea and Flood's SplitMix64: the same seed draws the same numbers on every machine.
package struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A number of [0, 1), from the upper bits, which Float holds exactly too.
  package mutating func fraction() -> Double { Double(next() >> 40) / Double(1 << 24) }

  /// Whole numbers from −4 to 4: sums of their products are exact, in any order, in Float too.
  package mutating func wholeNumbers<S: BinaryFloatingPoint>(_ count: Int, as type: S.Type = S.self)
    -> [S]
  {
    (0..<count).map { _ in S((fraction() * 9).rounded(.down) - 4) }
  }
}

/// Whether two numbers agree to `tolerance`, absolute below 1 and relative above.
///
/// NaN agrees with NaN.
package func isClose<S: BinaryFloatingPoint>(_ a: S, _ b: S, within tolerance: S = 64 * .ulpOfOne)
  -> Bool
{
  if a == b || (a.isNaN && b.isNaN) { return true }
  return abs(a - b) <= tolerance * max(1, abs(a), abs(b))
}

package func isClose<S: BinaryFloatingPoint>(
  _ a: [S], _ b: [S], within tolerance: S = 64 * .ulpOfOne
) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { isClose($0, $1, within: tolerance) }
}
