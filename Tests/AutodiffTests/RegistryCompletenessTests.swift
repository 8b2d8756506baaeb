import Foundation
import Testing

@testable import Autodiff

@Suite("The registry is complete")
struct RegistryCompletenessTests {
  private static let sources = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/Autodiff")

  /// Every operation that a file of `Operations` declares, as a caller writes it: `exp`, `sum(to:`.
  ///
  /// `Shaping.swift` has helpers for making operations.
  private static func declaredOperations() throws -> [String] {
    let folder = sources.appending(path: "Operations")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try files.sorted().filter { $0 != "Shaping.swift" }.flatMap { file in
      let source = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      let constants = source.matches(of: /(?m)^  (?:package |public )?static let (\w+): Operation/)
      let functions = source.matches(
        of: /(?m)^  (?:package |public )?static func (\w+)\(\s*(\w+)[^{]*-> Operation\b/)
      return constants.map { String($0.1) }
        + functions.map { "\($0.1)(" + ($0.2 == "_" ? "" : "\($0.2):") }
    }
  }

  @Test("each operation that a file of Operations declares is listed")
  func everyOperationIsListed() throws {
    let registry = try String(
      contentsOf: Self.sources.appending(path: "OperationRegistry.swift"), encoding: .utf8)
    let declared = try Self.declaredOperations()
    #expect(declared.count > 40, "the declarations are found")
    for operation in declared {
      #expect(
        try registry.contains(Regex("\\b" + NSRegularExpression.escapedPattern(for: operation))),
        "\(operation) is missing from Operation.registry")
    }
  }

  @Test("each comparison is listed")
  func everyComparisonIsListed() {
    let names = Set(Operation.registry.map { $0.operation.name })
    #expect(names.isSuperset(of: Comparison.allCases.map { $0.rawValue }))
  }

  @Test("each operation has an example, and the examples fit its shape rule")
  func everyOperationHasAnExample() throws {
    for entry in Operation.registry {
      #expect(!entry.shapes.isEmpty, "\(entry.operation.name)")
      for shapes in entry.shapes { _ = try entry.operation.shape(shapes) }
    }
  }
}
