extension Double {
  /// The fewest digits that read back as the same number, a whole number without a point: `0.1`, `3`, `1e-07`.
  package var shortest: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
