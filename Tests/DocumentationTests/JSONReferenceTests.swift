import Foundation
import TestSupport
import Testing

@Suite("The JSON reference")
struct JSONReferenceTests {
  private static let document = try! Document("lessons/reference/json.md")

  /// The output of a program as JSON lines.
  private func output(of fence: Document.Fence, name: String) throws -> [String] {
    let folder = try TemporaryFolder()
    _ = try folder.file(name, fence.text)
    let words = ["run", name, "--format", "json"]
    return try BinaryRun(words: words, in: folder.url.path).lines
  }

  /// The objects of an example, each as the pieces between the marks `…`, without the line breaks.
  private func objects(_ fence: Document.Fence) -> [[String]] {
    var objects: [String] = []
    for line in fence.lines {
      if line.hasPrefix("{\"schema\"") || objects.isEmpty { objects.append("") }
      objects[objects.count - 1] += line.drop { $0 == " " }
    }
    return objects.map { $0.components(separatedBy: "…") }
  }

  /// Whether a line contains the pieces in order.
  private func has(_ line: String, _ pieces: [String]) -> Bool {
    var rest = line[...]
    for piece in pieces {
      guard let range = rest.range(of: piece) else { return false }
      rest = rest[range.upperBound...]
    }
    return true
  }

  @Test("every example is a line that its program gives")
  func examples() throws {
    let fences = Self.document.fences
    let lesson = try #require(fences.first { $0.language == "markdown" })
    var lines = try output(of: lesson, name: "example.md")
    #expect(lines.count > 20 && !lines.contains { $0.contains("\"kind\":\"error\"") })
    for fence in fences {
      switch fence.language {
      case "text": lines = try output(of: fence, name: "err.nn")
      case "json":
        for object in objects(fence) {
          // The stepper reports positions.
          if let position = object[0].firstMatch(of: /"kind":"position","at":"([0-9.]+)"/) {
            lines += try BinaryRun(
              "lesson", "gradient-descent", "--step", "--format", "json",
              input: "goto \(position.1)\n"
            ).lines
          }
          #expect(lines.contains { has($0, object) }, "line \(fence.line): \(object)")
        }
      default: break
      }
    }
  }

  private static let lessons = try! FileManager.default.contentsOfDirectory(
    atPath: Binary.lessons
  ).filter { $0.hasSuffix(".md") && $0 != "README.md" }.map { String($0.dropLast(3)) }

  @Test(
    "every kind of object of a lesson is in a table, with its members", arguments: lessons)
  func members(lesson: String) throws {
    let tables = Self.document.lines.filter { $0.hasPrefix("|") }.joined()
    let prose = Self.document.lines.joined(separator: " ")
    for object in try BinaryRun("lesson", lesson, "--format", "json").json {
      let kind = object["kind"] as? String ?? ""
      #expect(tables.contains("`\(kind)`"), "the kind \(kind)")
      for member in object.keys {
        #expect(prose.contains("`\(member)`"), "the member \(member) of \(kind)")
      }
    }
  }
}
