import Foundation
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: the test part")
struct BinaryTestsTestPart {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  private func train(_ data: String, _ options: String...) throws -> String {
    let model = path("m.safetensors")
    let run = try BinaryRun(
      words: ["train", data, "--epochs", "3", "--quiet", "--save", model] + options)
    #expect(run.status == 0 && run.error == "")
    return model
  }

  @Test("a run is judged by its validation part, and says that the test part was not evaluated")
  func validation() throws {
    let run = try BinaryRun("train", "iris", "--epochs", "3", "--width", "100")
    #expect(run.output.contains("\nvalidation loss "))
    #expect(run.output.contains(" of 23 right\n"))
    #expect(
      run.output.hasSuffix("\ntest part (22 samples) not looked at: --test evaluates it\n"))
    let saved = path("m.safetensors")
    let kept = try BinaryRun("train", "iris", "--epochs", "3", "--width", "200", "--save", saved)
    #expect(
      kept.output.contains(
        "not looked at: nnlearn evaluate \(saved) iris --part test\n"))
    let two = try BinaryRun("train", "iris", "--epochs", "3", "--split", "80/20")
    #expect(!two.output.contains("accuracy") && two.output.contains("test part (30 samples)"))
  }

  @Test("--test evaluates it, with the same weights")
  func test() throws {
    let run = try BinaryRun("train", "iris", "--epochs", "3", "--test", "--width", "100")
    #expect(run.output.contains("\ntest       loss ") && run.output.contains(" of 22 right\n"))
    #expect(!run.output.contains("not looked at") && !run.output.contains("\nvalidation loss "))
    let plain = try BinaryRun("train", "iris", "--epochs", "3", "--format", "json").json.last
    let tested = try BinaryRun("train", "iris", "--epochs", "3", "--test", "--format", "json").json
      .last
    #expect(plain?["part"] as? String == "validation" && tested?["part"] as? String == "test")
    #expect(plain?["loss"] as? Double == tested?["loss"] as? Double)
    #expect(plain?["validation_loss"] as? Double == tested?["validation_loss"] as? Double)
    let stepped = try BinaryRun(
      words: ["train", "iris", "--epochs", "1", "--step", "--test"],
      input: Data("next 60\nquit\n".utf8))
    #expect(stepped.output.contains("  test net on samples\n    test       loss "))
    let explained = try BinaryRun("train", "iris", "--test", "--explain")
    #expect(explained.status == 64 && explained.error.contains("leave out --test"))
  }

  @Test(
    "a saved model finds the parts again",
    arguments: [["iris"], ["iris", "--split", "80/20"], ["moons", "--seed", "7"], ["homes"]])
  func parts(words: [String]) throws {
    let model = path("m.safetensors")
    let options = words + ["--epochs", "3", "--format", "json"]
    let run = try BinaryRun(words: ["train"] + options + ["--test", "--save", model])
    let evaluated = try BinaryRun(
      "evaluate", model, words[0], "--part", "test", "--format", "json")
    let result = try #require(evaluated.json.first)
    #expect(result["loss"] as? Double == run.json.last?["test_loss"] as? Double)
    #expect(result["samples"] as? Int == run.json.first?["test"] as? Int)
    #expect(result["part"] as? String == "test" && result["trained_on"] as? Int == 0)
    let training = try BinaryRun(
      "evaluate", model, words[0], "--part", "training", "--format", "json")
    #expect(training.json[0]["samples"] as? Int == run.json.first?["training"] as? Int)
    #expect(training.json[0]["trained_on"] as? Int == run.json.first?["training"] as? Int)
  }

  @Test("the whole file is measured with a warning, by evaluate and by predict")
  func warning() throws {
    let model = try train("iris")
    let warning =
      "105 of these 150 samples were trained on; 'nnlearn evaluate' with --part test takes the 22 that "
      + "were kept apart.\n"
    for command in ["evaluate", "predict"] {
      #expect(try BinaryRun(command, model, "iris", "--width", "200").output.contains(warning))
    }
    let whole = try BinaryRun("evaluate", model, "iris", "--format", "json").json[0]
    #expect(whole["part"] as? String == "all" && whole["trained_on"] as? Int == 105)
    // A sample more makes it another file.
    let table = try BinaryRun("predict", model, "iris").output
    #expect(table.contains("sample"))
    let other = try folder.file(
      "other.csv",
      "sepal_length,sepal_width,petal_length,petal_width,species\n5.1,3.5,1.4,0.2,setosa\n")
    #expect(!(try BinaryRun("evaluate", model, other).output.contains("trained on")))
    let others = try BinaryRun("evaluate", model, other, "--format", "json").json[0]
    #expect(others["trained_on"] is NSNull)
  }

  @Test("a part of another file, or one that the split has not, is an error")
  func errors() throws {
    let model = try train("iris", "--split", "80/20")
    let other = try folder.file(
      "other.csv",
      "sepal_length,sepal_width,petal_length,petal_width,species\n5.1,3.5,1.4,0.2,setosa\n")
    #expect(
      try BinaryRun("evaluate", model, other, "--part", "test")
        == BinaryRun(
          error:
            "Error: '\(other)' is not the data set that '\(model)' was trained on, and has no test "
            + "part: leave out --part to measure on all of it\n", status: 65))
    #expect(
      try BinaryRun("evaluate", model, "iris", "--part", "validation")
        == BinaryRun(
          error: "Error: '\(model)' was trained with a split that has no validation part\n",
          status: 65))
    let drawn = try BinaryRun(
      "evaluate", try train("moons"), "moons", "--seed", "5", "--part", "test")
    #expect(drawn.status == 65 && drawn.error.contains("is not the data set"))
    let unknown = try BinaryRun("evaluate", model, "iris", "--part", "tests")
    #expect(unknown.status == 64)
  }

  @Test("a model whose file has lost its record says so")
  func record() throws {
    let model = try train("iris")
    var bytes = try Data(contentsOf: URL(fileURLWithPath: model))
    func rename(_ name: String, _ other: String) throws {
      let place = try #require(bytes.range(of: Data("\"\(name)\"".utf8)))
      bytes.replaceSubrange(place, with: Data("\"\(other)\"".utf8))
      try bytes.write(to: URL(fileURLWithPath: model))
    }
    try rename("split", "spilt")
    let damaged = try BinaryRun("evaluate", model, "iris", "--part", "test")
    #expect(damaged.status == 65)
    #expect(damaged.error.contains("the file does not say how its data were divided"))
    try rename("data_check", "data_chalk")
    let without = try BinaryRun("evaluate", model, "iris", "--part", "test")
    #expect(
      without.error == "Error: '\(model)' does not say what it was trained on: leave out --part\n")
    #expect(try BinaryRun("evaluate", model, "iris").status == 0)
  }

  @Test("the weights with the lowest validation loss are kept and reported on")
  func kept() throws {
    let words = [
      "train", "moons", "--split", "20/40/40", "--model",
      "dense 30 relu, dense 30 relu, dense 2 softmax",
      "--rate", "0.03", "--batch", "8", "--epochs", "60", "--seed", "2",
      "--save", path("m.safetensors"),
    ]
    let lines = try BinaryRun(words: words + ["--format", "json"]).json
    let result = try #require(lines.last)
    let losses = lines.compactMap { line -> Double? in
      line["event"] as? String == "epoch" ? line["validation_loss"] as? Double : nil
    }
    let best = try #require(losses.firstIndex(of: losses.min() ?? 0))
    #expect(best < losses.count - 1 && result["stopped"] as? String == "epochs")
    #expect(result["best_epoch"] as? Int == best + 1 && result["kept_epoch"] as? Int == best + 1)
    #expect(result["validation_loss"] as? Double == losses[best])
    #expect(result["loss"] as? Double == lines[best + 1]["loss"] as? Double)
    let model = try BinaryRun(
      "evaluate", path("m.safetensors"), "moons", "--part", "validation", "--format", "json")
    #expect(model.json[0]["loss"] as? Double == losses[best])
    let text = try BinaryRun(words: words + ["--width", "120"])
    #expect(
      text.output.contains(
        "The weights of epoch \(best + 1) are kept, with the lowest validation loss, "))
    let last = try #require(
      BinaryRun(words: words + ["--keep", "last", "--format", "json"]).json.last)
    #expect(last["best_epoch"] as? Int == best + 1 && last["kept_epoch"] as? Int == losses.count)
    #expect(last["validation_loss"] as? Double == losses.last)
  }

  @Test("a run with --step ends with the same weights")
  func keptInSteps() throws {
    let words = ["train", "homes", "--epochs", "60", "--format", "json"]
    let run = try #require(BinaryRun(words: words).json.last)
    let steps = try BinaryRun(words: words + ["--step"], input: Data("goto end\n".utf8)).json
    let training = try #require(steps.last { $0["kind"] as? String == "training" })
    #expect(run["kept_epoch"] as? Int ?? 60 < 60)
    #expect(training["kept_epoch"] as? Int == run["kept_epoch"] as? Int)
  }

  @Test("the penalty is reported separately from the losses")
  func penalty() throws {
    // At such a rate the weights do not move.
    let words = ["train", "iris", "--epochs", "1", "--optimizer", "sgd", "--rate", "1e-30"]
    let plain = try BinaryRun(words: words + ["--format", "json"]).json
    let priced = try BinaryRun(words: words + ["--l2", "0.5", "--format", "json"]).json
    #expect(plain[1]["loss"] as? Double == priced[1]["loss"] as? Double)
    #expect(plain[1]["penalty"] is NSNull && plain[2]["penalty"] == nil)
    #expect(priced[1]["penalty"] as? Double ?? 0 > 1)
    #expect(priced[2]["penalty"] as? Double == priced[1]["penalty"] as? Double)
    let text = try BinaryRun(words: words + ["--l2", "0.5", "--width", "100"]).output
    #expect(text.contains("In epoch 1 the penalty on the weights was "))
  }
}
