import Foundation
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: seeds, splits and other test data")
struct BinaryTestsTestData {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  private let header = "petal_width,petal_length,sepal_width,sepal_length,species\n"

  @Test("the split has a seed of its own, which a model remembers")
  func splitSeed() throws {
    func run(_ seeds: String...) throws -> [[String: Any]] {
      try BinaryRun(
        words: [
          "train", "moons", "--epochs", "2", "--test", "--format", "json", "--save", path("m"),
        ]
          + seeds
      ).json
    }
    let usual = try run("--seed", "5")
    let same = try run("--seed", "5", "--split-seed", "5")
    let other = try run("--seed", "6", "--split-seed", "5")
    #expect(usual[1]["loss"] as? Double == same[1]["loss"] as? Double)
    #expect(usual[1]["loss"] as? Double != other[1]["loss"] as? Double)
    // Data, which are generated, and parts are those of the split's seed.
    for part in ["training", "validation", "test"] {
      let measured = try BinaryRun(
        "evaluate", path("m"), "moons", "--part", part, "--format", "json"
      ).json[0]
      #expect(measured["samples"] as? Int == other[0][part] as? Int)
      if part != "training" {
        #expect(measured["loss"] as? Double == other[3][part + "_loss"] as? Double)
      }
    }
    #expect(other[0]["seed"] as? String == "6" && other[0]["split_seed"] as? String == "5")
  }

  @Test("all samples to train on, or a validation part without a test part")
  func splits() throws {
    let all = try BinaryRun(
      "train", "iris", "--epochs", "2", "--split", "100/0/0", "--format", "json"
    ).json
    #expect(all[0]["training"] as? Int == 150 && all[3]["part"] == nil)
    #expect(all[3]["kept_epoch"] as? Int == 2)
    let two = try BinaryRun(
      "train", "iris", "--epochs", "2", "--split", "80/20/0", "--format", "json"
    ).json
    #expect(two[0]["training"] as? Int == 120 && two[0]["validation"] as? Int == 30)
    #expect(two[0]["test"] as? Int == 0 && two[3]["part"] as? String == "validation")
    let text = try BinaryRun("train", "iris", "--epochs", "2", "--split", "80/20/0")
    #expect(!text.output.contains("not looked at"))
    let none = try BinaryRun("train", "iris", "--split", "80/20/0", "--test")
    #expect(none.error == "Error: --test evaluates the test part, and this split has none\n")
  }

  @Test("other data are evaluated at the end, in the order of the model's columns and classes")
  func other() throws {
    let held = try folder.file(
      "held.csv", header + "2,5,3,6,virginica\n0.2,1.4,3.5,5.1,setosa\n1,4,3,6,virginica\n")
    let words = ["train", "iris", "--epochs", "30", "--save", path("m.safetensors")]
    let run = try BinaryRun(words: words + ["--test", held, "--format", "json"]).json
    #expect(run[0]["training"] as? Int == 150 && run[0]["validation"] as? Int == 0)
    #expect(run[0]["test"] as? Int == 0 && run[0]["test_samples"] as? Int == 3)
    let result = try #require(run.last)
    let measured = try BinaryRun("evaluate", path("m.safetensors"), held, "--format", "json").json[
      0]
    #expect(result["part"] as? String == "test" && result["kept_epoch"] as? Int == 30)
    #expect(result["test_loss"] as? Double == measured["loss"] as? Double)
    #expect(result["test_accuracy"] as? Double == measured["accuracy"] as? Double)
    #expect(result["confusion"] as? [[Int]] == measured["confusion"] as? [[Int]])
    let text = try BinaryRun(words: words + ["--test=" + held, "--split", "70/15/15"]).output
    #expect(text.contains("test       held: 3 samples of 4 features, evaluated at the end\n"))
    #expect(text.contains(" of 3 right\n") && text.contains("test part (22 samples) not looked at"))
  }

  @Test(
    "with other test data all samples are to train on, and the rate falls to 0 by the last epoch")
  func usualSplitAndSchedule() throws {
    let held = try folder.file("held.csv", header + "2,5,3,6,virginica\n")
    func usual(_ words: String...) throws -> String {
      let request = try TrainRequest(
        DeclaredOption.arguments(["train", "iris", "--test", held, "--epochs", "30"] + words))
      return "\(request.ratio), \(request.ingredients.settings.schedule)"
    }
    // ⌈150 / 32⌉ = 5 steps an epoch, or ⌈150 / 40⌉ = 4.
    #expect(try usual() == "100/0/0, cosine(steps = 150)")
    #expect(try usual("--batch", "40") == "100/0/0, cosine(steps = 120)")
    #expect(try usual("--split", "80/0/20") == "80/0/20, cosine(steps = 120)")
    #expect(try usual("--schedule", "constant") == "100/0/0, constant")
    #expect(try usual("--split", "85/15/0") == "85/15/0, constant")
    #expect(try usual("--patience", "5") == "85/15/0, constant")
    let settling = try TrainRequest(
      DeclaredOption.arguments(["train", "iris", "--test", held, "--until-change", "0.1"]))
    #expect(settling.ratio == .allToTrain && settling.ingredients.settings.schedule == .constant)
    let all = try TrainRequest(DeclaredOption.arguments(["train", "iris", "--split", "100/0/0"]))
    #expect(all.ingredients.settings.schedule == .constant)
  }

  @Test("a word after --test is the data to learn from unless these are named before")
  func operand() throws {
    let after = try BinaryRun("train", "--epochs", "1", "--test", "iris", "--format", "json").json
    #expect(after[0]["data"] as? String == "iris" && after[0]["test_data"] == nil)
    #expect(after[2]["part"] as? String == "test" && after[0]["test"] as? Int == 22)
    let flag = try BinaryRun("train", "iris", "--test", "--epochs", "1", "--format", "json").json
    #expect(flag[0]["test_data"] == nil && flag[2]["part"] as? String == "test")
  }

  @Test("a checkpoint keeps other test data")
  func resumed() throws {
    let held = try folder.file("held.csv", header + "2,5,3,6,virginica\n")
    let words = ["train", "iris", "--epochs", "3", "--test", held, "--save", path("m.safetensors")]
    let request = try TrainRequest(DeclaredOption.arguments(words))
    #expect(request.test == .data(held))
    let entries = request.entries(outputs: true)
    #expect(entries.first { $0.name == "test" }?.text == held)
    let part = try TrainRequest(DeclaredOption.arguments(["train", "iris", "--test"]))
    #expect(part.entries(outputs: true).first { $0.name == "test" }?.text == "part")
    let named = try TrainRequest(
      DeclaredOption.arguments([
        "train", "moons", "--test=moons", "--seed", "1", "--split-seed", "2",
      ]))
    #expect(named.entries(outputs: true).first { $0.name == "test" }?.text == "moons")
  }

  @Test("test data that do not fit are refused")
  func refusals() throws {
    func error(_ words: String..., text: String? = nil) throws -> String {
      try BinaryRun(words: ["train", "iris", "--epochs", "1", "-q"] + words).error
    }
    #expect(
      try error("--test", "iris")
        == "Error: --test 'iris' names the samples that the run learns from: leave out the name to evaluate "
        + "their test part\n")
    let bare = try folder.file(
      "bare.csv", "petal_width,petal_length,sepal_width,sepal_length\n2,5,3,6\n")
    #expect(
      try error("--test", bare)
        == "Error: '\(bare)' has no column 'species' to compare with: --test needs it\n")
    let rosa = try folder.file("rosa.csv", header + "2,5,3,6,rosa\n")
    #expect(
      try error("--test", rosa)
        == "Error: \(rosa): there is no class 'rosa' among 'setosa', 'versicolor', 'virginica'\n")
    let held = try folder.file("held.csv", header + "2,5,3,6,virginica\n")
    #expect(
      try error("--test", held, "--step")
        == "Error: --step goes through the run as a lesson, which has one data set and begins with weights of its "
        + "own: leave out --from and the name after --test\n")
    #expect(
      try error("--test", held, "--save", held)
        == "Error: --save '\(held)' would overwrite the data of --test\n")
  }
}
