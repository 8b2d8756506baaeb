import Foundation
import Text

@testable import WebModule

/// A page without a browser, which keeps the HTML of the visible steps.
struct TestPage {
  private var session = PageSession()
  private(set) var steps: [Int: String] = [:]
  private(set) var last = JSON.object([])

  init(_ files: [String: String] = [:]) {
    for (name, text) in files { keep(name, Array(text.utf8)) }
  }

  mutating func keep(_ name: String, _ bytes: [UInt8]) {
    ask([("do", .string("keep")), ("name", .string(name))], file: bytes)
  }

  @discardableResult
  mutating func ask(_ members: [JSON.Member], file: [UInt8] = []) -> JSON {
    last = session.answer(Array((JSON.object(members).text + "\n").utf8) + file)
    if last["title"] != nil { steps = [:] }
    for step in last["steps"]?.items ?? [] {
      steps[step["step"]!.whole!] = step["html"]!.string!
    }
    if let count = last["step"]?.whole { steps = steps.filter { $0.key <= count } }
    return last
  }

  @discardableResult
  mutating func open(_ name: String, at place: String = "") -> JSON {
    ask([("do", .string("open")), ("name", .string(name)), ("place", .string(place))])
  }

  static func text(ofDataSet name: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let file = root.appendingPathComponent("../../Sources/nnlearn/BuiltInData/\(name).csv")
    return try String(contentsOf: file, encoding: .utf8)
  }

  mutating func keep(dataSet name: String) throws {
    keep("\(name).csv", Array(try Self.text(ofDataSet: name).utf8))
  }

  mutating func say(_ words: String...) {
    for words in words { ask([("do", .string("say")), ("text", .string(words))]) }
  }

  /// The text of a step, without markup.
  func text(_ step: Int) -> String { Self.text(steps[step] ?? "") }

  var notes: String { Self.text(last["notes"]?.string ?? "") }
  var place: String { last["place"]?.string ?? "" }

  private static func text(_ html: String) -> String {
    html.replacing(#/<[^>]*>/#, with: " ").replacing("&#39;", with: "'").replacing(
      #/ +/#, with: " ")
  }
}
