import Kernels

extension Operation {
  /// 1 where the comparison holds and 0 where it does not; no derivative.
  public static func comparison(_ comparison: Comparison) -> Operation {
    pairwise(
      comparison.rawValue, Compared(comparison: comparison),
      gradient: { _, _ in .nothing }, written: { .comparison(comparison, $0, $1) },
      kink: hasEqualPair)
  }
}

private struct Compared: BinaryFunction {
  let comparison: Comparison

  func callAsFunction<S: Scalar>(_ a: S, _ b: S) -> S { comparison(a, b) }
}
