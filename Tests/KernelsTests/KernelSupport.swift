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

  /// A window that fits its image, with any stride, and with padding on request.
  mutating func window(maximumPadding: Int = 0) -> Window {
    let (height, width) = (size(3...8), size(3...8))
    return Window(
      height: height, width: width, windowHeight: size(1...3), windowWidth: size(1...3),
      stride: size(1...3), padding: size(0...maximumPadding))
  }
}

/// What a kernel writes into memory of `count` elements.
///
/// They start as NaN, so that a missing one is noticed.
func output<S: Scalar>(
  _ count: Int, startingAs start: S = .nan, _ fill: (UnsafeMutablePointer<S>) -> Void
) -> [S] {
  var out = [S](repeating: start, count: count)
  out.withUnsafeMutableBufferPointer { fill($0.baseAddress!) }
  return out
}

extension VectorLoops {
  /// What an elementwise loop writes, of inputs with strides of 1 or 0.
  func run(
    _ function: ElementwiseFunction, _ inputs: [(values: [Float], stride: Int)], _ count: Int
  ) -> [Float] {
    withOperands(inputs) { operands in
      output(count) { elementwise(function)(operands, $0, count) }
    }
  }
}

/// Points operands at some arrays while `body` runs.
func withOperands<S: Scalar, R>(
  _ inputs: [(values: [S], stride: Int)], _ body: (UnsafePointer<Kernel.Operand<S>>) -> R
) -> R {
  func next(_ operands: [Kernel.Operand<S>]) -> R {
    guard operands.count < inputs.count else { return body(operands) }
    let input = inputs[operands.count]
    return input.values.withUnsafeBufferPointer {
      next(operands + [Kernel.Operand(start: $0.baseAddress!, stride: input.stride)])
    }
  }
  return next([])
}

/// The bits of numbers, those of every NaN being the same.
func bits(_ numbers: [Float]) -> [UInt32] {
  numbers.map { $0.isNaN ? 0x7FC0_0000 : $0.bitPattern }
}
