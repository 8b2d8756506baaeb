import Foundation
import Kernels
import Processor
import TestSupport
import Testing

/// Every table of loops that this processor can run, against plain loops.
@Suite("Vector loops")
struct VectorLoopsTests {
  /// Sizes below, at and above multiples of every register.
  private static let sizes = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 100, 130]

  @Test("the base can always be run, and each table once")
  func tables() {
    let names = Processor.loops.map { $0.name }
    #expect(names.first == VectorLoops.base.name)
    #expect(Set(names).count == names.count)
  }

  /// Floats over the whole range, a prime number apart, and those at its ends.
  private static let wholeRange: [Float] =
    stride(from: UInt32(0), to: 0x7F80_0000, by: 65_521).flatMap { bits in
      [Float(bitPattern: bits), -Float(bitPattern: bits)]
    } + (-1100...1100).map { Float($0) / 10 } + [88.72283, 88.722_84, -87.33, -86.7, -86.5]

  @Test(
    "exp, ln, σ and tanh are within the stated units of the last place of C's, over the whole range",
    arguments: [(ElementwiseFunction.exp, 2.0), (.log, 2.0), (.sigmoid, 4.0), (.tanh, 4.0)])
  func functions(_ function: ElementwiseFunction, _ units: Double) {
    let x = Self.wholeRange
    for loops in Processor.loops {
      let out = loops.run(function, [(x, 1)], x.count)
      for (x, y) in zip(x, out) {
        let exact: Double
        switch function {
        case .exp: exact = Foundation.exp(Double(x))
        case .log: exact = Foundation.log(Double(x))
        case .sigmoid: exact = 1 / (1 + Foundation.exp(-Double(x)))
        default: exact = Foundation.tanh(Double(x))
        }
        if exact.isNaN || exact == -.infinity {
          #expect(exact.isNaN ? y.isNaN : y == -.infinity, "\(loops.name) \(function)(\(x))")
        } else if exact > Double(Float.greatestFiniteMagnitude) {
          #expect(y == .infinity, "\(loops.name) \(function)(\(x))")
        } else if abs(exact) < 2.5e-38 && [.exp, .sigmoid].contains(function) {
          #expect(y >= 0 && y <= 2.6e-38, "\(loops.name) \(function)(\(x))")
        } else {
          let unit = Double(Float(exact).ulp)
          #expect(abs(Double(y) - exact) <= units * unit, "\(loops.name) \(function)(\(x)) = \(y)")
        }
      }
      let ends = loops.run(function, [([.infinity, -.infinity], 1)], 2)
      #expect(ends[0] == ([.exp, .log].contains(function) ? .infinity : 1))
      #expect(function == .log ? ends[1].isNaN : ends[1] == (function == .tanh ? -1 : 0))
      let nans = [.nan, -.nan] + (0..<22).map { Float(bitPattern: 0x7FC0_0000 | 1 << $0) }
      #expect(loops.run(function, [(nans, 1)], nans.count).allSatisfy { $0.isNaN })
    }
  }

  /// Numbers between two powers of four, also where intermediate results could be too small, and special ones.
  @Test("roots are rounded correctly, over the whole range")
  func roots() {
    let significands = stride(from: UInt32(0x3F80_0000), to: 0x4080_0000, by: 331)
      .map { Float(bitPattern: $0) }
    let ends: [Float] = [
      0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, .leastNormalMagnitude, 0x1p-90,
      Float(0x1p-90).nextDown, .greatestFiniteMagnitude, -1,
    ]
    let scaled = [0x1p-126, 0x1p-110, 0x1p-91, 0x1p-40, 0x1p125].map { (scale: Float) in
      significands.map { $0 * scale }
    }
    for x in [significands, Self.wholeRange, ends] + scaled
      + ends.map({ [Float](repeating: $0, count: 16) })
    {
      let exact = x.map { $0.squareRoot() }
      for loops in Processor.loops {
        let roots = loops.run(.sqrt, [(x, 1)], x.count)
        let isExact = zip(roots, exact).allSatisfy {
          $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN)
        }
        #expect(isExact, "\(loops.name)")
      }
    }
  }

  @Test("an element is the same at every position")
  func places() {
    let x = (0..<70).map { Float($0) / 7 - 5.1 }
    for loops in Processor.loops {
      for function in [ElementwiseFunction.exp, .log, .sigmoid, .tanh] {
        let whole = loops.run(function, [(x, 1)], x.count)
        for start in 0..<40 {
          let part = Array(x[start..<start + 21])
          #expect(
            bits(loops.run(function, [(part, 1)], 21))
              == bits(Array(whole[start..<start + 21])))
        }
      }
    }
  }

  @Test("rows agree about their first largest element, with equal ones and NaN", arguments: sizes)
  func agreeing(_ count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    for rows in [1, 7, 8, 16, 33] {
      func drawn() -> [Float] {
        (0..<rows * count).map { _ in
          let drawn = random.size(0...4)
          return drawn == 4 ? .nan : Float(drawn)
        }
      }
      let (a, b) = (drawn(), drawn())
      let expected = agreeingRows(rows: rows, count: count, a, b)
      for loops in Processor.loops {
        #expect(loops.agreeing(rows, count, a, b) == expected, "\(loops.name)")
      }
    }
    #expect(
      agreeingRows(rows: 2, count: 3, [1, 2, 2, .nan, 5, 0], [0, 3, 1, 4, 5, 0] as [Float]) == 1)
  }

  @Test(
    "the sum of some columns of the rows", arguments: [(3, 20, 33), (0, 64, 70), (16, 70, 160)])
  func sumOfColumns(_ first: Int, _ count: Int, _ stride: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let rows = 9
    let x: [Float] = random.numbers(rows * stride)
    let wide = x.map { Double($0) }
    let expected = (first..<first + count).map { j in
      (0..<rows).reduce(0) { $0 + wide[$1 * stride + j] }
    }
    x.withUnsafeBufferPointer { x in
      let start = x.baseAddress! + first
      for loops in Processor.loops {
        let sum = output(count) {
          loops.rowSum(Rows(rows: rows, count: count, start, into: $0), stride)
        }
        for (a, b) in zip(sum, expected) { #expect(abs(Double(a) - b) < 1e-5, "\(loops.name)") }
      }
    }
  }

  @Test("a row with NaN is NaN, and large logits do not overflow")
  func extremes() {
    for loops in Processor.loops {
      let x: [Float] = [1000, 999, -1000, 1, .nan, 2]
      let out: [Float] = output(6) {
        loops.rows(.softmax, Rows(rows: 2, count: 3, x, into: $0))
      }
      #expect(abs(out[0] - 0.731_058_6) < 1e-6 && abs(out[1] - 0.268_941_4) < 1e-6 && out[2] == 0)
      #expect(out[3...].allSatisfy { $0.isNaN })
    }
  }
}
