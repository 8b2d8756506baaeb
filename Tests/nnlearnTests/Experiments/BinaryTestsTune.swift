import Foundation
import TestSupport
import Testing

@Suite("The built program: experiments")
struct BinaryTestsTune {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let call = [
    "tune", "iris", "--try", "rate = 0.1, 0.02",
    "--try", "model = dense 3 softmax | dense 8 relu, dense 3 softmax", "--epochs", "9",
  ]

  private func run(_ words: [String]) throws -> BinaryRun {
    try BinaryRun(words: words, in: folder.url.path)
  }

  /// The lines of a file of results as objects.
  private func results(_ name: String = "experiments.jsonl") throws -> [[String: Any]] {
    BinaryRun(output: try folder.text(name)).json
  }

  /// What tells a run from the others.
  private func identities(_ objects: [[String: Any]]) -> [String] {
    objects.filter { $0["event"] as? String == "run" }.map {
      "\($0["settings"] as? [String] ?? []) \($0["seed"] ?? "")"
    }.sorted()
  }

  /// The table of a JSON output, without the times.
  private func table(_ run: BinaryRun) -> [NSDictionary] {
    run.json.filter { !["run", "experiment"].contains($0["event"] as? String) }.map {
      $0.filter { $0.key != "seconds" } as NSDictionary
    }
  }

  @Test("each run has the result of train with the same options, to the bit")
  func sameAsTrain() throws {
    let tuned = try run(Self.call + ["--format", "json", "--seeds", "2", "--seed", "5"])
    #expect(tuned.status == 0 && tuned.error == "")
    let runs = tuned.json.filter { $0["event"] as? String == "run" }
    #expect(runs.count == 8)
    #expect(try identities(runs) == identities(results()))
    for one in runs {
      let settings = try #require(one["settings"] as? [String])
      let trained = try run([
        "train", "iris", "--epochs", "9", "--rate", settings[0], "--model", settings[1], "--seed",
        try #require(one["seed"] as? String), "--format", "json",
      ])
      let result = try #require(trained.json.last)
      for name in ["validation_loss", "validation_accuracy", "loss"] {
        #expect(one[name] as? Double == result[name] as? Double, "\(name) of \(one)")
      }
      #expect(one["kept_epoch"] as? Int == result["kept_epoch"] as? Int)
    }
  }

  @Test("the command repeats the best run exactly")
  func best() throws {
    let tuned = try run(Self.call + ["--format", "json"])
    let best = try #require(tuned.json.last)
    let command = try #require(best["command"] as? String)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [
      "-c", "PATH=\(Binary.url.deletingLastPathComponent().path):$PATH; \(command)",
    ]
    shell.currentDirectoryURL = folder.url
    shell.standardOutput = FileHandle.nullDevice
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    let measured = try run([
      "evaluate", "best.safetensors", "iris", "--part", "validation", "--format", "json",
    ])
    let first = try #require(tuned.json.first { $0["event"] as? String == "combination" })
    let settings = try #require(first["settings"] as? [String: String])
    let own = try results().first {
      $0["settings"] as? [String] == [settings["rate"] ?? "", settings["model"] ?? ""]
        && $0["seed"] as? String == "0"
    }
    let loss = try #require(measured.json[0]["loss"] as? Double)
    #expect(own?["validation_loss"] as? Double == loss)
  }

  @Test("the table says what was found, and that the test part was not looked at")
  func text() throws {
    let tuned = try run(Self.call)
    #expect(tuned.output.contains("Mean and sample deviation are over 3 seeds."))
    #expect(tuned.output.contains("matters most: its best and its worst mean differ by"))
    #expect(tuned.output.contains("nnlearn train iris --epochs 9 --rate "))
    #expect(tuned.output.contains("test part (22 samples) not looked at"))
    #expect(tuned.error.split(separator: "\n").count == 12)
    let one = try run(Self.call + ["--seeds", "1", "--experiments", "one.jsonl"])
    #expect(one.output.contains("with one seed, so there is no telling what is chance"))
    #expect(!one.output.contains("±"))
  }

  @Test("a run that diverges is a result")
  func divergence() throws {
    let tuned = try run([
      "tune", "homes", "--optimizer", "sgd", "--try", "rate = 0.01, 1e10", "--epochs", "3",
    ])
    #expect(tuned.status == 0)
    #expect(tuned.output.contains("diverged at step"))
    #expect(tuned.output.contains("3 of 3 runs diverged"))
    let first = try #require(tuned.output.split(separator: "\n").dropFirst().first)
    #expect(first.contains("0.01"))
    let all = try run([
      "tune", "homes", "--optimizer", "sgd", "--try", "rate = 1e11, 1e10", "--epochs", "3",
      "--experiments", "all.jsonl",
    ])
    #expect(all.status == 0 && all.output.contains("Every run diverged"))
  }

  @Test("--random draws the same combinations again, and more of them with a larger number")
  func random() throws {
    let call = [
      "tune", "iris", "--try", "rate = 0.1, 0.02, 0.01", "--try", "batch = 8, 16, 32, 64",
      "--epochs", "1", "--seeds", "1",
    ]
    func drawn(_ words: String...) throws -> [String] {
      _ = try run(call + words + ["--experiments", "r" + words.joined() + ".jsonl"])
      return identities(try results("r" + words.joined() + ".jsonl"))
    }
    let five = try drawn("--random", "5")
    #expect(five.count == 5)
    #expect(try drawn("--random", "5", "--threads", "1") == five)
    #expect(try Set(five).isSubset(of: drawn("--random", "8")))
    #expect(try drawn("--random", "12").count == 12)
    let other = try drawn("--random", "5", "--seed", "1").map { $0.dropLast(2) }
    #expect(other != five.map { $0.dropLast(2) })
  }

  @Test("the commands of --jobs, each by itself, give the same results and the same table")
  func jobs() throws {
    let listed = try run(Self.call + ["--jobs", "--out", "parts", "--seeds", "2"])
    #expect(listed.lines.count == 9 && listed.lines.last == "")
    for line in listed.lines.dropLast().reversed() {
      let shell = Process()
      shell.executableURL = URL(fileURLWithPath: "/bin/sh")
      shell.arguments = [
        "-c", "PATH=\(Binary.url.deletingLastPathComponent().path):$PATH; \(line)",
      ]
      shell.currentDirectoryURL = folder.url
      shell.standardError = FileHandle.nullDevice
      try shell.run()
      shell.waitUntilExit()
      #expect(shell.terminationStatus == 0, "\(line)")
    }
    let collected = try run(["tune", "--collect", "parts", "--format", "json"])
    let whole = try run(Self.call + ["--seeds", "2", "--format", "json"])
    #expect(table(collected).count == 7 && table(collected) == table(whole))
    #expect(
      try table(run(["tune", "--collect", "experiments.jsonl", "--format", "json"])) == table(whole)
    )

    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("parts/3.jsonl"))
    #expect(try run(["tune", "--collect", "parts"]).output.contains("1 run has no result yet"))
    let script = try run(Self.call + ["--jobs", "slurm"]).output
    #expect(script.contains("#SBATCH --array=1-12\n"))
    #expect(script.contains("--only \"$SLURM_ARRAY_TASK_ID\"\n"))
  }

  @Test("runs with different losses are ordered by what they have in common")
  func losses() throws {
    let classes = try run([
      "tune", "iris", "--try", "loss = mse, cross_entropy", "--epochs", "3", "--format", "json",
    ])
    #expect(
      classes.json.last { $0["ordered_by"] != nil }?["ordered_by"] as? String
        == "validation_accuracy")
    let text = try run([
      "tune", "iris", "--try", "loss = mse, cross_entropy", "--epochs", "3", "--width", "120",
    ]).output
    #expect(text.contains(/mean differ by \d+\.\d percentage points\n/))
    #expect(text.contains(/\d+\.\d ± \d+\.\d percentage points worse/))
    let weighted = try run([
      "tune", "iris", "--try", "class-weights = default, balanced", "--epochs", "3", "--format",
      "json", "--experiments", "weighted.jsonl",
    ])
    #expect(weighted.output.contains("\"ordered_by\":\"validation_accuracy\""))
    let numbers = try run([
      "tune", "homes", "--try", "scaling = standard, min-max", "--epochs", "3", "--format", "json",
      "--experiments", "numbers.jsonl",
    ])
    #expect(
      numbers.json.last { $0["ordered_by"] != nil }?["ordered_by"] as? String == "validation_mse")
  }
}
