import Foundation
import TestSupport
import Testing

@Suite("The built program: comparing histories")
struct BinaryTestsCompareHistories {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ words: String...) throws -> BinaryRun {
    try BinaryRun(words: words, in: folder.url.path)
  }

  private func train(_ words: String...) throws {
    let run = try BinaryRun(words: ["train"] + words + ["--quiet"], in: folder.url.path)
    #expect(run.status == 0 && run.error == "")
  }

  /// Whether two numbers are the same up to the rounding of the reader of JSON.
  private func isSame(_ value: Any?, _ other: Double?) -> Bool {
    guard let value = value as? Double, let other else { return false }
    return abs(value - other) <= 1e-14 * abs(other)
  }

  @Test("epochs, the best validation loss and where, and the last values, from both formats")
  func figures() throws {
    try train("iris", "--epochs", "30", "--rate", "0.1", "--history", "a.csv")
    try train("iris", "--epochs", "12", "--rate", "0.01", "--history", "b.jsonl")
    let compared = try run("compare", "a.csv", "b.jsonl", "--format", "json")
    #expect(compared.status == 0 && compared.json.count == 3)

    // The figures come from the files.
    let rows = try folder.text("a.csv").split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let losses = rows.map { Double($0[6]) ?? .nan }
    let best = try #require(losses.min())
    let a = compared.json[0]
    #expect(a["epochs"] as? Int == 30 && isSame(a["best_validation_loss"], best))
    #expect(a["best_epoch"] as? Int == (losses.firstIndex(of: best) ?? 0) + 1)
    #expect(isSame(a["last_validation_loss"], losses.last))
    #expect(isSame(a["last_validation_accuracy"], Double(rows[29][7])))
    #expect(isSame(a["last_loss"], Double(rows[29][3])))
    #expect(isSame(a["last_accuracy"], Double(rows[29][4])))

    let lines = BinaryRun(output: try folder.text("b.jsonl")).json
    let own = lines.compactMap { $0["validation_loss"] as? Double }
    let lowest = try #require(own.min())
    let b = compared.json[1]
    #expect(b["epochs"] as? Int == 12 && isSame(b["best_validation_loss"], lowest))
    #expect(isSame(b["last_loss"], lines.last?["loss"] as? Double))
    let higher = try #require(compared.json[2]["best_higher_by"] as? Double)
    #expect(abs(higher - (lowest - best)) < 1e-12)
  }

  @Test("the text has a column for each, a picture of both curves, and what cannot be known")
  func text() throws {
    try train("iris", "--epochs", "30", "--rate", "0.1", "--history", "a.csv")
    try train("iris", "--epochs", "12", "--rate", "0.01", "--history", "b.jsonl")
    for width in ["80", "120"] {
      let text = try run("compare", "a.csv", "b.jsonl", "--width", width)
      let rows = text.lines.map { $0.split(separator: " ").map(String.init) }
      #expect(rows[0] == ["a.csv", "b.jsonl"] && rows[1] == ["epochs", "30", "12"])
      #expect(rows[2].prefix(3) == ["best", "validation", "loss"])
      #expect(text.lines.contains("validation loss"))
      #expect(text.lines.contains { $0.contains("┤") } && text.output.contains("⠤"))
      #expect(text.lines.allSatisfy { $0.count <= Int(width) ?? 0 })
      #expect(text.output.unwrapped.contains("higher than that of a.csv."))
      #expect(text.output.unwrapped.contains("which histories do not say."))
    }
    let long = String(repeating: "long", count: 12) + ".csv"
    _ = try folder.file(long, folder.text("a.csv"))
    let numbered = try run("compare", long, "b.jsonl", "--width", "60").lines
    #expect(numbered[0] == "1  \(long)" && numbered[1] == "2  b.jsonl" && numbered[2] == "")
    #expect(numbered[3].split(separator: " ") == ["1", "2"])
  }

  @Test("without a validation part the training losses are drawn")
  func training() throws {
    try train("xor", "--epochs", "30", "--history", "a.csv")
    try train("xor", "--epochs", "30", "--seed", "1", "--history", "b.jsonl")
    let text = try run("compare", "a.csv", "b.jsonl")
    #expect(text.status == 0 && text.lines.contains("training loss"))
    #expect(!text.output.contains("best validation loss"))
    let json = try run("compare", "a.csv", "b.jsonl", "--format", "json").json
    #expect(json[0]["best_validation_loss"] is NSNull && json[2]["best_higher_by"] is NSNull)
  }

  @Test("files of different kinds, in any order, and options about samples are refused")
  func refused() throws {
    try train("iris", "--epochs", "2", "--history", "h.csv", "--save", "m")
    try train("iris", "--epochs", "2", "--history", "i.jsonl")
    _ = try run("tune", "iris", "--try", "rate = 1, 2", "--epochs", "1", "--experiments", "e")
    func message(_ words: String...) throws -> String {
      let run = try BinaryRun(words: ["compare"] + words, in: folder.url.path)
      #expect(run.status == 64 && run.output == "")
      return run.error
    }
    let like = ": compare like with like\n"
    #expect(
      try message("h.csv", "m")
        == "Error: 'h.csv' is the history of a run, and 'm' is a model\(like)")
    #expect(
      try message("m", "m", "i.jsonl")
        == "Error: 'm' is a model, and 'i.jsonl' is the history of a run\(like)")
    #expect(
      try message("e", "i.jsonl")
        == "Error: 'e' has results of experiments, and 'i.jsonl' is the history of a run\(like)")
    for option in [["--data", "iris"], ["--part", "test"], ["--seed", "3"]] {
      let run = try BinaryRun(words: ["compare", "h.csv", "i.jsonl"] + option, in: folder.url.path)
      #expect(
        run.error
          == "Error: \(option[0]) is for models, which are measured; histories have their results\n"
      )
    }
    #expect(
      try message("e", "e", "--part", "test")
        == "Error: --part is for models, which are measured; experiments have their results\n")
  }

  @Test(
    "a damaged history is refused by its line",
    arguments: [
      ("2,8,0.1,0.5,,,0.4,", "2,8,0.1,0.5,,,0.4", "line 3: a row has 8 fields, and this one 7"),
      ("2,8,0.1,0.5,", "2,8,0.1,x,", "line 3: the field 'loss' is a number, not 'x'"),
      ("2,8,0.1,0.5,", "2,8,0.1,,", "line 3: the field 'loss' has no number"),
      ("2,8,", "3,8,", "line 3: epoch 3 follows epoch 1"),
      ("2,8,", "2.5,8,", "line 3: the fields 'epoch' and 'steps' are whole numbers"),
      (
        "validation_loss", "val_loss",
        "line 1: this is not the header of a history, "
          + "'epoch,steps,rate,loss,accuracy,penalty,validation_loss,validation_accuracy'"
      ),
      ("1,4,0.1,0.9,,,0.7,\n2,8,0.1,0.5,,,0.4,\n", "", "the history has no epoch"),
    ])
  func damaged(old: String, new: String, message: String) throws {
    let text =
      "epoch,steps,rate,loss,accuracy,penalty,validation_loss,validation_accuracy\n"
      + "1,4,0.1,0.9,,,0.7,\n2,8,0.1,0.5,,,0.4,\n"
    _ = try folder.file("a.csv", text)
    #expect(try run("compare", "a.csv", "a.csv").status == 0)
    _ = try folder.file("b.csv", text.replacing(old, with: new))
    let refused = try run("compare", "a.csv", "b.csv")
    #expect(refused.status == 65 && refused.error == "Error: b.csv: \(message)\n")
  }

  @Test("a damaged object is refused by its line")
  func damagedObject() throws {
    try train("iris", "--epochs", "2", "--history", "a.jsonl")
    let text = try folder.text("a.jsonl")
    _ = try folder.file("b.jsonl", text.replacing("\"loss\"", with: "\"lost\""))
    #expect(
      try run("compare", "a.jsonl", "b.jsonl").error
        == "Error: b.jsonl: line 1: the field 'loss' has no number\n")
    _ = try folder.file("b.jsonl", String(text.dropLast(9)))
    #expect(
      try run("compare", "a.jsonl", "b.jsonl").error
        .hasPrefix("Error: b.jsonl: line 2: not valid JSON at byte "))
  }
}
