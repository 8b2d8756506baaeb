/// The functions of a row of numbers x, or of a row and its target y: one case and one formula each.
public enum RowFunction: CaseIterable, Sendable {
  /// softmax(x)_i = e^(x_i − m) / Σ_j e^(x_j − m), m = max x.
  case softmax
  /// ln softmax(x)_i = x_i − m − ln Σ_j e^(x_j − m).
  case logSoftmax
  /// softmax(x)_i · Σ_j y_j − y_i
  case softmaxDifference
  /// −Σ_i y_i · ln softmax(x)_i; a term with y = 0 is 0.
  case crossEntropy
  /// Cross-entropy as the row's number, and `softmaxDifference`, its gradient, as the row.
  case crossEntropyWithDifference

  /// Computes a row.
  /// - Returns: the number for the row, if there is one.
  @inlinable @inline(__always)
  public func compute<R: RowOfNumbers>(_ row: R) -> R.Number? {
    let m = row.largest()
    switch self {
    case .softmax: softmax(row, m)
    case .softmaxDifference:
      difference(row, exponentials(row, m))
    case .logSoftmax:
      let logarithm = logarithm(row, m)
      row.fill { row.shifted($0, by: m) - logarithm }
    case .crossEntropy:
      return crossEntropy(row, m, logarithm(row, m))
    case .crossEntropyWithDifference:
      let total = exponentials(row, m)
      let number = crossEntropy(row, m, .log(total))
      difference(row, total)
      return number
    }
    return nil
  }

  /// Whether a row is filled, and there is a number for it as well.
  @inlinable public var hasBoth: Bool { self == .crossEntropyWithDifference }

  @inlinable @inline(__always)
  func softmax<R: RowOfNumbers>(_ row: R, _ m: R.Number) {
    let total = exponentials(row, m)
    row.fill { row.out($0) / total }
  }

  /// Fills a row with e^(x_i − m), and returns their sum.
  @inlinable @inline(__always)
  func exponentials<R: RowOfNumbers>(_ row: R, _ m: R.Number) -> R.Number {
    row.fill { .exp(row.shifted($0, by: m)) }
    return row.sum(row.out)
  }

  /// Replaces the exponentials, whose sum is `total`, with the softmax difference.
  @inlinable @inline(__always)
  func difference<R: RowOfNumbers>(_ row: R, _ total: R.Number) {
    let mass = row.sum(row.y)
    row.fill { row.out($0) / total * mass - row.y($0) }
  }

  @inlinable @inline(__always)
  func crossEntropy<R: RowOfNumbers>(_ row: R, _ m: R.Number, _ logarithm: R.Number) -> R.Number {
    row.negativeSum {
      .usually(
        row.y($0) * (row.shifted($0, by: m) - logarithm), except: .number(0),
        where: row.y($0) .== .number(0))
    }
  }

  /// ln Σ_j e^(x_j − m)
  @inlinable @inline(__always)
  func logarithm<R: RowOfNumbers>(_ row: R, _ m: R.Number) -> R.Number {
    .log(row.sum { .exp(row.shifted($0, by: m)) })
  }
}

/// A row to which a formula is applied: number by number, register by register, several rows side by side in the lanes, or as
/// trees.
///
/// The closures of `sum` and `fill` take positions. A register may extend beyond the row: there x is −∞, y and the result
/// are 0, and a term of a sum must be 0.
public protocol RowOfNumbers {
  associatedtype Number: Arithmetic

  func x(_ i: Int) -> Number
  func y(_ i: Int) -> Number
  /// The result at i, after `fill`.
  func out(_ i: Int) -> Number
  /// max x; NaN if an element is NaN.
  func largest() -> Number
  /// x_i − m
  func shifted(_ i: Int, by m: Number) -> Number
  /// Σ f(i)
  func sum(_ f: (Int) -> Number) -> Number
  /// −Σ f(i)
  func negativeSum(_ f: (Int) -> Number) -> Number
  /// out_i ← f(i); f reads x only at i.
  func fill(_ f: (Int) -> Number)
}

extension RowOfNumbers {
  @inlinable @inline(__always)
  public func shifted(_ i: Int, by m: Number) -> Number { x(i) - m }

  /// Negates the terms rather than the sum, so that an empty sum is 0, not −0.
  @inlinable @inline(__always)
  public func negativeSum(_ f: (Int) -> Number) -> Number { sum { -f($0) } }
}

/// Consecutive rows in memory, their result, and a target of the same shape.
public struct Rows<S> {
  public let rows: Int
  public let count: Int
  public let x: UnsafePointer<S>
  public let target: UnsafePointer<S>?
  /// The rows that a function fills, or its numbers; may be the memory of x, except for a function that has both.
  public let out: UnsafeMutablePointer<S>
  /// The numbers of a function that has both.
  public let numbers: UnsafeMutablePointer<S>?

  @inlinable public init(
    rows: Int, count: Int, _ x: UnsafePointer<S>, target: UnsafePointer<S>? = nil,
    into out: UnsafeMutablePointer<S>, numbers: UnsafeMutablePointer<S>? = nil
  ) {
    (self.rows, self.count, self.x, self.target) = (rows, count, x, target)
    (self.out, self.numbers) = (out, numbers)
  }
}

/// A row that is processed number by number; sums are in ascending order.
public struct ScalarRow<Number: ArithmeticScalar>: RowOfNumbers {
  @usableFromInline let rows: Rows<Number>
  @usableFromInline let start: Int

  @inlinable public init(_ rows: Rows<Number>, _ row: Int) {
    (self.rows, start) = (rows, row * rows.count)
  }

  @inlinable public func x(_ i: Int) -> Number { rows.x[start + i] }
  @inlinable public func y(_ i: Int) -> Number { rows.target.unsafelyUnwrapped[start + i] }
  @inlinable public func out(_ i: Int) -> Number { rows.out[start + i] }
  @inlinable public func largest() -> Number { maximum(count: rows.count, rows.x + start) }

  @inlinable @inline(__always) public func sum(_ f: (Int) -> Number) -> Number {
    Number.total(rows.count, f)
  }

  @inlinable @inline(__always) public func fill(_ f: (Int) -> Number) {
    for i in 0..<rows.count { rows.out[start + i] = f(i) }
  }
}

extension Rows where S: ArithmeticScalar {
  /// Computes each row, number by number.
  @inlinable public func compute(_ function: RowFunction) {
    for r in 0..<rows {
      if let number = function.compute(ScalarRow(self, r)) { (numbers ?? out)[r] = number }
    }
  }
}

extension Rows where S == Float {
  /// Computes each row with the vector loop.
  public func computeByVectors(_ function: RowFunction) {
    VectorLoops.chosen().pointee.rows(function, self)
  }
}

extension Arithmetic {
  /// f(0) + f(1) + …, in this order.
  @inlinable @inline(__always)
  static func total(_ count: Int, _ f: (Int) -> Self) -> Self {
    var total = number(0)
    for i in 0..<count { total = total + f(i) }
    return total
  }
}
