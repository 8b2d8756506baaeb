import Foundation
import Learning
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: a run that begins with a trained model")
struct BinaryTestsFrom {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  /// A model of iris.
  private func base(_ options: String...) throws -> String {
    let path = path("base.safetensors")
    let run = try BinaryRun(
      words: ["train", "iris", "--epochs", "20", "-q", "--save", path] + options)
    #expect(run.status == 0 && run.error == "")
    return path
  }

  private func model(_ path: String) throws -> TrainedModel { try ModelStore.read(path).model }

  @Test("at rate 0 it is the same model, on the same parts and scale")
  func same() throws {
    let base = try base("--split-seed", "3", "--scaling", "min-max")
    let run = try BinaryRun(
      "train", "iris", "--from", base, "--rate", "0", "--epochs", "1", "--seed", "9", "--format",
      "json", "--save", path("m.safetensors"))
    #expect(run.status == 0 && run.error == "")
    let (before, after) = (try model(base), try model(path("m.safetensors")))
    #expect(after.parameters == before.parameters && after.featureScaling == before.featureScaling)
    for part in ["validation", "test"] {
      let words = ["iris", "--part", part, "--format", "json"]
      #expect(
        try BinaryRun(words: ["evaluate", base] + words).output
          == BinaryRun(words: ["evaluate", path("m.safetensors")] + words).output)
    }
    #expect(run.json[0]["kept_weights"] as? Int == run.json[0]["weights"] as? Int)
    #expect(run.json[0]["scaling"] as? String == "min-max")
    let text = try BinaryRun("train", "iris", "--from", base, "--epochs", "1", "--width", "240")
    #expect(text.output.contains("features scaled to 0 … 1, as measured for "))
    #expect(text.output.contains("from       \(base): all weights and the loss are kept\n"))
  }

  @Test("more data of the same kind keep the model's order of classes and columns")
  func more() throws {
    let base = try base()
    let more = try folder.file(
      "more.csv",
      "species,petal_width,petal_length,sepal_width,sepal_length\n"
        + String(repeating: "virginica,2,5,3,6\nsetosa,0.2,1.4,3.5,5.1\n", count: 20))
    let run = try BinaryRun(
      "train", more, "--from", base, "--epochs", "5", "--loss", "cross_entropy", "--optimizer",
      "sgd(rate = 0.1)", "--save", path("m.safetensors"), "-q")
    #expect(run.status == 0 && run.error == "")
    let model = try model(path("m.safetensors"))
    #expect(model.classNames == ["setosa", "versicolor", "virginica"])
    #expect(model.columns == (try self.model(base)).columns)
    let first = try BinaryRun(
      "train", more, "--from", base, "--epochs", "1", "--format", "json"
    ).json[1]
    #expect(first["loss"] as? Double ?? 9 < 0.8)
  }

  @Test("other classes replace the last layer, and the others are kept")
  func classes() throws {
    let base = try base()
    let other = try folder.file(
      "other.csv",
      "petal_width,petal_length,sepal_width,sepal_length,species\n"
        + String(repeating: "2,5,3,6,rosa\n0.2,1.4,3.5,5.1,lily\n", count: 20))
    let run = try BinaryRun(
      "train", other, "--from", base, "--rate", "0", "--epochs", "1", "--width", "240", "--save",
      path("m.safetensors"), "--initializer", "zeros")
    #expect(run.status == 0 && run.error == "")
    #expect(
      run.output.contains(
        "the weights of layer 1 are kept; the last layer is new, for other classes\n"))
    let (before, after) = (try model(base), try model(path("m.safetensors")))
    #expect(after.classNames == ["lily", "rosa"])
    #expect(after.parameters.prefix(2).map { $0 } == before.parameters.prefix(2).map { $0 })
    #expect(after.parameters[2].allSatisfy { $0 == 0 } && after.parameters[2].count == 64)
  }

  @Test("a checkpoint of such a run goes on without the model")
  func resumed() throws {
    let base = try base("--scaling", "min-max")
    let arguments = try DeclaredOption.arguments(
      ["train", "iris", "--from", base, "--epochs", "4"])
    let request = try TrainRequest(arguments)
    let trainer = try Trainer<Float>(request.ingredients)
    for _ in 0..<5 { _ = try trainer.step() }
    let file = try folder.file(
      "c.safetensors", Data(Checkpoint.bytes(trainer.ingredients, trainer.state, request)))
    try FileManager.default.removeItem(atPath: base)
    let resumed = try Checkpoint.read(
      file, for: DeclaredOption.arguments(["train", "--resume", file]))
    let again = try Trainer<Float>(resumed.request.ingredients, from: resumed.state)
    for _ in 0..<5 { #expect(try again.step() == trainer.step()) }
    #expect(again.ingredients.featureScaling == trainer.ingredients.featureScaling)
    #expect(again.ingredients.split == trainer.ingredients.split)
  }

  @Test("what contradicts the model is refused")
  func refusals() throws {
    let base = try base()
    func error(_ words: String...) throws -> String {
      let run = try BinaryRun(words: ["train"] + words + ["--from", base, "-q", "--epochs", "1"])
      #expect(run.status != 0)
      return run.error
    }
    #expect(
      try error("iris", "--model", "dense 9 tanh, dense 3 softmax")
        == "Error: --model differs from the layers of '\(base)', 'dense 32 tanh, dense 3 softmax', whose weights "
        + "--from keeps: leave it out\n")
    for (option, value) in [
      ("--scaling", "standard"), ("--features", "sepal_width"), ("--ignore", "sepal_width"),
      ("--categories", "sepal_width"), ("--shape", "2x2"),
    ] {
      #expect(
        try error("iris", option, value)
          == "Error: \(option) is as for '\(base)', with --from: leave it out\n")
    }
    #expect(
      try error("iris", "--initializer", "he")
        == "Error: --initializer: all weights begin as those of '\(base)'; leave out one of them\n")
    #expect(try error("homes").contains("the data have no feature 'sepal_length'"))
    #expect(
      try error("iris", "--split-seed", "8").hasSuffix(
        "that would measure the run: leave out --split and --split-seed to divide the data as for that model, or "
          + "train on all with --split 100/0/0\n"))
    #expect(
      try error("iris", "--folds", "3")
        == "Error: With --folds, --from begins with weights that may have learned the samples of every fold\n"
    )
    #expect(
      try error("iris", "--save", base)
        == "Error: --save '\(base)' would overwrite the model of --from\n")
    #expect(try error("iris", "--step").hasPrefix("Error: --step goes through the run as a lesson"))
    let numbers = try folder.file(
      "n.csv", "petal_width,petal_length,sepal_width,sepal_length\n2,5,3,6\n1,4,3,6\n")
    #expect(
      try error(numbers)
        == "Error: 'n' has no column 'species', which '\(base)' predicts: name the one to predict with --target\n"
    )
    let all = try BinaryRun(
      "train", "iris", "--from", base, "--split", "100/0/0", "--epochs", "1", "-q")
    #expect(all.status == 0)
  }
}
