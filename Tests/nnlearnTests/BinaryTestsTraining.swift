import Foundation
import TestSupport
import Testing

@testable import nnlearn

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("The built program: training")
struct BinaryTestsTraining {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  private func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path(name)))
  }

  @Test("a model is trained, saved, applied and measured")
  func train() throws {
    let run = try BinaryRun(
      "train", "iris", "--epochs", "40", "--seed", "1", "--save", path("m.safetensors"),
      "--history", path("h.csv"), "--plot", path("c.svg"))
    #expect(run.status == 0 && run.error == "")
    #expect(run.output.contains("model      4 → dense 32 tanh → dense 3 softmax; 259 weights"))
    #expect(run.output.contains("epoch 40/40"))
    #expect(run.output.contains("validation loss") && !run.output.contains("test       loss"))
    #expect(try folder.text("h.csv").split(separator: "\n").count == 41)
    #expect(XMLParser(data: try bytes("c.svg")).parse())

    let predicted = try BinaryRun("predict", path("m.safetensors"), "iris", "--format", "json")
    #expect(predicted.json.count == 150)
    let right = predicted.json.filter { $0["class"] as? String == $0["target"] as? String }.count
    let measured = try BinaryRun("evaluate", path("m.safetensors"), "iris", "--format", "json")
    #expect(measured.json[0]["accuracy"] as? Double == Double(right) / 150)

    let flower = "petal_width,petal_length,sepal_width,sepal_length\n0.2,1.4,3.5,5.1\n"
    let own = try BinaryRun(
      words: ["predict", path("m.safetensors"), "-", "--format", "json"], input: Data(flower.utf8))
    #expect(own.json[0]["class"] as? String == "setosa")
    let first = predicted.json[0]["probabilities"] as? [Double]
    #expect(own.json[0]["probabilities"] as? [Double] == first)
  }

  @Test("each epoch is an object, and the last one the result")
  func json() throws {
    let run = try BinaryRun("train", "iris", "--epochs", "3", "--format", "json")
    #expect(
      run.json.map { $0["event"] as? String } == ["start", "epoch", "epoch", "epoch", "result"])
    #expect(run.json[4]["validation_accuracy"] is Double && run.json[4]["test_loss"] == nil)
    #expect(run.json[4]["best_epoch"] as? Int == 3 && run.json[4]["kept_epoch"] as? Int == 3)
    let numbers = try BinaryRun("train", "line", "--epochs", "3", "--test", "--format", "json")
    #expect(numbers.json[4]["test_mse"] is Double && numbers.json[4]["test_accuracy"] == nil)
    #expect(numbers.json[4]["validation_loss"] is Double)
  }

  @Test("samples in the order of the data, and the report says so")
  func noShuffle() throws {
    let run = try BinaryRun("train", "iris", "--no-shuffle", "--epochs", "1")
    #expect(run.output.contains("in the order of the data: 4 steps an epoch"))
    let lines = try BinaryRun("train", "iris", "--no-shuffle", "--epochs", "1", "--format", "json")
    #expect(lines.json[0]["shuffle"] as? Bool == false)
  }

  @Test(
    "a killed run continues from its checkpoint to the same file",
    arguments: [[], ["--no-shuffle"], ["--target", "features"]])
  func resume(order: [String]) throws {
    // Its lines fill the pipe, which nobody reads, so it blocks after a checkpoint and before its end.
    let words =
      [
        "train", "moons", "--epochs", "600", "--batch", "16", "--model",
        "dense 4 tanh, dropout 0.1, dense 2 softmax",
      ] + order
    _ = try BinaryRun(words: words + ["--save", path("a.safetensors"), "--quiet"])
    let process = Process()
    process.executableURL = Binary.url
    process.arguments =
      words + ["--save", path("b.safetensors"), "--checkpoint-every", "700", "--format", "json"]
    process.environment = ["LANG": "C.UTF-8"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let checkpoint = path("b.checkpoint.safetensors")
    let deadline = Date() + 60
    while !FileManager.default.fileExists(atPath: checkpoint), Date() < deadline { usleep(1000) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(!FileManager.default.fileExists(atPath: path("b.safetensors")))
    let resumed = try BinaryRun(
      "train", "--resume", checkpoint, "--save", path("b.safetensors"), "--quiet")
    #expect(resumed.status == 0, "\(resumed.error)")
    #expect(try bytes("a.safetensors") == bytes("b.safetensors"))
  }

  @Test("Ctrl-C keeps the run and says how to continue")
  func interrupt() throws {
    let process = Process()
    process.executableURL = Binary.url
    process.arguments = [
      "train", "digits", "--epochs", "5000", "--save", path("m.safetensors"), "--format", "json",
    ]
    process.environment = ["LANG": "C.UTF-8"]
    let output = Pipe()
    process.standardOutput = output
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    // The end of an epoch says that the run is under way.
    var shown = ""
    while !shown.contains("\"event\":\"epoch\"") {
      let data = output.fileHandleForReading.availableData
      try #require(!data.isEmpty)
      shown += String(decoding: data, as: UTF8.self)
    }
    process.interrupt()
    let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    let checkpoint = path("m.checkpoint.safetensors")
    #expect(
      message.contains("saved as \(checkpoint); go on with: nnlearn train --resume \(checkpoint)"))
    #expect(FileManager.default.fileExists(atPath: checkpoint))
    #expect(!FileManager.default.fileExists(atPath: path("m.safetensors")))
  }

  @Test("an excessive rate ends with 3 and leaves a good file alone")
  func divergence() throws {
    let good = try folder.file("m.safetensors", "good")
    let run = try BinaryRun(
      "train", "homes", "--optimizer", "sgd", "--rate", "1e10", "--save", good, "--quiet")
    #expect(run.status == 3)
    #expect(run.error.hasPrefix("Error: Training diverged at step "))
    #expect(run.error.contains("the last finite loss was"))
    #expect(try folder.text("m.safetensors") == "good")
  }

  @Test(
    "a run that cannot be trained is an error before training",
    arguments: [
      (["iriss"], "There is no data set 'iriss'. Did you mean 'iris'?", 66),
      (
        ["iris", "--batch", "1000"], "A batch of 1000 is larger than the 105 samples to train on",
        65
      ),
      (
        ["iris", "--model", "dense 4 softmax"],
        "The model has 4 outputs for 3 classes: let its last layer be 'dense 3 softmax'", 65
      ),
      (
        ["iris", "--model", "dense 4 softmx"],
        "--model 'dense 4 softmx': an activation is one of linear, relu, leaky_relu, tanh, sigmoid, softmax, "
          + "softplus, not 'softmx'; did you mean 'softmax'?", 64
      ),
      (
        ["digits", "--model", "conv 4 9x9 relu, flatten, dense 10 softmax"],
        "Layer 1, 'conv 4 9x9 relu', cannot slide a window of 9 x 9 over [1, 8, 8]", 65
      ),
      (
        ["iris", "--optimizer", "adam(beta1 = 1)"],
        "--optimizer 'adam(beta1 = 1)': 'beta1' is a number from 0 to below 1, not 1", 64
      ),
      (
        ["iris", "--loss", "msee"], "--loss 'msee': there is no loss 'msee'; did you mean 'mse'?",
        64
      ),
      (
        ["iris", "--checkpoint-every", "5"],
        "--checkpoint-every needs --save, beside whose file the run is kept", 64
      ),
      (
        ["iris", "--epochs", "3", "--until-change", "1"],
        "--epochs and --until-change exclude each other", 64
      ),
      (
        ["iris", "--split", "80/20", "--patience", "3"],
        "--patience watches the validation part, and this split has none", 64
      ),
      (
        ["iris", "--step", "--no-shuffle"],
        "--step goes through the run as a lesson, which shuffles: leave out --no-shuffle or --step",
        64
      ),
      (["--resume", "nowhere.safetensors"], "There is no file 'nowhere.safetensors'", 66),
      (
        ["iris", "--resume", "x.safetensors"],
        "--resume takes the ingredients from its file; only the end of the run can be changed", 64
      ),
    ] as [([String], String, Int32)])
  func wrong(words: [String], message: String, status: Int32) throws {
    let run = try BinaryRun(words: ["train"] + words)
    #expect(run.error == "Error: \(message)\n")
    #expect(run.status == status)
    #expect(run.output == "")
  }

  @Test(
    "a table from which nothing can be learned is an error",
    arguments: [
      ("", "mine.csv: the file is empty"),
      ("a,b\n", "mine.csv: the file has a header and no rows"),
      (
        "a,y\n1,p\n2,p\n",
        "mine: all 2 samples are of one class, 'p': there is nothing to tell apart"
      ),
    ])
  func tables(text: String, message: String) throws {
    _ = try folder.file("mine.csv", text)
    let run = try BinaryRun(words: ["train", "mine.csv"], in: folder.url.path)
    #expect(run == BinaryRun(error: "Error: \(message)\n", status: 65))
  }

  @Test("a model that does not fit the data is refused by naming both shapes")
  func misfit() throws {
    _ = try BinaryRun("train", "iris", "--epochs", "1", "--quiet", "--save", path("m.safetensors"))
    #expect(
      try BinaryRun("predict", path("m.safetensors"), "digits")
        == BinaryRun(
          error: "Error: digits: the samples have the shape [1, 8, 8], and the model takes [4]\n",
          status: 65))
    let other = try BinaryRun("predict", try folder.file("x.safetensors", "no model"), "iris")
    #expect(other.status == 65)
  }

  @Test("the same seed gives the same file with one thread and with several")
  func threads() throws {
    for count in ["1", "2", "5"] {
      _ = try BinaryRun(
        "train", "digits", "--epochs", "1", "--batch", "256", "--model",
        "dense 96 relu, dense 10 softmax",
        "--threads", count, "--quiet", "--save", path("\(count).safetensors"))
    }
    #expect(try bytes("1.safetensors") == bytes("2.safetensors"))
    #expect(try bytes("1.safetensors") == bytes("5.safetensors"))
  }

  @Test("one step is explained, in every number, and compared with the run")
  func explain() throws {
    let run = try BinaryRun(
      "train", "iris", "--model", "dense 3 softmax", "--batch", "4", "--explain", "6")
    #expect(run.status == 0 && run.error == "")
    #expect(
      run.output.hasPrefix(
        "Step 6: epoch 1, batch 6 of 27. X are its samples, scaled; Y their targets.\n"))
    #expect(run.output.contains("  z1 = X @ transpose(W1) + b1\n"))
    #expect(run.output.contains("  backprop L\n"))
    let data = try BinaryRun(
      "train", "iris", "--model", "dense 3 tanh, dropout 0.2, dense 3 softmax", "--l2", "0.01",
      "--explain", "3", "--format", "json")
    let difference = try #require(data.json.last)
    #expect(difference["kind"] as? String == "difference")
    #expect((difference["weights"] as? Double ?? 1) < 1e-6)
    let (shown, ran) = (difference["loss"] as? Double ?? 0, difference["run_loss"] as? Double ?? 1)
    #expect(abs(shown - ran) < 1e-6)
  }

  @Test("a run can be stepped through")
  func step() throws {
    let run = try BinaryRun(
      words: ["train", "iris", "--epochs", "2", "--step"], input: Data("next 7\nback\nquit\n".utf8))
    #expect(run.status == 0)
    #expect(run.output.contains("    epoch 1, batch 1 of 4: loss "))
    #expect(run.output.contains("    epoch 1, batch 2 of 4: loss "))
  }

  @Test(
    "a device is written to, and stays one",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func device() throws {
    let run = try BinaryRun("train", "iris", "--epochs", "1", "--quiet", "--save", "/dev/full")
    #expect(run.status == 74)
    #expect(run.error == "Error: Cannot write '/dev/full': No space left on device\n")
    var facts = stat()
    #expect(stat("/dev/full", &facts) == 0 && facts.st_mode & S_IFMT == S_IFCHR)
  }
}
