import Kernels
import TestSupport

/// Each seed gives a test other sizes and other numbers.
let seeds: Range<UInt64> = 0..<8

extension SplitMix64 {
  mutating func size(_ range: ClosedRange<Int> = 1...6) -> Int {
    range.lowerBound + Int(fraction() * Double(range.count))
  }

  /// Numbers of [−3, 3).
  mutating func numbers<S: BinaryFloatingPoint>(_ count: Int, as type: S.Type = S.self) -> [S] {
    (0..<count).map { _ in S(fraction() * 6 - 3) }
  }

  /// A window that fits its image: any stride, and padding where it is asked for.
  mutating func window(maximumPadding: Int = 0) -> Window {
    let (height, width) = (size(3...8), size(3...8))
    return Window(
      height: height, width: width, windowHeight: size(1...3), windowWidth: size(1...3),
      stride: size(1...3), padding: size(0...maximumPadding))
  }
}

/// What a kernel writes into memory of `count` elements.
///
/// They start as NaN, so that one that is left out is seen.
func output<S: Scalar>(
  _ count: Int, startingAs start: S = .nan, _ fill: (UnsafeMutablePointer<S>) -> Void
) -> [S] {
  var out = [S](repeating: start, count: count)
  out.withUnsafeMutableBufferPointer { fill($0.baseAddress!) }
  return out
}
