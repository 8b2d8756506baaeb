import Foundation
import TestSupport
import Testing

@Suite("The guide for contributors names what exists")
struct ContributingTests {
  private static let path = ".github/CONTRIBUTING.md"
  private static let document = try! Document(path)

  /// The paths of all files and folders in the repository's sources, tests and scripts.
  private static let files: [String] = ["Sources", "Tests", ".ci"].flatMap { top in
    let folder = Binary.repository.appendingPathComponent(top)
    let below = FileManager.default.enumerator(atPath: folder.path)!.compactMap { $0 as? String }
    return [top] + below.map { "\(top)/\($0)" }
  }

  /// The names that the sources declare.
  private static let declared: Set<String> = {
    let keywords: Set<Substring> = [
      "struct", "class", "enum", "protocol", "typealias", "extension", "var", "let", "func", "case",
    ]
    var names: Set<String> = []
    for path in files where path.hasSuffix(".swift") {
      let url = Binary.repository.appendingPathComponent(path)
      let text = try! String(contentsOf: url, encoding: .utf8)
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        for (keyword, name) in zip(words, words.dropFirst()) where keywords.contains(keyword) {
          names.insert(String(name.prefix { $0.isLetter || $0.isNumber }))
        }
      }
    }
    return names
  }()

  private static var code: Set<String> {
    Set(document.lines.filter { !$0.hasPrefix("```") }.joined(separator: " ").code)
  }

  @Test("no heading is there twice")
  func headings() {
    let headings = Self.document.lines.filter { $0.hasPrefix("#") }
    #expect(headings.count > 10)
    #expect(Set(headings).count == headings.count)
  }

  @Test("files and folders are where it says")
  func paths() {
    let paths = Self.code.filter {
      $0.hasSuffix(".swift") || $0.hasSuffix(".py") || $0.contains("/") && !$0.contains(" ")
    }.filter { !$0.hasPrefix(".build") }
    #expect(paths.count > 40)
    for path in paths {
      #expect(Self.files.contains { $0 == path || $0.hasSuffix("/" + path) }, "\(path)")
    }
  }

  @Test("types and their members are declared")
  func types() {
    let names = Self.code.filter { name in
      name.first?.isUppercase == true && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "." }
        && !name.hasSuffix(".swift")
    }
    #expect(names.count > 50)
    for name in names where !Self.files.contains(where: { $0.hasSuffix("/" + name) || $0 == name })
    {
      for part in name.split(separator: ".") {
        let isDeclared = Self.declared.contains(String(part))
        #expect(isDeclared, "\(name)")
      }
    }
  }
}
