import Foundation

/// A new folder that is removed with the value.
package final class TemporaryFolder {
  package let url: URL

  package init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Stores a file in the folder.
  ///
  /// - Returns: its path.
  package func file(_ name: String, _ contents: Data) throws -> String {
    let file = url.appendingPathComponent(name)
    try contents.write(to: file)
    return file.path
  }
}

extension TemporaryFolder {
  /// Stores a text in the folder.
  package func file(_ name: String, _ text: String) throws -> String {
    try file(name, Data(text.utf8))
  }

  package func text(_ name: String) throws -> String {
    try String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
  }
}
