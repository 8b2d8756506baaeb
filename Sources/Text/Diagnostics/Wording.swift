extension Int {
  /// The number and its noun: 1 label, 2 labels.
  package func counting(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}

extension StringProtocol {
  /// The text between quotes as `quoted`, cut after 40 characters: a file's field may be of any length.
  package var excerpt: String {
    let start = prefix(40)
    return start.endIndex == endIndex ? quoted : "'\(start.escaped)…'"
  }
}
