import Foundation
import TestSupport

/// A Markdown file of the repository: its text, fences and tables.
struct Document {
  struct Fence {
    let language: String
    let lines: [String]
    /// The line of its opening mark, from 1.
    let line: Int
    /// The heading above it.
    let heading: String

    var text: String { lines.map { $0 + "\n" }.joined() }
  }

  let lines: [String]
  private(set) var fences: [Fence] = []

  init(_ path: String) throws {
    let url = Binary.repository.appendingPathComponent(path)
    lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
    var heading = ""
    var index = 0
    while index < lines.count {
      let line = lines[index]
      if line.hasPrefix("```") {
        let mark = String(line.prefix { $0 == "`" })
        let end = lines[(index + 1)...].firstIndex(of: mark)!
        fences.append(
          Fence(
            language: String(line.dropFirst(mark.count)), lines: Array(lines[index + 1..<end]),
            line: index + 1, heading: heading))
        index = end
      } else if line.hasPrefix("#") {
        heading = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)
      }
      index += 1
    }
  }

  /// The cells of the tables below a heading, down to the next heading of any level, without their header rows.
  func rows(below heading: String) -> [[String]] {
    guard let start = lines.firstIndex(of: heading) else { return [] }
    let section = lines[(start + 1)...].prefix { !$0.hasPrefix("#") }
    var rows: [[String]] = []
    for (before, line) in zip(section, section.dropFirst())
    where line.hasPrefix("| ") && before.hasPrefix("|") {
      rows.append(line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) })
    }
    return rows
  }
}

extension StringProtocol {
  /// The text between backquotes.
  var code: [String] {
    split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}

/// Whether lines match an example, in which `…` as a line or at the end of one marks an omission.
func matches(_ lines: ArraySlice<String>, _ example: ArraySlice<String>) -> Bool {
  guard let first = example.first else { return lines.isEmpty }
  let rest = example.dropFirst()
  if first == "…" {
    return lines.indices.contains { matches(lines[$0...], rest) } || matches([], rest)
  }
  guard let line = lines.first else { return false }
  let isSame = first.hasSuffix("…") ? line.hasPrefix(first.dropLast()) : line == first
  return isSame && matches(lines.dropFirst(), rest)
}
