import Foundation
import TestSupport
import Testing

@testable import nnlearn

/// A lesson of the built program, with its steps as `list` names them.
struct SteppedLesson {
  let name: String
  private(set) var texts: [String] = []

  init(_ name: String) throws {
    self.name = name
    let list = try #require(try step(["list"], "--format", "json").json.first)
    let steps = try #require(list["steps"] as? [[String: Any]])
    texts = steps.map { ($0["text"] as? String) ?? "" }
  }

  var count: Int { texts.count }

  /// The number of the first step whose text begins as given.
  func number(of start: String) throws -> Int {
    try #require(texts.firstIndex { $0.hasPrefix(start) }, "no step \(start)") + 1
  }

  func number(ofQuestion question: String) throws -> Int {
    try number(of: "ask \"\(question)\"")
  }

  /// Steps through the lesson by lines from a pipe.
  func step(_ lines: [String], _ options: String...) throws -> BinaryRun {
    try BinaryRun(
      words: ["lesson", name, "--step"] + options,
      input: Data(lines.map { $0 + "\n" }.joined().utf8))
  }

  /// The commands that show all of it after a step, as JSON.
  func walk(from first: Int = 0) -> [String] {
    texts.dropFirst(first).flatMap { $0.hasPrefix("ask \"") ? ["next", "answer"] : ["next"] }
  }
}
