extension Double {
  /// The shortest digits, a whole number without a point: as a setting is spelt.
  var short: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
