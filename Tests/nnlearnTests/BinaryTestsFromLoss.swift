import Foundation
import Learning
import TestSupport
import Testing

@testable import nnlearn

/// What a run takes from the model of `--from`: what `evaluate` measures with, and nothing that only training uses.
@Suite("The built program: the loss of a run that begins with a trained model")
struct BinaryTestsFromLoss {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ words: [String]) throws -> BinaryRun {
    let run = try BinaryRun(words: words, in: folder.url.path)
    #expect(run.status == 0 && run.error == "")
    return run
  }

  /// Trains and saves a model that a run can begin with.
  private func base(_ words: String..., name: String = "base") throws {
    _ = try run(["train", "iris", "--epochs", "3", "--quiet", "--save", name] + words)
  }

  /// The entries of a run that begins with the model.
  private func start(_ words: String...) throws -> [String: Any] {
    let run = try run(
      ["train", "iris", "--from", "base", "--epochs", "1", "--format", "json"] + words)
    return try #require(run.json.first)
  }

  private func weights(_ words: String...) throws -> [Double]? {
    let run = try run(
      ["train", "iris", "--from", "base", "--epochs", "1", "--format", "json"] + words)
    return run.json.first?["class_weights"] as? [Double]
  }

  @Test("class weights go on with the loss, unless they or another loss are given")
  func classWeights() throws {
    try base("--class-weights", "setosa = 2, virginica = 0.5")
    #expect(try weights() == [2, 1, 0.5])
    #expect(try weights("--loss", "cross_entropy") == [2, 1, 0.5])
    #expect(try weights("--class-weights", "versicolor = 3") == [1, 3, 1])
    #expect(try weights("--class-weights", "none") == nil)
    #expect(try weights("--loss", "mse") == nil)
    let text = try run(["train", "iris", "--from", "base", "--epochs", "1", "--width", "160"])
    #expect(
      text.output.contains(
        "from       base: all weights, the loss and its class weights are kept\n"))
    #expect(text.output.contains("weighted, Σ w × l / Σ w, with w = 2 for 'setosa'"))
    let plain = try run([
      "train", "iris", "--from", "base", "--epochs", "1", "--class-weights", "none",
    ])
    #expect(plain.output.unwrapped.contains("from base: all weights and the loss are kept"))
    let other = try run(["train", "iris", "--from", "base", "--epochs", "1", "--loss", "mse"])
    #expect(other.output.unwrapped.contains("from base: all weights are kept"))
  }

  @Test("at rate 0 the first validation loss is what evaluate says of the model")
  func measured() throws {
    try base("--class-weights", "setosa = 2, virginica = 0.5")
    let own = try run(["evaluate", "base", "iris", "--part", "validation", "--format", "json"])
    let again = try run([
      "train", "iris", "--from", "base", "--rate", "0", "--epochs", "1", "--format", "json",
    ])
    #expect(again.json.last?["validation_loss"] as? Double == own.json[0]["loss"] as? Double)
  }

  @Test("balanced weights are counted on the new training part, and go on once more")
  func balanced() throws {
    try base("--class-weights", "balanced")
    #expect(try weights() == [1, 1, 1])
    let row = "5.1,3.5,1.4,0.2,setosa\n"
    let other = "6,3,5,2,virginica\n"
    let text =
      "sepal_length,sepal_width,petal_length,petal_width,species\n"
      + String(repeating: row, count: 30) + String(repeating: other, count: 10)
    _ = try folder.file("more.csv", text)
    // Of 40 samples, 30 and 10 of two classes: 40 / (2 · 30) and 40 / (2 · 10); nobody is versicolor.
    let more = [
      "train", "more.csv", "--epochs", "1", "--split", "100/0/0", "--format", "json", "--from",
    ]
    let first = try run(more + ["base", "--save", "second"]).json[0]
    let expected = [40.0 / 60, 1, 2]
    #expect(first["class_weights"] as? [Double] == expected)
    #expect(try run(more + ["second"]).json[0]["class_weights"] as? [Double] == expected)
  }

  @Test("a new last layer has the usual loss and no class weights")
  func newClasses() throws {
    try base("--class-weights", "balanced")
    let text =
      "sepal_length,sepal_width,petal_length,petal_width,species\n"
      + String(repeating: "5.1,3.5,1.4,0.2,rosa\n6,3,5,2,lily\n", count: 20)
    _ = try folder.file("other.csv", text)
    let start = try run([
      "train", "other.csv", "--from", "base", "--epochs", "1", "--format", "json",
    ]).json[0]
    #expect(start["class_weights"] is NSNull)
  }

  @Test("what only training uses begins as without a model")
  func afresh() throws {
    try base(
      "--optimizer", "sgd(rate = 0.05)", "--schedule", "exponential(factor = 0.99)", "--batch", "7",
      "--l2", "0.01", "--clip", "0.5", "--no-shuffle")
    let (own, usual) = (
      try start(), try run(["train", "iris", "--epochs", "1", "--format", "json"]).json[0]
    )
    for name in ["optimizer", "schedule", "batch", "l2", "clip", "shuffle"] {
      #expect("\(own[name] ?? "")" == "\(usual[name] ?? "")", "\(name)")
    }
  }

  @Test("an interrupted run keeps the weights without the model's file")
  func resumed() throws {
    try base("--class-weights", "setosa = 2, virginica = 0.5")
    let words = [
      "train", "iris", "--epochs", "4", "--from", folder.url.appendingPathComponent("base").path,
    ]
    let request = try TrainRequest(DeclaredOption.arguments(words))
    #expect(request.ingredients.classWeights == [2, 1, 0.5])
    let trainer = try Trainer<Float>(request.ingredients)
    _ = try trainer.step()
    let file = try folder.file(
      "c.safetensors", Data(Checkpoint.bytes(trainer.ingredients, trainer.state, request)))
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("base"))
    let resumed = try Checkpoint.read(
      file, for: DeclaredOption.arguments(["train", "--resume", file]))
    #expect(resumed.request.ingredients.classWeights == [2, 1, 0.5])
  }
}
