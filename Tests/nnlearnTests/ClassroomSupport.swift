import Foundation
import TestSupport
import Testing

/// A folder with a class, in which the program is run as a teacher would.
struct Classroom {
  let folder: TemporaryFolder

  init(names: String = "name\nAda Lovelace\n\"O'Neil, \"\"Z\"\" <b>\"\nGrace Hopper\n") throws {
    folder = try TemporaryFolder()
    _ = try folder.file("names.csv", names)
  }

  func run(_ words: String...) throws -> BinaryRun {
    try BinaryRun(words: words, in: folder.url.path)
  }

  /// Makes the sheets of the class.
  @discardableResult
  func makeSheets(_ more: String..., lesson: String = "one-neuron") throws -> BinaryRun {
    try BinaryRun(
      words: ["worksheet", lesson, "--class", "names.csv", "--seed", "7"] + more,
      in: folder.url.path)
  }

  func addFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent(name), withIntermediateDirectories: false)
  }

  func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appendingPathComponent(path).path
    ).sorted()
  }

  /// The rows of the key by their columns.
  func key() throws -> [[String: String]] {
    let rows = try folder.text("sheets/key.csv").split(separator: "\n").map { fields(String($0)) }
    return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
  }

  /// The fields of a line of comma-separated values (RFC 4180).
  private func fields(_ line: String) -> [String] {
    var fields = [""]
    var isQuoted = false
    for part in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
      if part.offset > 0 {
        if !isQuoted, !fields[fields.count - 1].isEmpty { fields[fields.count - 1] += "\"" }
        isQuoted.toggle()
      }
      if isQuoted {
        fields[fields.count - 1] += part.element
      } else {
        let pieces = part.element.split(separator: ",", omittingEmptySubsequences: false)
        guard let first = pieces.first else { continue }
        fields[fields.count - 1] += first
        fields += pieces.dropFirst().map(String.init)
      }
    }
    return fields
  }
}
