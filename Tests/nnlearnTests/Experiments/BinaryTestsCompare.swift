import Foundation
import TestSupport
import Testing

@Suite("The built program: comparing")
struct BinaryTestsCompare {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ words: String...) throws -> BinaryRun {
    try BinaryRun(words: words, in: folder.url.path)
  }

  @Test("two classifiers: what differs, and the samples that only one gets right")
  func classes() throws {
    _ = try run("train", "iris", "--quiet", "--epochs", "20", "--save", "a")
    _ = try run("train", "iris", "--quiet", "--epochs", "3", "--rate", "0.1", "--save", "b")
    let compared = try run("compare", "a", "b", "--data", "iris", "--format", "json")
    let differing = compared.json.filter { $0["same"] as? Bool == false }
    #expect(differing.compactMap { $0["name"] as? String }.sorted() == ["epochs", "optimizer"])

    // The counts come from the predictions of each by itself.
    func isRight(_ model: String) throws -> [Bool] {
      try run("predict", model, "iris", "--format", "json").json.map {
        $0["class"] as? String == $0["target"] as? String
      }
    }
    let (a, b) = try (isRight("a"), isRight("b"))
    let pairs = try #require(compared.json.last)
    func count(_ first: Bool, _ second: Bool) -> Int {
      zip(a, b).filter { $0 == first && $1 == second }.count
    }
    #expect(pairs["both_right"] as? Int == count(true, true))
    #expect(pairs["only_first"] as? Int == count(true, false))
    #expect(pairs["only_second"] as? Int == count(false, true))
    #expect(pairs["both_wrong"] as? Int == count(false, false))
    #expect(a.count == 150 && a != b)

    let text = try run("compare", "a", "b", "--data", "iris", "--part", "validation")
    #expect(text.output.contains("on the same 23 samples"))
    #expect(text.output.contains("McNemar's exact test"))
    #expect(!text.output.contains("was trained on"))
    #expect(
      try run("compare", "a", "b", "--data", "iris").output.contains("a was trained on 105 of them")
    )
  }

  @Test("two models of numbers: the difference of the squared errors with its standard error")
  func numbers() throws {
    _ = try run("train", "homes", "--quiet", "--epochs", "20", "--save", "a")
    _ = try run("train", "homes", "--quiet", "--epochs", "2", "--save", "b")
    let compared = try run("compare", "a", "b", "--data", "homes", "--format", "json")
    func mse(_ model: String) throws -> Double {
      let measured = try run("evaluate", model, "homes", "--format", "json")
      return try #require(measured.json[0]["mse"] as? Double)
    }
    let expected = try mse("b") - mse("a")
    let found = try #require(compared.json.last?["squared_error_higher_by"] as? Double)
    #expect(abs(found - expected) < 1e-9 * abs(expected))
    #expect(compared.json.last?["standard_error"] is Double)
  }

  @Test("experiments: the best combinations, and the runs with the same settings and seeds")
  func experiments() throws {
    let call = ["tune", "iris", "--try", "rate = 0.1, 0.01", "--epochs", "5"]
    _ = try BinaryRun(words: call + ["--experiments", "a.jsonl"], in: folder.url.path)
    _ = try BinaryRun(
      words: call + ["--batch", "8", "--experiments", "b.jsonl"], in: folder.url.path)
    let compared = try run("compare", "a.jsonl", "b.jsonl", "--format", "json")
    func losses(_ name: String) throws -> [String: Double] {
      var losses: [String: Double] = [:]
      for run in BinaryRun(output: try folder.text(name)).json.dropFirst() {
        losses["\(run["settings"] ?? "") \(run["seed"] ?? "")"] = run["validation_loss"] as? Double
      }
      return losses
    }
    let (a, b) = try (losses("a.jsonl"), losses("b.jsonl"))
    let mean = a.keys.map { b[$0]! - a[$0]! }.reduce(0, +) / 6
    let last = try #require(compared.json.last)
    #expect(last["alike"] as? Int == 6)
    #expect(abs(try #require(last["alike_worse_by"] as? Double) - mean) < 1e-12)
    let text = try run("compare", "a.jsonl", "b.jsonl").output.unwrapped
    #expect(text.contains("a.jsonl: iris --epochs 5; 2 combinations with 3 seeds"))
    #expect(text.contains("6 runs of b.jsonl have the settings and seed of one of a.jsonl"))
  }

  @Test("what cannot be compared is refused")
  func refused() throws {
    _ = try run("train", "iris", "--quiet", "--epochs", "1", "--save", "a")
    _ = try run("train", "iris", "--quiet", "--epochs", "1", "--seed", "1", "--save", "b")
    _ = try run("train", "homes", "--quiet", "--epochs", "1", "--save", "c")
    _ = try run("tune", "iris", "--try", "rate = 1, 2", "--epochs", "1", "--experiments", "d")
    _ = try run("tune", "moons", "--try", "rate = 1, 2", "--epochs", "1", "--experiments", "e")
    let rows = (0..<40).map { "\($0),\($0 % 7).5,\($0 % 5).5\n" }.joined()
    _ = try folder.file("two.csv", "x,y,z\n" + rows)
    _ = try folder.file("bare.csv", "sepal_length,sepal_width,petal_length,petal_width\n1,2,3,4\n")
    _ = try folder.file("junk", "hello\n")
    for target in ["y", "z"] {
      _ = try run(
        "train", "two.csv", "--features", "x", "--target", target, "--quiet", "--epochs", "1",
        "--save", target)
    }
    func message(_ words: String...) throws -> String {
      let run = try BinaryRun(words: ["compare"] + words, in: folder.url.path)
      #expect(run.status != 0 && run.output == "")
      return run.error.split(separator: "\n").first.map(String.init) ?? ""
    }
    #expect(
      try message("a") == "Error: There is nothing to compare: name two files or more")
    #expect(
      try message("a", "b", "--data", "iris", "--part", "test")
        == "Error: 'b' and 'a' cannot be compared on these data: their parts are different samples")
    #expect(
      try message("y", "z", "--data", "two.csv")
        == "Error: 'z' and 'y' cannot be compared on these data: they predict different targets")
    #expect(
      try message("a", "c", "--data", "iris") == "Error: iris: the data have no feature 'area'")
    #expect(
      try message("a", "b", "--data", "bare.csv")
        == "Error: 'bare.csv' has no target to compare with")
    #expect(
      try message("a", "b", "--data", "-")
        == "Error: Each model reads the data: save them as a file")
    #expect(
      try message("a", "d")
        == "Error: 'a' is a model, and 'd' has results of experiments: compare like with like")
    #expect(
      try message("d", "b")
        == "Error: 'd' has results of experiments, and 'b' is a model: compare like with like")
    #expect(try message("d", "e") == "Error: 'e' is of other data than 'd': 'moons', not 'iris'")
    #expect(
      try message("d", "d", "--data", "iris")
        == "Error: --data is for models, which are measured; experiments have their results")
    #expect(try message("a", "b", "--part", "test") == "Error: --part is about samples: add --data")
    #expect(try message("a", "b", "--seed", "4") == "Error: --seed is about samples: add --data")
    #expect(try message("a", "nowhere") == "Error: There is no file 'nowhere'")
    #expect(try message("a", "junk").hasPrefix("Error: junk: a safetensors file begins with"))
  }
}
