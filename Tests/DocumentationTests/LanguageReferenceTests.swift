import Foundation
import TestSupport
import Testing

@testable import LessonLanguage

@Suite("The language reference")
struct LanguageReferenceTests {
  private static let document = try! Document("lessons/reference/language.md")

  private func words(_ fence: Document.Fence) -> Set<String> {
    Set(fence.lines.joined(separator: " ").split(separator: " ").map(String.init))
  }

  /// The names of the calls in the first column of the tables below a heading.
  private func calls(below heading: String) -> Set<String> {
    Set(
      Self.document.rows(below: heading).flatMap { $0[0].code }.map {
        String($0.prefix { $0 != "(" })
      })
  }

  @Test("has each function and loss that the language has, and no other")
  func functions() {
    #expect(calls(below: "## Functions").union(calls(below: "## Losses")) == Set(BuiltIn.names))
  }

  @Test("has each setting of each function, with its name")
  func settings() {
    let rows = Self.document.rows(below: "## Functions") + Self.document.rows(below: "## Losses")
    for function in BuiltIn.all {
      let calls = rows.flatMap { $0[0].code }.filter { $0.hasPrefix(function.name + "(") }
      for setting in function.settings {
        #expect(
          calls.contains { $0.contains(setting.name) }, "\(function.name): \(setting.name)")
      }
    }
  }

  @Test("lists the reserved words, and those that begin a statement")
  func words() throws {
    let fences = Self.document.fences.filter { $0.heading == "Lines, names, numbers" }
    let lists = fences.filter { $0.language == "text" }
    try #require(lists.count == 2)
    #expect(words(lists[0]) == Parser.reserved)
    #expect(words(lists[1]) == Parser.statementWords)
  }

  @Test("has a row for each word that begins a statement")
  func statements() {
    let rows = Self.document.rows(below: "## Statements").flatMap { $0[0].code }
    let words = Set(rows.map { String($0.prefix { $0.isLetter }) })
    for word in Parser.statementWords { #expect(words.contains(word), "\(word)") }
  }

  @Test("its programs pass, one after the other")
  func programs() throws {
    let path = Binary.lessons + "/reference/language.md"
    let run = try BinaryRun("check", path)
    #expect(run.output.contains(" checks, 0 failed"), "\(run.output)")
  }

  @Test("each output shown is that of the program before it")
  func examples() throws {
    let folder = try TemporaryFolder()
    var program = ""
    var shown = 0
    for fence in Self.document.fences {
      if fence.language == "nn" { program = fence.text }
      guard fence.language == "text", fence.lines[0].hasPrefix("  ") else { continue }
      _ = try folder.file("mine.nn", program)
      let run = try BinaryRun(words: ["run", "mine.nn"], in: folder.url.path)
      #expect(run.output.contains(fence.text), "line \(fence.line)")
      shown += 1
    }
    #expect(shown >= 2)
  }
}
