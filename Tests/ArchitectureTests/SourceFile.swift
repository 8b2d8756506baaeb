import Foundation

/// A Swift file of the package.
struct SourceFile {
  /// Below the repository: "Sources/Autodiff/Graph.swift".
  let path: String
  let lines: [String]

  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The files below a folder of the repository; links to other files are left out.
  static func all(below folder: String) throws -> [SourceFile] {
    let root = repository.appendingPathComponent(folder)
    return try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".swift") }
      .map { root.appendingPathComponent($0) }
      .filter {
        try FileManager.default.attributesOfItem(atPath: $0.path)[.type] as? FileAttributeType
          == .typeRegular
      }
      .map { url in
        SourceFile(
          path: String(url.path.dropFirst(repository.path.count + 1)),
          lines: try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n"))
      }
  }

  /// The target that the file belongs to, or the folder of tests.
  var target: String { String(path.split(separator: "/")[1]) }

  var name: String { String(path.split(separator: "/").last!) }

  /// The modules that the file imports, without the parts of a module.
  var imports: [String] {
    lines.compactMap { line in
      line.firstMatch(of: /^\s*(?:@testable )?import (\w+)/).map { String($0.1) }
    }
  }

  /// The names of the types at the top level that other files may use.
  var sharedTypes: [String] {
    types(/^(?:(?:package|public|final|indirect) )*(?:struct|enum|class|protocol) (\w+)/)
  }

  /// The names of the types at the top level that are private to the file.
  var privateTypes: [String] {
    types(/^(?:file)?private (?:final |indirect )?(?:struct|enum|class|protocol) (\w+)/)
  }

  private func types(_ declaration: Regex<(Substring, Substring)>) -> [String] {
    lines.compactMap { line in line.firstMatch(of: declaration).map { String($0.1) } }
  }
}
