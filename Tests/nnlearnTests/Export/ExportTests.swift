import Foundation
import Learning
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: export")
struct ExportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  private func train(_ words: String...) throws -> String {
    let model = path("m.safetensors")
    let run = try BinaryRun(words: ["train"] + words + ["--epochs", "2", "-q", "--save", model])
    #expect(run.status == 0, "\(run.error)")
    return model
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  @Test("a program for PyTorch has the run's ingredients")
  func program() throws {
    let model = try train(
      "iris", "--model", "dense 4 relu, dropout 0.1, dense 3 softmax", "--optimizer",
      "adam(rate = 0.02, beta1 = 0.8)", "--schedule", "cosine(steps = 9, warm_up = 2)", "--l2",
      "0.001", "--clip", "2", "--batch", "16", "--seed", "5")
    let run = try BinaryRun("export", model, "--to", "pytorch")
    #expect(run == BinaryRun(output: "wrote \(path("m.py"))\n"))
    let text = try text("m.py")
    for line in [
      #"WEIGHTS = Path(__file__).with_name("m.safetensors")"#,
      #"MODEL = "dense 4 relu, dropout 0.1, dense 3 softmax""#,
      "        nn.Linear(4, 4),\n        nn.ReLU(),\n        nn.Dropout(0.1),\n        nn.Linear(4, 3),",
      #"    return F.cross_entropy(outputs, targets, reduction="none")"#,
      "    trained: nn.Module = net[:-1]",
      "    optimizer = torch.optim.Adam(\n        parameters, lr=0.02, betas=(0.8, 0.999), eps=1e-08, weight_decay=0.0\n    )",
      "        return 0.02 * (step + 1) / 2\n",
      "    return 0.0 + (0.02 - 0.0) * (1 + math.cos(math.pi * min(t, 9) / 9)) / 2\n",
      "penalty = 0.001 * sum(", "clip_grad_norm_(parameters, 2.0)", "order.split(16)",
      "manual_seed(5)", "draws other elements to drop",
      #"command.add_argument("--epochs", type=int, default=2)"#,
    ] {
      #expect(text.contains(line), "\(line)")
    }
    #expect(!text.contains("\\#("))
  }

  @Test(
    "Python compiles the program of every kind of run",
    arguments: [
      [
        "iris", "--model",
        "dense 4, batch_norm relu, residual { dense 4 tanh } relu, dense 3 softmax",
      ],
      ["iris", "--schedule", "step(every = 5, factor = 0.5)", "--l2", "0.01", "--clip", "1"],
      ["iris", "--class-weights", "balanced"], ["homes", "--no-shuffle"],
      ["iris", "--target", "features"], ["digits", "--model", "dense 10 softmax"],
      ["xor", "--model", "dense 2 tanh, dense 1 sigmoid"],
    ])
  func compiles(words: [String]) throws {
    let model = path("m.safetensors")
    let trained = try BinaryRun(
      words: ["train"] + words + ["--epochs", "1", "-q", "--save", model])
    #expect(trained.status == 0, "\(trained.error)")
    #expect(try BinaryRun("export", model, "--to", "pytorch").status == 0)
    let compiled = try Pexpect.python(
      "import sys; compile(open(sys.argv[1]).read(), 'm.py', 'exec')", arguments: [path("m.py")])
    #expect(compiled.status == 0, "\(compiled.error)")
  }

  @Test("a plain run has nothing that it does not need")
  func plain() throws {
    let model = try train(
      "homes", "--model", "dense 1", "--optimizer", "sgd(rate = 0.1)", "--no-shuffle")
    #expect(try BinaryRun("export", model, "--to", "pytorch").status == 0)
    let text = try text("m.py")
    for word in ["learning_rate", "penalty", "clip_grad", "generator", "manual_seed", "gzip"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(text.contains("order = torch.arange(len(samples))") && text.contains("= net\n"))
    // A run that patience may end has no number of epochs to repeat.
    let patient = path("p.safetensors")
    _ = try BinaryRun("train", "iris", "--epochs", "2", "--patience", "1", "-q", "--save", patient)
    #expect(try BinaryRun("export", patient, "--to", "pytorch").status == 0)
    #expect(try self.text("p.py").contains(#""--epochs", type=int, required=True"#))
  }

  @Test("classes have the weights of the run", arguments: ["3 softmax", "1 sigmoid"])
  func classWeights(output: String) throws {
    let path = try train(output == "3 softmax" ? "iris" : "moons", "--model", "dense \(output)")
    let (model, file) = try ModelStore.read(path)
    func text(_ entries: [Safetensors.Entry]) throws -> String {
      let file = Safetensors(tensors: file.tensors, metadata: file.metadata + entries)
      return PyTorchProgram(model, run: try KeptRun(file), weights: path, output: "m.py").text
    }
    let lines = [
      #"class_weights = torch.tensor(json.loads(metadata["loss_weights"]))"#,
      output == "3 softmax"
        ? "counts = targets @ class_weights" : "counts = class_weights[targets[:, 0].long()]",
      "part = (losses(trained(samples[rows]), targets[rows]) * counts[rows]).sum() / counts[batch].sum()",
    ]
    let weighted = try text([.init("loss_weights", "[1,2,4]")])
    let plain = try text([])
    for line in lines { #expect(weighted.contains(line) && !plain.contains(line), "\(line)") }
    #expect(plain.contains("targets[rows]).sum() / len(batch)"))
  }

  @Test("files elsewhere are named by their paths")
  func elsewhere() throws {
    let model = try train("iris")
    try FileManager.default.createDirectory(atPath: path("sub"), withIntermediateDirectories: true)
    let output = path("sub/m.py")
    let run = try BinaryRun("export", model, "--to", "pytorch", "--output", output)
    #expect(run.status == 0)
    #expect(try text("sub/m.py").contains("WEIGHTS = Path(\"\(path("m.safetensors"))\")"))
  }

  @Test("nothing is lost, and what cannot be done is said")
  func refusals() throws {
    let table = try folder.file("t.csv", "a,y\n1,1.5\n2,2.5\n3,3.5\n4,4.25\n")
    let model = try train(table, "--split", "100/0/0", "--batch", "2")
    let before = try Data(contentsOf: URL(fileURLWithPath: model))
    func refuse(_ status: Int32, _ message: String, _ words: String...) throws {
      let run = try BinaryRun(words: ["export"] + words)
      #expect(run.status == status && run.error.contains(message) && run.output == "", "\(run)")
    }
    try refuse(64, "'export' needs a format: --to pytorch or --to onnx", model)
    try refuse(64, "would overwrite '\(model)'", model, "--to", "onnx", "--output", model)
    try refuse(64, "would overwrite '\(table)'", model, "--to", "pytorch", "--output", table)
    try refuse(64, "not standard input", "-", "--to", "onnx")
    try refuse(66, "There is no file", path("none.safetensors"), "--to", "onnx")
    try refuse(65, "t.csv: this is not a safetensors file", table, "--to", "onnx")
    try refuse(74, "Cannot write", model, "--to", "onnx", "--output", path("none/m.onnx"))
    #expect(try BinaryRun("export", model, "--to", "onnx").status == 0)
    try refuse(74, "--output \(path("m.onnx")) replaces it", model, "--to", "onnx")
    let again = try BinaryRun("export", model, "--to", "onnx", "--output", path("m.onnx"))
    #expect(again.status == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: model)) == before)
    #expect(try text("t.csv").hasPrefix("a,y\n"))
  }
}
