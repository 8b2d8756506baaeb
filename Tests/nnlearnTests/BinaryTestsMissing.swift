import Foundation
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: rows with missing values, for a model trained without such rows")
struct BinaryTestsMissing {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  /// 60 rows with two numbers, a word and a class; every tenth has a gap.
  private var rows: [String] {
    (0..<60).map { row in
      let age = row % 20 == 4 ? "" : "\(row % 9)"
      let word = row % 20 == 14 ? "NA" : ["up", "down"][row % 2]
      return "n\(row),\(age),\(row / 7),\(word),\(row % 9 > 4 ? "old" : "young")"
    }
  }

  private func table() throws -> String {
    try folder.file("t.csv", (["id,age,size,way,kind"] + rows).joined(separator: "\n") + "\n")
  }

  private func model(_ words: String...) throws -> String {
    let run = try BinaryRun(
      words: [
        "train", try table(), "--ignore", "id", "--missing", "drop", "--epochs", "3", "-q",
        "--save",
        path("m.safetensors"),
      ] + words)
    #expect(run.status == 0, "\(run.error)")
    return path("m.safetensors")
  }

  private func note(_ count: String) -> String {
    "Note: \(path("t.csv")): \(count) no answer, because features are missing: 3 in 'age' (empty), 3 in 'way' ('NA'); "
      + "the model was trained with --missing drop: fill them in, or train it with --missing mean\n"
  }

  private let gaps = Set((0..<60).filter { $0 % 10 == 4 })

  @Test("predict keeps their places, without an answer, in text, JSON and files")
  func predict() throws {
    let (model, data) = (try model(), try table())
    let run = try BinaryRun("predict", model, data)
    #expect(run.status == 0 && run.error == note("6 of 60 rows have"), "\(run.error)")
    for row in 0..<60 {
      let cells = run.lines[row + 1].split(separator: " ").map(String.init)
      #expect(cells.first == "\(row + 1)" && cells.last == (row % 9 > 4 ? "old" : "young"))
      #expect((cells[1...3] == ["—", "—", "—"]) == gaps.contains(row), "\(cells)")
    }
    let plain = try BinaryRun("predict", model, data, utf8: false)
    #expect(!plain.output.contains("—") && plain.lines[5].contains("  -  "))
    let lines = try BinaryRun("predict", model, data, "--format", "json").json
    #expect(lines.count == 60)
    for (row, line) in lines.enumerated() {
      #expect(line["row"] as? Int == row + 1)
      #expect((line["class"] is NSNull) == gaps.contains(row))
      #expect((line["probabilities"] is NSNull) == gaps.contains(row))
    }
    let saved = try BinaryRun("predict", model, data, "--output", path("p.csv"), "--id", "id")
    #expect(
      saved.status == 0 && saved.output.hasSuffix("saved 60 predictions as \(path("p.csv"))\n"))
    let written = try folder.text("p.csv").split(separator: "\n")
    #expect(written.count == 61 && written[5] == "n4,,," && written[15] == "n14,,,")
    for row in 0..<60 {
      #expect(written[row + 1].hasPrefix("n\(row),"))
      #expect(written[row + 1].hasSuffix(",,") == gaps.contains(row))
    }
  }

  @Test("the score is that of the other rows, which evaluate measures, too")
  func score() throws {
    let (model, data) = (try model(), try table())
    let predicted = try BinaryRun("predict", model, data)
    let evaluated = try BinaryRun("evaluate", model, data)
    let score = try #require(predicted.lines.first { $0.hasPrefix("score") })
    let all = try #require(evaluated.lines.first { $0.hasPrefix("all") })
    #expect(score.split(separator: " ").dropFirst() == all.split(separator: " ").dropFirst())
    #expect(evaluated.error.contains("6 of 60 rows are left out, because features are missing"))
    // The samples that were trained on are known again.
    #expect(predicted.output.contains("of these 60 samples were trained on"), "\(predicted.output)")
    let open = try folder.file("t.csv", "age,size,way\n,1,up\n,2,down\n")
    let none = try BinaryRun("predict", model, open, "--format", "json")
    #expect(none.status == 0 && none.json.allSatisfy { $0["class"] is NSNull })
    #expect(
      none.error.hasPrefix(
        "Note: \(open): 2 of 2 rows have no answer, because features are missing: 2 in 'age' (empty); "
      ))
    let known = try folder.file("t.csv", "age,size,way,kind\n,1,up,old\n")
    let scoreless = try BinaryRun("predict", model, known)
    #expect(scoreless.status == 0 && !scoreless.output.contains("score"))
    #expect(scoreless.error.contains(": 1 of 1 rows has no answer, "), "\(scoreless.error)")
    let unknown = try BinaryRun(
      "predict", model, "-", "--format", "json", input: "age,size,way\n1,1,left\n")
    #expect(unknown.json[0]["class"] is String, "an unknown word is not a missing one")
    #expect(unknown.error.hasSuffix("'left' in row 2\n"), "\(unknown.error)")
  }

  @Test("numbers and codes are empty as well, and a picture leaves them out")
  func numbers() throws {
    let model = try model("--target", "size", "--as", "numbers", "--model", "dense 2 tanh, dense 1")
    let data = try table()
    let lines = try BinaryRun("predict", model, data, "--format", "json").json
    #expect(lines.count == 60)
    for (row, line) in lines.enumerated() {
      #expect((line["values"] is NSNull) == gaps.contains(row))
    }
    let run = try BinaryRun("encode", model, data)
    #expect(run.status == 0 && run.error == note("6 of 60 rows have"))
    #expect(run.lines[5].split(separator: " ").dropLast() == ["5", "—", "—"])
    #expect(run.output.contains("2 numbers for each of 54 samples"), "\(run.output)")
    let codes = try BinaryRun("encode", model, data, "--format", "json").json
    #expect(codes.map { $0["values"] is NSNull } == (0..<60).map { gaps.contains($0) })
    let files = try BinaryRun(
      "encode", model, data, "--output", path("e.csv"), "--plot", path("e.svg"))
    #expect(files.status == 0)
    let written = try folder.text("e.csv").split(separator: "\n")
    #expect(written.count == 61 && written[5].hasPrefix(",,") && !written[6].hasPrefix(","))
    #expect(!(try folder.text("e.svg")).lowercased().contains("nan"))
  }

  @Test("a model trained with the mean answers every row")
  func mean() throws {
    let run = try BinaryRun(
      "train", try table(), "--ignore", "id", "--epochs", "3", "-q", "--save", path("m.safetensors")
    )
    #expect(run.status == 0)
    let lines = try BinaryRun("predict", path("m.safetensors"), table(), "--format", "json").json
    #expect(lines.count == 60 && lines.allSatisfy { $0["class"] is String })
  }
}
