import Foundation
import Kernels
import Processor
import TestSupport
import Testing

/// Every function of numbers: its value against a plain one, and each loop against the value.
@Suite("Functions")
struct FunctionTests {
  /// Numbers at which functions change their course, and some between them.
  private static let numbers: [Float] = [
    0, -0.0, 1, -1, 2, -2, 0.5, 0.01, -0.37, 3.25, 29.5, 31, -40, 88.7, 120, -120, 1e-10,
    Float(bitPattern: 31),
    3e38, .leastNormalMagnitude, .infinity, -.infinity, .nan,
  ]

  /// Arguments of a function: each of the numbers, or each pair of them, or many drawn ones.
  private static func arguments(_ arity: Int, count: Int = 2000) -> [[Float]] {
    switch arity {
    case 1: return (numbers + numbers.reversed()).map { [$0] }
    case 2: return numbers.flatMap { a in numbers.map { [a, $0] } }
    default:
      var random = SplitMix64(seed: UInt64(arity))
      return (0..<count).map { _ in (0..<arity).map { _ in drawn(&random) } }
    }
  }

  private static func drawn(_ random: inout SplitMix64) -> Float {
    random.fraction() < 0.3
      ? numbers[random.size(0...numbers.count - 1)] : Float(random.fraction() * 6 - 3)
  }

  @Test("the value is that of the plain formula", arguments: ElementwiseFunction.allCases)
  func values(_ function: ElementwiseFunction) {
    for arguments in Self.arguments(function.arity) {
      let x = arguments.map { Double($0) }
      let (value, expected) = (function(x), plain(function, x))
      #expect(
        same(value, expected, within: 4 * .ulpOfOne * max(abs(expected), 1e-300)),
        "\(function)(\(x)) = \(value), not \(expected)")
    }
  }

  @Test(
    "the loop over Double gives the bits of the value, for any strides",
    arguments: ElementwiseFunction.allCases)
  func scalarLoops(_ function: ElementwiseFunction) {
    let loop = function.make(ScalarLoops<Double>()).run
    let columns = Self.columns(function.arity).map { $0.map { Double($0) } }
    let count = columns[0].count
    for strides in Self.strides(function.arity) {
      let out: [Double] = withOperands(Array(zip(columns, strides))) { operands in
        output(count) { loop(Kernel.Run(count: count, inputs: operands, out: $0)) }
      }
      let wrong = (0..<count).first { i in
        let value = function(zip(columns, strides).map { $0[i * $1] })
        return !same(out[i], value, within: 0) || out[i].sign != value.sign && !value.isNaN
      }
      #expect(wrong == nil, "\(function) \(strides)")
    }
  }

  @Test(
    "every vector loop gives the bits of the Float value, or a close value if it uses a polynomial",
    arguments: ElementwiseFunction.allCases)
  func vectorLoops(_ function: ElementwiseFunction) {
    let usesPolynomial = function([Traced](repeating: Traced(), count: function.arity))
      .usesPolynomial
    let all = Self.columns(function.arity)
    for loops in Processor.loops {
      // At, below and above the sizes of registers.
      for count in [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, all[0].count] {
        let columns = all.map { Array($0.suffix(count)) }
        for strides in Self.strides(function.arity) {
          let out = loops.run(function, Array(zip(columns, strides)), count)
          let values = (0..<count).map { i in function(zip(columns, strides).map { $0[i * $1] }) }
          if usesPolynomial {
            let wrong = zip(out, values).first { out, value in
              !same(out, value, within: 6 * (value.isFinite ? value.ulp : 0) + 3e-38)
            }
            #expect(wrong == nil, "\(loops.name) \(function) \(strides)")
          } else {
            #expect(bits(out) == bits(values), "\(loops.name) \(function) \(strides)")
          }
        }
      }
    }
  }

  /// Arguments, place by place.
  private static func columns(_ arity: Int) -> [[Float]] {
    let rows = arguments(arity, count: 90)
    return (0..<arity).map { place in rows.map { $0[place] } }
  }

  /// Every choice of strides of 1 and 0.
  private static func strides(_ arity: Int) -> [[Int]] {
    if arity == 1 { return [[1]] }
    return (0..<1 << arity).map { pattern in (0..<arity).map { pattern >> $0 & 1 } }
  }
}

/// Whether two numbers are the same or close to each other, NaN being the same as NaN.
private func same<S: BinaryFloatingPoint>(_ a: S, _ b: S, within tolerance: S) -> Bool {
  a == b || (a.isNaN && b.isNaN) || abs(a - b) <= tolerance
}

/// The functions once more, on purpose, as C and the textbook have them.
private func plain(_ function: ElementwiseFunction, _ x: [Double]) -> Double {
  func largest(_ a: Double, _ b: Double) -> Double { a.isNaN || b.isNaN ? .nan : max(a, b) }
  func smallest(_ a: Double, _ b: Double) -> Double { a.isNaN || b.isNaN ? .nan : min(a, b) }
  switch function {
  case .exp: return exp(x[0])
  case .log: return log(x[0])
  case .sqrt: return x[0].squareRoot()
  case .sin: return sin(x[0])
  case .cos: return cos(x[0])
  case .tanh: return tanh(x[0])
  case .abs: return abs(x[0])
  case .sign: return x[0].isNaN ? .nan : x[0] == 0 ? 0 : x[0] < 0 ? -1 : 1
  case .negative: return -x[0]
  case .square: return x[0] * x[0]
  case .sigmoid: return x[0] < 0 ? exp(x[0]) / (1 + exp(x[0])) : 1 / (1 + exp(-x[0]))
  case .softplus: return largest(x[0], 0) + log1p(exp(-abs(x[0])))
  case .relu: return largest(0, x[0])
  case .clampedLog: return largest(log(x[0]), -100)
  case .sum: return x[0] + x[1]
  case .difference: return x[0] - x[1]
  case .product: return x[0] * x[1]
  case .quotient: return x[0] / x[1]
  case .power: return pow(x[0], x[1])
  case .max: return largest(x[0], x[1])
  case .min: return smallest(x[0], x[1])
  case .less: return x[0] < x[1] ? 1 : 0
  case .lessOrEqual: return x[0] <= x[1] ? 1 : 0
  case .greater: return x[0] > x[1] ? 1 : 0
  case .greaterOrEqual: return x[0] >= x[1] ? 1 : 0
  case .equal: return x[0] == x[1] ? 1 : 0
  case .notEqual: return x[0] != x[1] ? 1 : 0
  case .leakyRelu: return x[0] > 0 ? x[0] : x[0] * x[1]
  case .productWithLog: return x[0] == 0 ? 0 : x[0] * log(x[1])
  case .quotientOrZero: return x[0] == 0 ? 0 : x[0] / x[1]
  case .productWherePositive: return x[0] * (x[1] > 0 ? 1 : 0)
  case .productWithSigmoidSlope: return x[0] * (x[1] * (1 - x[1]))
  case .productWithTanhSlope: return x[0] * (1 - x[1] * x[1])
  case .choice: return x[0] == 0 ? x[2] : x[1]
  case .sumWithMultiple: return x[0] + x[1] * x[2]
  case .differenceFromMultiple: return x[0] - x[1] * x[2]
  case .quotientByRoot: return x[0] / (x[1].squareRoot() + x[2])
  case .weightedSum: return x[0] * x[1] + x[2] * x[3]
  case .weightedSumWithSquare: return x[0] * x[1] + x[2] * (x[3] * x[3])
  case .differenceFromQuotientByRoot:
    return x[0] - x[1] * x[2] / ((x[3] * x[4]).squareRoot() + x[5])
  }
}
