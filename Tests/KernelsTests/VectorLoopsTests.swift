import Foundation
import Kernels
import Processor
import TestSupport
import Testing

/// Every table of loops that this processor can run, against plain loops.
@Suite("Vector loops")
struct VectorLoopsTests {
  /// Sizes below, at and beside multiples of every register.
  private static let sizes = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 100, 130]

  @Test("the base can always be run, and each table once")
  func tables() {
    let names = Processor.loops.map { $0.name }
    #expect(names.first == VectorLoops.base.name)
    #expect(Set(names).count == names.count)
  }

  private static let unary: [(VectorFunction, @Sendable (Float) -> Float)] = [
    (.squareRoot, { $0.squareRoot() }), (.square, { $0 * $0 }), (.negative, { -$0 }),
    (.magnitude, { abs($0) }), (.rectifier, { larger(0, $0) }),
  ]

  private static let binary: [(VectorFunction, @Sendable (Float, Float) -> Float)] = [
    (.sum, { $0 + $1 }), (.difference, { $0 - $1 }), (.product, { $0 * $1 }),
    (.quotient, { $0 / $1 }), (.larger, { larger($0, $1) }), (.smaller, { smaller($0, $1) }),
    (.less, { $0 < $1 ? 1 : 0 }), (.lessOrEqual, { $0 <= $1 ? 1 : 0 }),
    (.greater, { $0 > $1 ? 1 : 0 }), (.greaterOrEqual, { $0 >= $1 ? 1 : 0 }),
    (.productWherePositive, { $0 * ($1 > 0 ? 1 : 0) }), (.equal, { $0 == $1 ? 1 : 0 }),
    (.notEqual, { $0 != $1 ? 1 : 0 }),
  ]

  /// Those of three or more numbers.
  private static let longer: [(VectorFunction, Int, @Sendable ([Float]) -> Float)] = [
    (.sumWithMultiple, 3, { $0[0] + $0[1] * $0[2] }),
    (.differenceFromMultiple, 3, { $0[0] - $0[1] * $0[2] }),
    (.weightedSum, 4, { $0[0] * $0[1] + $0[2] * $0[3] }),
    (.weightedSumWithSquare, 4, { $0[0] * $0[1] + $0[2] * ($0[3] * $0[3]) }),
    (.quotientByRoot, 3, { $0[0] / ($0[1].squareRoot() + $0[2]) }),
    (
      .differenceFromQuotientByRoot, 6,
      { $0[0] - $0[1] * $0[2] / (($0[3] * $0[4]).squareRoot() + $0[5]) }
    ),
  ]

  /// Numbers among which every case of a comparison occurs.
  private static func numbers(_ count: Int, _ random: inout SplitMix64) -> [Float] {
    let special: [Float] = [0, -0.0, 1, -1, .infinity, -.infinity, .nan, .leastNormalMagnitude]
    return (0..<count).map { _ in
      random.fraction() < 0.3
        ? special[random.size(0...special.count - 1)] : Float(random.fraction() * 6 - 3)
    }
  }

  private static func run(
    _ loops: VectorLoops, _ function: VectorFunction, _ inputs: [(values: [Float], stride: Int)],
    _ count: Int
  ) -> [Float] {
    output(count) { out in
      var operands: [Kernel.Operand<Float>] = []
      func next(_ position: Int) {
        guard position < inputs.count else {
          return loops.elementwise(function)(operands, out, count)
        }
        inputs[position].values.withUnsafeBufferPointer {
          operands.append(Kernel.Operand(start: $0.baseAddress!, stride: inputs[position].stride))
          next(position + 1)
        }
      }
      next(0)
    }
  }

  private static func bits(_ numbers: [Float]) -> [UInt32] {
    numbers.map { $0.isNaN ? 0x7FC0_0000 : $0.bitPattern }
  }

  @Test("arithmetic and comparisons give the bits of one number after the other", arguments: sizes)
  func elementwise(_ count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let (a, b) = (Self.numbers(count, &random), Self.numbers(count, &random))
    for loops in Processor.loops {
      for (function, f) in Self.unary {
        let out = Self.run(loops, function, [(a, 1)], count)
        #expect(Self.bits(out) == Self.bits(a.map(f)), "\(loops.name) \(function)")
      }
      for (function, f) in Self.binary {
        for (left, right) in [(1, 1), (1, 0), (0, 1), (0, 0)] {
          let out = Self.run(loops, function, [(a, left), (b, right)], count)
          let expected = (0..<count).map { f(a[$0 * left], b[$0 * right]) }
          #expect(
            Self.bits(out) == Self.bits(expected), "\(loops.name) \(function) \(left) \(right)")
        }
      }
    }
  }

  @Test("several operations in one give the bits of one after the other", arguments: sizes)
  func combinations(_ count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let inputs = (0..<6).map { _ in Self.numbers(count, &random) }
    for loops in Processor.loops {
      for (function, arity, f) in Self.longer {
        for pattern in 0..<1 << arity {
          let strides = (0..<arity).map { pattern >> $0 & 1 }
          let operands = (0..<arity).map { (inputs[$0], strides[$0]) }
          let out = Self.run(loops, function, operands, count)
          let expected = (0..<count).map { i in f((0..<arity).map { inputs[$0][i * strides[$0]] }) }
          #expect(
            Self.bits(out) == Self.bits(expected), "\(loops.name) \(function) \(strides)")
        }
      }
    }
  }

  /// Float after Float over the whole range, a prime number apart, and what lies at the ends.
  private static let wholeRange: [Float] =
    stride(from: UInt32(0), to: 0x7F80_0000, by: 65_521).flatMap { bits in
      [Float(bitPattern: bits), -Float(bitPattern: bits)]
    } + (-1100...1100).map { Float($0) / 10 } + [88.72283, 88.722_84, -87.33, -86.7, -86.5]

  @Test(
    "exp, ln, σ and tanh are within the stated units of the last place of C's, over the whole range",
    arguments: [(VectorFunction.exp, 2.0), (.log, 2.0), (.sigmoid, 4.0), (.tanh, 4.0)])
  func functions(_ function: VectorFunction, _ units: Double) {
    let x = Self.wholeRange
    for loops in Processor.loops {
      let out = Self.run(loops, function, [(x, 1)], x.count)
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
      let ends = Self.run(loops, function, [([.nan, .infinity, -.infinity], 1)], 3)
      #expect(ends[0].isNaN)
      #expect(ends[1] == ([.exp, .log].contains(function) ? .infinity : 1))
      #expect(function == .log ? ends[2].isNaN : ends[2] == (function == .tanh ? -1 : 0))
    }
  }

  @Test("an element is the same wherever it lies")
  func places() {
    let x = (0..<70).map { Float($0) / 7 - 5.1 }
    for loops in Processor.loops {
      for function in [VectorFunction.exp, .log, .sigmoid, .tanh] {
        let whole = Self.run(loops, function, [(x, 1)], x.count)
        for start in 0..<40 {
          let part = Array(x[start..<start + 21])
          #expect(
            Self.bits(Self.run(loops, function, [(part, 1)], 21))
              == Self.bits(Array(whole[start..<start + 21])))
        }
      }
    }
  }

  @Test("rows: softmax, cross-entropy and sums", arguments: sizes)
  func rows(_ count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let rows = random.size(1...40)
    let x: [Float] = random.numbers(rows * count)
    let y: [Float] = (0..<rows * count).map { $0 % count == $0 / count ? 1 : 0 }
    func close(_ a: [Float], _ b: [Double], _ name: String) {
      #expect(a.count == b.count)
      for (a, b) in zip(a, b) { #expect(abs(Double(a) - b) <= 4e-6 * max(1, abs(b)), "\(name)") }
    }
    let (wide, target) = (x.map { Double($0) }, y.map { Double($0) })
    let softmax: [Double] = output(x.count) {
      softmaxRows(rows: rows, count: count, wide, into: $0)
    }
    let difference: [Double] = output(x.count) {
      softmaxDifferenceRows(rows: rows, count: count, target: target, logits: wide, into: $0)
    }
    let loss: [Double] = output(rows) {
      crossEntropyRows(rows: rows, count: count, target: target, logits: wide, into: $0)
    }
    let sum: [Double] = output(count) {
      addedRows(rows: rows, count: count, wide, stride: count, into: $0)
    }
    let agreeing = agreeingRows(rows: rows, count: count, wide, target)
    for loops in Processor.loops {
      close(
        output(x.count) {
          loops.softmax(VectorLoops.Rows(rows: rows, count: count, x, into: $0))
        }, softmax, loops.name)
      close(
        output(x.count) {
          loops.softmaxDifference(VectorLoops.Rows(rows: rows, count: count, x, into: $0), y)
        }, difference, loops.name)
      close(
        output(rows) {
          loops.crossEntropy(VectorLoops.Rows(rows: rows, count: count, x, into: $0), y)
        }, loss, loops.name)
      close(
        output(count) {
          loops.rowSum(VectorLoops.Rows(rows: rows, count: count, x, into: $0), count)
        }, sum, loops.name)
      #expect(loops.agreeing(rows, count, x, y) == agreeing, "\(loops.name)")
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
          loops.rowSum(VectorLoops.Rows(rows: rows, count: count, start, into: $0), stride)
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
        loops.softmax(VectorLoops.Rows(rows: 2, count: 3, x, into: $0))
      }
      #expect(abs(out[0] - 0.731_058_6) < 1e-6 && abs(out[1] - 0.268_941_4) < 1e-6 && out[2] == 0)
      #expect(out[3...].allSatisfy { $0.isNaN })
    }
  }
}
