import Kernels

/// Lets the formulas of functions build trees.
extension Formula: Arithmetic {
  package static func .< (a: Formula, b: Formula) -> Formula { .comparison(.less, a, b) }
  package static func .<= (a: Formula, b: Formula) -> Formula { .comparison(.lessOrEqual, a, b) }
  package static func .> (a: Formula, b: Formula) -> Formula { .comparison(.greater, a, b) }
  package static func .>= (a: Formula, b: Formula) -> Formula { .comparison(.greaterOrEqual, a, b) }
  package static func .== (a: Formula, b: Formula) -> Formula { .comparison(.equal, a, b) }
  package static func .!= (a: Formula, b: Formula) -> Formula { .comparison(.notEqual, a, b) }

  package static func choose(
    _ condition: Formula, _ a: @autoclosure () -> Formula, _ b: @autoclosure () -> Formula
  ) -> Formula {
    .choice(a(), condition: condition, otherwise: b())
  }

  package static func usually(
    _ value: @autoclosure () -> Formula, except exception: @autoclosure () -> Formula,
    where condition: Formula
  ) -> Formula {
    let usual = value()
    guard condition.value == 1, let number = usual.value else { return usual }
    let exception = exception()
    return number == exception.value ? usual : exception
  }

  package static func indicator(_ condition: Formula) -> Formula { condition }
  package static func larger(_ a: Formula, _ b: Formula) -> Formula { .call(.max, [a, b]) }
  package static func smaller(_ a: Formula, _ b: Formula) -> Formula { .call(.min, [a, b]) }
  package static func sign(_ x: Formula) -> Formula { .call(.sign, [x]) }
  package static func magnitude(_ x: Formula) -> Formula { .call(.abs, [x]) }
  package static func squareRoot(_ x: Formula) -> Formula { .call(.sqrt, [x]) }
  package static func exp(_ x: Formula) -> Formula { .call(.exp, [x]) }
  package static func log(_ x: Formula) -> Formula { .call(.log, [x]) }
  package static func log1p(_ x: Formula) -> Formula { .call(.log, [.number(1) + x]) }
  package static func sin(_ x: Formula) -> Formula { .call(.sin, [x]) }
  package static func cos(_ x: Formula) -> Formula { .call(.cos, [x]) }
  package static func tanh(_ x: Formula) -> Formula { .call(.tanh, [x]) }
  package static func squared(_ x: Formula) -> Formula { .power(x, .number(2)) }

  /// A function's name before its arguments.
  static func call(_ function: ElementwiseFunction, _ arguments: [Formula]) -> Formula {
    .call(.of(function), arguments)
  }
}

/// A row of trees whose values are known.
///
/// Where e^x would overflow or vanish, the row's maximum is subtracted first, which changes neither a softmax nor its
/// logarithm.
final class FormulaRow: RowOfNumbers {
  private let x: Operation.Operand
  private let y: Operation.Operand?
  private let row: Range<Int>
  private let shift: Double?
  private var written: [Formula] = []

  /// - Parameter offset: the offset of an element of the row.
  init(_ x: Operation.Operand, _ offset: Int, target: Operation.Operand? = nil) {
    let count = x.shape.sizes[x.shape.rank - 1]
    (self.x, y) = (x, target)
    row = offset / count * count..<(offset / count + 1) * count
    let largest = x.tensor.elements[row].max() ?? 0
    shift = largest > 300 || largest < -300 ? largest : nil
  }

  @inline(never) func x(_ i: Int) -> Formula { x.formula(row.lowerBound + i) }
  @inline(never) func y(_ i: Int) -> Formula { y!.formula(row.lowerBound + i) }
  @inline(never) func out(_ i: Int) -> Formula { written[i] }
  @inline(never) func largest() -> Formula { .number(shift ?? 0) }
  @inline(never) func shifted(_ i: Int, by m: Formula) -> Formula { shift == nil ? x(i) : x(i) - m }

  @inline(never) func sum(_ f: (Int) -> Formula) -> Formula {
    Formula.sum(count: row.count, part: f) { f($0).value ?? .nan }
  }

  @inline(never) func negativeSum(_ f: (Int) -> Formula) -> Formula { -sum(f) }
  @inline(never) func fill(_ f: (Int) -> Formula) {
    written = row.indices.map { f($0 - row.lowerBound) }
  }
}

extension RowFunction {
  /// One element of the result, of inputs x or y and x.
  func element(_ offset: Int, _ inputs: [Operation.Operand]) -> Formula {
    let x = inputs[inputs.count - 1]
    let target = inputs.count == 2 ? inputs[0] : nil
    let size = x.shape.sizes[x.shape.rank - 1]
    let row = FormulaRow(x, self == .crossEntropy ? offset * size : offset, target: target)
    return compute(row) ?? row.out(offset % size)
  }
}
