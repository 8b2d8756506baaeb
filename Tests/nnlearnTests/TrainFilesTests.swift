import Foundation
import Learning
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: trained models are never lost")
struct TrainFilesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  private func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  /// Runs the program from a shell script, as `"$@"`.
  private func shell(_ script: String, _ words: String..., folder: String = "/") throws -> BinaryRun
  {
    try BinaryRun(
      words: ["sh", "-c", "cd '\(folder)'; " + script, "sh", Binary.url.path] + words,
      environment: ["LANG": "C.UTF-8", "PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""],
      executable: URL(fileURLWithPath: "/usr/bin/env"))
  }

  @Test(
    "a report that cannot be printed leaves the files whole",
    arguments: [
      ("{ \"$@\"; echo \"ended $?\" >&2; } | head -1", "", 0),
      ("\"$@\" >/dev/full; echo \"ended $?\" >&2", "No space left on device", 74),
      ("\"$@\" >&-; echo \"ended $?\" >&2", "Bad file descriptor", 74),
      ("\"$@\" <&- >&-; echo \"ended $?\" >&2", "Bad file descriptor", 74),
      ("\"$@\" >&- 2>&-; echo \"ended $?\" >&2", "", 74),
    ])
  func report(script: String, reason: String, status: Int) throws {
    let words = ["train", "iris", "--epochs", "40"]
    _ = try BinaryRun(words: words + ["--save", path("whole.safetensors")])
    let run = try shell(
      script, "train", "iris", "--epochs", "40", "--save", path("m.safetensors"), "--history",
      path("h.csv"), "--plot", path("p.svg"))
    let message = reason.isEmpty ? "" : "Error: Cannot write the output: \(reason)\n"
    #expect(run.error == message + "ended \(status)\n")
    #expect(try bytes("m.safetensors") == bytes("whole.safetensors"))
    #expect(try folder.text("h.csv").split(separator: "\n").count == 41)
    #expect(try folder.text("p.svg").hasSuffix("</svg>\n"))
  }

  @Test("a limit on the size of files is an error, not a kill")
  func sizeLimit() throws {
    let run = try shell(
      "ulimit -f 1; \"$@\"", "train", "iris", "--epochs", "1", "--quiet", "--save",
      path("m.safetensors"))
    #expect(run.status == 74)
    #expect(run.error == "Error: Cannot write '\(path("m.safetensors"))': File too large\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
  }

  @Test(
    "files that cannot be written are refused before training",
    arguments: [("--save", "m.safetensors"), ("--history", "h.csv"), ("--plot", "p.svg")])
  func refused(option: String, name: String) throws {
    let missing = path("nowhere/" + name)
    let run = try BinaryRun("train", "iris", "--epochs", "3", option, missing)
    #expect(
      run
        == BinaryRun(
          error: "Error: Cannot write '\(missing)': No such file or directory\n", status: 74))
    let locked = try folder.file(name, "mine")
    chmod(locked, 0o444)
    let again = try BinaryRun("train", "iris", "--epochs", "3", option, locked)
    #expect(
      again == BinaryRun(error: "Error: Cannot write '\(locked)': Permission denied\n", status: 74))
    #expect(try folder.text(name) == "mine")
  }

  @Test("folders of images, and labels next to images, are read")
  func overwritingImages() throws {
    for name in ["a", "b"] {
      let images = folder.url.appendingPathComponent("images/" + name)
      try FileManager.default.createDirectory(at: images, withIntermediateDirectories: true)
      for number in 0..<4 {
        try Data("P2 2 1 9 \(number) \(name == "a" ? 0 : 9)\n".utf8)
          .write(to: images.appendingPathComponent("\(number).pgm"))
      }
    }
    let pixels = (0..<8).map { UInt8($0 * 30) }
    let images = try folder.file(
      "t-images-idx3-ubyte", Data([0, 0, 8, 3, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 1] + pixels))
    let labels = try folder.file(
      "t-labels-idx1-ubyte", Data([0, 0, 8, 1, 0, 0, 0, 8, 0, 1, 0, 1, 0, 1, 0, 1]))
    let split = ["--split", "100/0/0", "--epochs", "1", "--quiet"]
    for (data, other) in [(path("images"), path("images/a/1.pgm")), (images, labels)] {
      #expect(try BinaryRun(words: ["train", data] + split).status == 0)
      let run = try BinaryRun(words: ["train", data, "--save", other] + split)
      #expect(
        run
          == BinaryRun(error: "Error: --save '\(other)' would overwrite the data\n", status: 64))
    }
  }

  @Test("no file that a run reads or writes is overwritten by another of its files")
  func overwriting() throws {
    let rows = (0..<30).map { "\($0),\($0 % 2)\n" }.joined()
    let table = try folder.file("t.csv", "x,y\n" + rows)
    let classes = try folder.file("c.csv", "0,no\n1,yes\n")
    symlink("t.csv", path("link.csv"))
    link(table, path("hard.svg"))
    let here = folder.url.path
    for (words, message) in [
      (["--history", table], "--history '\(table)' would overwrite the data"),
      (
        ["--history", path("link.csv")], "--history '\(path("link.csv"))' would overwrite the data"
      ),
      (["--plot", path("hard.svg")], "--plot '\(path("hard.svg"))' would overwrite the data"),
      (["--save", here + "/./t.csv"], "--save '\(here)/./t.csv' would overwrite the data"),
      (
        ["--classes", classes, "--history", classes],
        "--history '\(classes)' would overwrite the file of --classes"
      ),
      (
        ["--save", path("a.svg"), "--plot", here + "//a.svg"],
        "--plot '\(here)//a.svg' would overwrite the file of --save"
      ),
    ] {
      let run = try BinaryRun(words: ["train", table, "--epochs", "1"] + words)
      #expect(run == BinaryRun(error: "Error: \(message)\n", status: 64))
    }
    #expect(try folder.text("t.csv") == "x,y\n" + rows)
    let checkpoint = try Self.checkpoint(in: folder)
    let run = try BinaryRun("train", "--resume", checkpoint, "--save", checkpoint)
    #expect(
      run
        == BinaryRun(
          error: "Error: --save '\(checkpoint)' would overwrite the run to be resumed\n",
          status: 64))
  }

  @Test(
    "an option that is given twice is a wrong call",
    arguments: [["--seed", "1"], ["--quiet"], ["--save", "x"]])
  func twice(option: [String]) throws {
    let run = try BinaryRun(words: ["train"] + option + ["iris"] + option)
    #expect(run.status == 64)
    #expect(run.error.hasPrefix("Error: The option '\(option[0])' is given twice\n"))
  }

  // MARK: Resuming

  /// A run that Ctrl-C has ended, which had begun in the folder and named its files from there.
  private static func checkpoint(
    in folder: TemporaryFolder,
    _ words: String = "--save m.safetensors --history h.csv --plot p.svg"
  ) throws -> String {
    // The signal comes once the run is under way, as its history shows.
    let run = try Pexpect.python(
      """
      import os, signal, subprocess, sys
      os.chdir(sys.argv[2])
      open('t.csv', 'w').write('x,y\\n' + ''.join(f'{i / 7},{i % 3}\\n' for i in range(90)))
      run = subprocess.Popen([sys.argv[1], 'train', 't.csv', '--epochs', '10000', '--format', 'json'] + sys.argv[3].split(),
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
      while '"epoch":9,' not in run.stdout.readline(): pass
      run.send_signal(signal.SIGINT)
      run.stdout.read()
      print(run.stderr.read(), run.wait())
      """, arguments: [Binary.url.path, folder.url.path, words])
    let path = folder.url.path + "/m.checkpoint.safetensors"
    #expect(run.output.hasSuffix("go on with: nnlearn train --resume \(path)\n 130\n"))
    #expect(run.error == "")
    return path
  }

  @Test("a resumed run evaluates the test part if the first call requested it")
  func resumedTest() throws {
    let checkpoint = try Self.checkpoint(in: folder, "--save m.safetensors --test")
    let run = try BinaryRun(
      "train", "--resume", checkpoint, "--until-change", "1000", "--format", "json")
    #expect(run.json.last?["part"] as? String == "test")
  }

  @Test("a checkpoint that contradicts itself is bad data, and named")
  func contradiction() throws {
    let checkpoint = try Self.checkpoint(
      in: folder, "--save m.safetensors --checkpoint-every 5 --test")
    let whole = try bytes("m.checkpoint.safetensors")
    for (entry, damage, reason) in [
      (
        "\"save\"", "\"sane\"",
        "--checkpoint-every needs --save, beside whose file the run is kept"
      ),
      ("70/15/15", "70/30/00", "--test evaluates the test part, and this split has none"),
    ] {
      var bytes = whole
      let range = try #require(bytes.firstRange(of: Array(entry.utf8)))
      bytes.replaceSubrange(range, with: Array(damage.utf8))
      try Data(bytes).write(to: URL(fileURLWithPath: checkpoint))
      let run = try BinaryRun("train", "--resume", checkpoint)
      #expect(run == BinaryRun(error: "Error: \(checkpoint): \(reason)\n", status: 65))
    }
  }

  @Test("a resumed run writes the first call's files from any folder, with the same bits")
  func resume() throws {
    let checkpoint = try Self.checkpoint(in: folder)
    #expect(try folder.text("h.csv").split(separator: "\n").count > 9)
    let epochs = "\(try folder.text("h.csv").split(separator: "\n").count + 20)"
    let run = try shell(
      "\"$@\"", "train", "--resume", checkpoint, "--epochs", epochs, "--width", "240")
    #expect(run.status == 0 && run.error == "")
    #expect(!FileManager.default.fileExists(atPath: checkpoint))
    let advice = "nnlearn evaluate \(path("m.safetensors")) \(path("t.csv")) --part test"
    #expect(run.output.contains(advice))
    let (model, history, plot) = (
      try bytes("m.safetensors"), try bytes("h.csv"), try bytes("p.svg")
    )
    _ = try shell(
      "\"$@\"", "train", "t.csv", "--epochs", epochs, "--save", "m.safetensors", "--history",
      "h.csv",
      "--plot", "p.svg", folder: folder.url.path)
    #expect(try bytes("m.safetensors") == model)
    #expect(try bytes("h.csv") == history)
    #expect(try bytes("p.svg") == plot)
  }

  @Test("a damaged checkpoint is bad data, whichever number of it is wrong")
  func damaged() throws {
    let checkpoint = try Self.checkpoint(
      in: folder, "--save m.safetensors --checkpoint-every 50 --patience 9000")
    let file = try Safetensors(bytes("m.checkpoint.safetensors"))
    func resumed(_ change: (String, String) -> String) throws -> BinaryRun {
      let entries = file.metadata.map { Safetensors.Entry($0.name, change($0.name, $0.text)) }
      let changed = Safetensors(tensors: file.tensors, metadata: entries)
      let path = try folder.file("damaged.safetensors", Data(changed.bytes))
      return try BinaryRun("train", "--resume", path, "--quiet")
    }
    for (name, texts) in [
      ("seed", ["-1", "x", "1e3", "99999999999999999999"]), ("batch", ["0", "-3", "1000000000"]),
      ("l2", ["-1", "nan", "inf"]), ("epochs", ["0", "-1", "999999999999"]),
      ("patience", ["0", "x"]), ("checkpoint_every", ["0", "-5"]),
      ("optimizer", ["adom", "adam(rate = )"]),
      ("schedule", ["x"]), ("split", ["1/2/3/4", ""]), ("scaling_kind", ["x"]),
    ] {
      for text in texts {
        let run = try resumed { $0 == name ? text : $1 }
        #expect(run.status == 65, "\(name) \(text)")
        #expect(run.error.hasPrefix("Error: \(path("damaged.safetensors")): "), "\(name) \(text)")
      }
    }
    for (name, values) in [
      ("epoch", ["-1", "999999999999", "1.5", "null", "3"]),
      ("iteration", ["-1", "99999999", "9223372036854775807"]),
      ("samples", ["-5", "7"]), ("correct", ["-1", "100000"]),
      ("counts", ["[-1]", "[]", "[1e300]"]),
      ("loss", ["\"x\"", "null"]), ("history", ["[]", "[1]", "{}"]),
    ] {
      for value in values {
        let run = try resumed { entry, text in
          guard entry == "state" else { return text }
          let pattern = "\"\(name)\":(-?[0-9][^,}]*|\\[[-0-9.e,]*\\]|\\[\\{.*\\}\\])"
          let range = text.range(of: pattern, options: .regularExpression)!
          return text.replacingCharacters(in: range, with: "\"\(name)\":\(value)")
        }
        #expect(run.status == 65, "\(name) \(value)")
      }
    }
    #expect(try BinaryRun("train", "--resume", checkpoint, "--epochs", "1", "--quiet").status == 0)
  }

  @Test("the last good checkpoint is not overwritten by one whose weights are not finite")
  func notFinite() throws {
    let run = try BinaryRun(
      "train", "iris", "--schedule", "step(every = 6, factor = 1e300)", "--checkpoint-every", "1",
      "--save", path("m.safetensors"), "--quiet", "--history", path("h.csv"))
    #expect(run.status == 3)
    let file = try Safetensors(bytes("m.checkpoint.safetensors"))
    #expect(file.tensors.allSatisfy { $0.floats?.allSatisfy(\.isFinite) ?? true })
    #expect(try folder.text("h.csv").split(separator: "\n").count == 2)
  }

  @Test("a step after the run's last is not explained")
  func explain() throws {
    let run = try BinaryRun("train", "iris", "--epochs", "2", "--explain", "1000000000")
    #expect(
      run
        == BinaryRun(
          error: "Error: The run ends after 8 steps: --explain looks at one of them\n", status: 64))
    let settled = try BinaryRun("train", "iris", "--until-change", "100", "--explain", "100")
    #expect(
      settled
        == BinaryRun(
          error: "Error: The run ends after 8 steps: --explain looks at one of them\n", status: 64))
    #expect(try BinaryRun("train", "iris", "--epochs", "2", "--explain", "8").status == 0)
  }
}
