import Foundation
import Testing

/// An operation says all about itself, so that nothing has to ask which one it is.
@Suite("Which operation it is")
struct OperationIdentityTests {
  /// Where objects are compared by identity, and the reason.
  private static let allowed = [
    "Autodiff/Plan/Rewrites", "Autodiff/Plan/Simplification",
    // Functions of a formula, which are no operations.
    "Rendering/Exact/Exactness.swift",
  ]

  /// Comparisons by identity, and of an operation's name.
  private static var comparison: Regex<Substring> {
    #/[!=]==|ObjectIdentifier|operation[?!]?\.name\s*[!=~]=|[!=~]=\s*\w*operation[?!]?\.name|contains\([^)]*operation[?!]?\.name|switch\s+[\w.\[\]?!]*operation[?!]?\.name/#
      .ignoresCase()
  }

  @Test("is asked in a plan's rewrites and simplification alone")
  func comparisons() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
      .filter { $0.hasSuffix(".swift") }
    #expect(files.count > 300, "the sources are found")
    for file in files where !Self.allowed.contains(where: { file.hasPrefix($0) }) {
      let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      where line.contains(Self.comparison) {
        Issue.record("\(file):\(number + 1) compares operations: \(line)")
      }
    }
  }
}
