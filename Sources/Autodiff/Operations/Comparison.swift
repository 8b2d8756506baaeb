import Kernels

extension Operation {
  /// 1 where the comparison holds and 0 where it does not; no derivative.
  package static func comparison(_ comparison: Comparison) -> Operation {
    comparisons[Comparison.allCases.firstIndex(of: comparison)!]
  }

  private static let comparisons = Comparison.allCases.map { comparison in
    pairwise(
      comparison.rawValue, Kernel(Compared(comparison: comparison)),
      gradient: { _, _ in .nothing }, written: { .comparison(comparison, $0, $1) },
      kink: hasEqualPair)
  }

  static let greater = comparison(.greater)
}

struct Compared: BinaryFunction {
  let comparison: Comparison

  var vectorized: VectorFunction? {
    switch comparison {
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .equal: .equal
    case .notEqual: .notEqual
    }
  }

  func callAsFunction<S: Scalar>(_ a: S, _ b: S) -> S {
    switch comparison {
    case .less: a < b ? 1 : 0
    case .lessOrEqual: a <= b ? 1 : 0
    case .greater: a > b ? 1 : 0
    case .greaterOrEqual: a >= b ? 1 : 0
    case .equal: a == b ? 1 : 0
    case .notEqual: a != b ? 1 : 0
    }
  }
}
