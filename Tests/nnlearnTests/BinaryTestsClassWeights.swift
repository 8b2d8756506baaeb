import Foundation
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: weights of classes")
struct BinaryTestsClassWeights {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private let words = ["train", "iris", "--epochs", "3", "--class-weights"]

  @Test("are in the formula of the report, with their numbers")
  func report() throws {
    let run = try BinaryRun(words: words + ["setosa = 2, virginica = 0.5", "--width", "120"])
    #expect(
      run.output.contains(
        "loss       cross_entropy, computed from the sums before softmax; weighted, Σ w × l / Σ w, with w = 2 for 'setosa', 1 for\n"
          + "           'versicolor' and 0.5 for 'virginica'\n"))
    let lines = try BinaryRun(words: words + ["balanced", "--format", "json"]).json
    #expect(lines[0]["class_weights"] as? [Double] == [1, 1, 1])
    let plain = try BinaryRun("train", "iris", "--epochs", "3", "--format", "json").json
    #expect(plain[0]["class_weights"] is NSNull)
    // Of equal weights, the loss is the plain one up to rounding.
    let (own, usual) = (lines[3]["loss"] as? Double ?? 0, plain[3]["loss"] as? Double ?? 1)
    #expect(abs(own - usual) < 1e-5)
  }

  @Test(
    "an explained step uses them and agrees with the run",
    arguments: [
      ["iris", "--class-weights", "setosa = 2, virginica = 0.5"],
      [
        "moons", "--class-weights", "upper = 1, lower = 4", "--model",
        "dense 3 tanh, dense 1 sigmoid",
      ],
      ["moons", "--class-weights", "balanced", "--model", "dense 2 sigmoid", "--loss", "bce"],
    ])
  func explained(words: [String]) throws {
    let run = try BinaryRun(
      words: ["train"] + words + ["--explain", "3", "--batch", "5", "--width", "90"])
    #expect(run.status == 0 && run.error == "")
    let sentence = try #require(run.output.split(separator: "\n").last)
    #expect(!sentence.isEmpty)
    let lines = try BinaryRun(
      words: ["train"] + words + ["--explain", "3", "--batch", "5", "--format", "json"]
    ).json
    let last = try #require(lines.last)
    let (shown, real) = (last["loss"] as? Double ?? 0, last["run_loss"] as? Double ?? 1)
    #expect(abs(shown - real) < 1e-5 && shown > 0)
    #expect(last["weights"] as? Double ?? 1 < 1e-3)
  }

  @Test("the formula of an explained step")
  func formula() throws {
    let softmax = try BinaryRun(
      words: words + ["setosa = 2, virginica = 0.5", "--explain", "--batch", "3"]
    ).output
    #expect(softmax.contains("  class_weights = [2, 1, 0.5]\n"))
    #expect(softmax.contains("L = cross_entropy_logits(wY, z2) / mean(sum(wY, axis = 1))"))
    let sigmoid = try BinaryRun(
      "train", "moons", "--class-weights", "upper = 1, lower = 4", "--model",
      "dense 3 tanh, dense 1 sigmoid", "--explain", "--batch", "3"
    ).output
    #expect(sigmoid.contains("w = 4 × Y + 1 × (1 − Y)"))
    #expect(sigmoid.contains("L = mean(w × ((1 − Y) × z2 + softplus(−z2))) / mean(w)"))
  }

  @Test("a run with --step learns the same")
  func stepped() throws {
    let options = words + ["setosa = 2, virginica = 0.5", "--split-seed", "4", "--format", "json"]
    let run = try #require(BinaryRun(words: options).json.last)
    let steps = try BinaryRun(words: options + ["--step"], input: Data("goto end\n".utf8)).json
    let training = try #require(steps.last { $0["kind"] as? String == "training" })
    let epochs = try #require(training["epochs"] as? [[String: Any]])
    let (own, other) = (
      epochs.last?["validation_loss"] as? Double, run["validation_loss"] as? Double
    )
    #expect(abs((own ?? 0) - (other ?? 1)) < 1e-5)
    #expect(training["class_weights"] as? [Double] == [2, 1, 0.5])
  }

  @Test("are kept by the model, so that evaluate measures with them")
  func kept() throws {
    let model = folder.url.appendingPathComponent("m.safetensors").path
    let run = try BinaryRun(
      words: words + ["setosa = 2, virginica = 0.5", "--save", model, "--format", "json"])
    let measured = try BinaryRun(
      "evaluate", model, "iris", "--part", "validation", "--format", "json")
    #expect(measured.json[0]["loss"] as? Double == run.json.last?["validation_loss"] as? Double)
  }

  @Test(
    "what does not fit is refused",
    arguments: [
      (
        ["iris"], "0",
        "--class-weights '0': class weights are 'balanced', or a number for each name, as in \"setosa = 1, virginica = 2\""
      ),
      (["iris"], "rosa = 1", "There is no class 'rosa' among 'setosa', 'versicolor', 'virginica'"),
      (["homes"], "balanced", "Class weights are for classes, and the target is a number"),
      (
        ["iris", "--loss", "mse"], "balanced",
        "Class weights are for a loss that compares classes, such as cross_entropy, not 'mse'"
      ),
    ])
  func refusals(data: [String], weights: String, message: String) throws {
    let run = try BinaryRun(words: ["train"] + data + ["--class-weights", weights])
    #expect(run.error == "Error: \(message)\n" && run.status != 0)
  }
}
