import Kernels
import TestSupport
import Testing

@testable import Autodiff

/// Every function written as a tree: it has the value of the number, and can be worked out to it.
@Suite("Functions as formulas")
struct FunctionFormulaTests {
  private static let numbers: [Double] = [
    0, -0.0, 1, -1, 2, 0.5, 0.01, -0.37, 3.25, 29, 31, 45, -40, 100, -120, 720, -720, 1e-10, 1e-300,
    .infinity, -.infinity, .nan,
  ]

  private static func arguments(_ arity: Int) -> [[Double]] {
    if arity == 1 { return numbers.map { [$0] } }
    if arity == 2 { return numbers.flatMap { a in numbers.map { [a, $0] } } }
    var random = SplitMix64(seed: UInt64(arity))
    return (0..<500).map { _ in
      (0..<arity).map { _ in
        random.fraction() < 0.3
          ? numbers[Int(random.fraction() * Double(numbers.count))] : random.fraction() * 6 - 3
      }
    }
  }

  private static func same(_ a: Double?, _ b: Double) -> Bool {
    guard let a else { return false }
    // What is written as log(1 + x) is computed so.
    return a == b || (a.isNaN && b.isNaN) || abs(a - b) <= 4e-16 * Swift.max(1, abs(b))
  }

  @Test("the tree has the value of the number", arguments: ElementwiseFunction.allCases)
  func values(_ function: ElementwiseFunction) {
    for arguments in Self.arguments(function.arity) {
      let formula = function(arguments.map { Formula.number($0) })
      let value = function(arguments)
      #expect(Self.same(formula.value, value), "\(function)(\(arguments)): \(formula.text)")
    }
  }

  @Test("a name has the value of its definition", arguments: ElementwiseFunction.allCases)
  func names(_ function: ElementwiseFunction) {
    for arguments in Self.arguments(function.arity) {
      let call = Formula.call(function, arguments.map { .number($0) })
      let value = function(arguments)
      #expect(Self.same(call.value, value), "\(function)(\(arguments))")
      let last = call.lines.last
      #expect(Self.same(last?.value, value), "\(function)(\(arguments)) is \(last?.text ?? "")")
    }
  }

  @Test("names stay in the tree", arguments: ElementwiseFunction.allCases)
  func symbols(_ function: ElementwiseFunction) {
    let formula = function((0..<function.arity).map { Formula.name("x\($0)") })
    #expect(formula.hasNames && formula.value == nil)
    for place in 0..<function.arity { #expect(formula.text.contains("x\(place)"), "\(function)") }
  }

  @Test(
    "each element of a row is written with the value of the loop",
    arguments: RowFunction.allCases.filter { !$0.hasBoth })
  func rows(_ function: RowFunction) throws {
    let x = matrix([1, -2, 0.5], [400, 401, 300], [-700, -701, -699])
    let y = matrix([0, 1, 0], [0.25, 0.75, 0], [0, 0, 0])
    let kernel = Kernel(function, [y.shape, x.shape])
    let count = function == .crossEntropy ? 3 : 9
    let operands = [y, x].map { tensor in
      Operation.Operand(tensor: tensor) { .number(tensor[$0]) }
    }
    let out = Tensor(Shape([count])) { out in
      y.withPointer { y in
        x.withPointer { x in
          let inputs = [
            Kernel.Operand(start: y, stride: 1), Kernel.Operand(start: x, stride: 1),
          ]
          inputs.withUnsafeBufferPointer {
            kernel.double(Kernel.Run(count: count, inputs: $0.baseAddress!, out: out))
          }
        }
      }
    }
    for offset in 0..<count {
      let formula = function.element(offset, operands)
      let value = try #require(formula.value)
      #expect(isClose(value, out[offset]), "\(function) \(formula.text)")
    }
  }
}
