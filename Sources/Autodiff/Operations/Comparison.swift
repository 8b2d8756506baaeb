extension Operation {
  /// 1 where the comparison holds and 0 where it does not; no derivative.
  package static func comparison(_ comparison: Comparison) -> Operation {
    comparisons[Comparison.allCases.firstIndex(of: comparison)!]
  }

  private static let comparisons = Comparison.allCases.map { comparison in
    combination(
      comparison.rawValue, comparison.function, gradient: { _, _ in .nothing },
      kink: hasEqualPair)
  }

  static let greater = comparison(.greater)
}
