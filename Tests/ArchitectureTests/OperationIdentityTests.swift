import Testing

/// An operation holds everything about itself, so that nothing has to ask which one it is.
@Suite("Which operation it is")
struct OperationIdentityTests {
  /// Where objects may be compared by identity.
  private static let allowed = [
    "Sources/Autodiff/Plan/Rewrites", "Sources/Autodiff/Plan/Simplification",
    // What mistakes can be made in an operation.
    "Sources/LessonLanguage/Diagnosis/Form.swift",
    // Functions in a formula, which are not operations, and ingredients, each declared once.
    "Sources/Rendering/Exact/Exactness.swift", "Sources/Learning/Ingredients/Ingredient.swift",
  ]

  /// Comparisons by identity, and of an operation's name.
  private static var comparison: Regex<Substring> {
    let name = #"operation[?!]?\.name"#
    // The pattern is one of the program's.
    return try! Regex(
      #"[!=]==|ObjectIdentifier|\#(name)\s*[!=~]=|[!=~]=\s*\w*\#(name)|(?:switch|contains|case)\b.*\#(name)"#
    ).ignoresCase()
  }

  @Test("is compared only in a plan's rewrites and simplification, and for mistakes in it")
  func comparisons() throws {
    let comparison = Self.comparison
    for file in try SourceFile.all(below: "Sources")
    where !Self.allowed.contains(where: { file.path.hasPrefix($0) }) {
      for (index, line) in file.lines.enumerated() where line.contains(comparison) {
        Issue.record("\(file.path):\(index + 1) compares operations: \(line)")
      }
    }
  }
}
