import Foundation
import Learning
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: cross-validation")
struct BinaryTestsFolds {
  /// Whether a number of a JSON line is the other up to the rounding of its reader.
  private func isClose(_ value: Any?, _ other: Double) -> Bool {
    abs((value as? Double ?? .nan) - other) <= 1e-12 * abs(other)
  }

  @Test("a row for each fold, then mean and deviation; the test part is untouched")
  func rows() throws {
    let run = try BinaryRun(
      "train", "iris", "--folds", "5", "--epochs", "20", "--width", "100")
    #expect(run.status == 0 && run.error == "")
    let rows = run.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(
      rows.filter { $0[0].hasSuffix("/5") }.map { $0[1] } == ["102", "102", "102", "103", "103"])
    #expect(rows.contains { $0[0] == "mean" } && rows.contains { $0[0] == "deviation" })
    #expect(
      run.output.contains(
        "The deviation is the sample standard deviation of the 5 folds, over 4. The test part (22 samples)\n"
          + "was not looked at: it is for the network that you choose in the end.\n"))
    let all = try BinaryRun("train", "iris", "--folds", "2", "--epochs", "1", "--split", "100/0/0")
    #expect(all.output.contains("2 folds of 150 samples") && !all.output.contains("test part"))
    let quiet = try BinaryRun("train", "line", "--folds", "2", "--epochs", "2", "-q")
    #expect(quiet.output.hasPrefix("folds      loss ") && quiet.output.contains(", rmse "))
  }

  @Test(
    "as JSON lines: the same for the same seeds, whose mean and deviation are those of the folds")
  func json() throws {
    let words = [
      "train", "homes", "--folds", "4", "--epochs", "5", "--format", "json", "--split-seed", "2",
    ]
    let run = try BinaryRun(words: words)
    #expect(try BinaryRun(words: words + ["--threads", "1"]).output == run.output)
    let lines = run.json
    #expect(
      lines.map { $0["event"] as? String } == ["start", "fold", "fold", "fold", "fold", "folds"])
    #expect(lines[0]["folds"] as? Int == 4 && lines[0]["split_seed"] as? String == "2")
    for name in ["loss", "rmse", "r2"] {
      let values = lines[1...4].compactMap { $0[name] as? Double }
      let summary = MeanAndDeviation(values)
      #expect(isClose(lines[5][name], summary.mean))
      #expect(isClose(lines[5][name + "_deviation"], summary.deviation))
    }
    #expect(lines[5]["test"] as? Int == 75)
    // Other initial weights, the same folds.
    let other = try BinaryRun(words: words + ["--seed", "5"]).json
    #expect(other[1]["loss"] as? Double != lines[1]["loss"] as? Double)
  }

  @Test("a fold is the run on its own split")
  func single() throws {
    let folds = try BinaryRun(
      "train", "iris", "--folds", "3", "--epochs", "4", "--format", "json"
    ).json
    let data = try #require(BuiltInData.all["iris"]).dataSet(seed: 0)
    let split = try Split(data, ratio: .standard, seed: 0).folds(3, of: data, seed: 0)[1]
    let request = try TrainRequest(DeclaredOption.arguments(["train", "iris", "--epochs", "4"]))
    let trainer = try Trainer<Float>(request.ingredients.with(split))
    for _ in 0..<4 { _ = try trainer.finishEpoch() }
    let score = try #require(try trainer.evaluation(split.validation)).score
    #expect(isClose(folds[2]["loss"], score.loss))
    #expect(isClose(folds[2]["accuracy"], score.accuracy ?? 0))
  }

  @Test(
    "options that make no sense with folds",
    arguments: [
      (
        ["--save", "m"],
        "--save has no single network to write: leave it out, and train once more without --folds"
      ), (["--resume", "m"], "--resume is for a single run"),
      (["--history", "h.csv"], "--history is for a single run"),
      (["--plot", "p.svg"], "--plot is for a single run"),
      (["--checkpoint-every", "2"], "--checkpoint-every is for a single run"),
      (
        ["--test"],
        "--test is for the network that you choose in the end; folds leave the test part untouched"
      ), (["--explain"], "--explain is for a single run"),
      (["--step"], "--step is for a single run"),
      (
        ["--patience", "3"],
        "--patience would choose the weights by the samples that measure them"
      ),
      (
        ["--keep", "best"],
        "--keep best would choose the weights by the samples that measure them"
      ),
    ])
  func refusals(options: [String], message: String) throws {
    let run = try BinaryRun(words: ["train", "iris", "--folds", "3"] + options)
    #expect(run == BinaryRun(error: "Error: With --folds, \(message)\n", status: 64))
  }

  @Test("more folds than samples, and a fold that diverges")
  func errors() throws {
    let few = try BinaryRun("train", "xor", "--folds", "5")
    #expect(few.error == "Error: xor: 4 samples cannot be divided into 5 folds\n")
    let diverged = try BinaryRun(
      "train", "homes", "--folds", "2", "--optimizer", "sgd", "--rate", "1e20", "-q")
    #expect(
      diverged.status == 3 && diverged.error.hasPrefix("Error: Fold 1: training diverged at step "))
  }

  @Test(
    "a terminal has a line with the fold and the epoch, which is gone in the end",
    .enabled(if: Pexpect.isThere, "python3 has no pexpect"))
  func progress() throws {
    let shown = try Pexpect.terminal(
      """
      run = start('train', 'digits', '--folds', '3', '--epochs', '40')
      run.expect_exact('fold 1 of 3, epoch 1 of 40')
      run.expect('fold 2 of 3, epoch [0-9]+ of 40  [^\\r\\n]*left')
      run.expect_exact('\\r\\x1b[K2/3 ')
      run.expect(pexpect.EOF)
      run.close()
      print('fold 4' in run.before, 'epoch 41' in run.before, run.before.count('mean  '), run.exitstatus)
      short = start('train', 'line', '--folds', '2', '--epochs', '1', '--batch', '60').read()
      print('fold 2 of 2, epoch 1 of 1' in short, 'epoch 2' in short)
      call = '"$0" train line --folds 2 --epochs 1 | cat'
      piped = pexpect.spawn('/bin/sh', ['-c', call, sys.argv[1]], encoding='utf8', timeout=60)
      print('epoch 1 of' in piped.read())
      for words in (['--quiet'], ['--format', 'json']):
        other = start('train', 'digits', '--folds', '2', '--epochs', '9', *words)
        print('epoch 1 of' in other.read())
      """)
    #expect(shown == "False False 1 0\nTrue False\nFalse\nFalse\nFalse\n")
  }
}
