extension Operation {
  /// 1 where the comparison holds and 0 where it does not; no derivative.
  public static func comparison(_ comparison: Comparison) -> Operation {
    pairwise(
      comparison.rawValue, value: { a, b, shape in .zip(a, b, shape) { comparison($0, $1) } },
      gradient: { _, _ in .nothing }, written: { .comparison(comparison, $0, $1) },
      kink: hasEqualPair)
  }
}
