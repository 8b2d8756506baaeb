/// Data that cannot be used: one sentence without a final period, safe to print, that says what and where.
package struct DataError: Error, Sendable, Equatable {
  package let message: String

  package init(_ message: String) { self.message = message }
}

extension Int {
  /// The number and its noun: 1 label, 2 labels.
  func counting(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}

extension StringProtocol {
  /// The text between quotes as `quoted`, cut after 40 characters: a file's field may be of any length.
  var excerpt: String {
    let start = prefix(40)
    return start.endIndex == endIndex ? quoted : "'\(start.escaped)…'"
  }
}
