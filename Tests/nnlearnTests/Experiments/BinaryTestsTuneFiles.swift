import Foundation
import TestSupport
import Testing

@Suite("The built program: the file of an experiment")
struct BinaryTestsTuneFiles {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let call = [
    "tune", "digits", "--try", "rate = 0.1, 0.01, 0.001", "--epochs", "2", "--seeds", "5",
  ]

  private func run(_ words: [String]) throws -> BinaryRun {
    try BinaryRun(words: words, in: folder.url.path)
  }

  private var path: String { folder.url.appendingPathComponent("experiments.jsonl").path }

  /// Starts the program, and stops it with a signal once the file has so many lines.
  private func stopped(by signal: Int32, after lines: Int) throws -> (status: Int32, error: String)
  {
    let process = Process()
    process.executableURL = Binary.url
    process.arguments = Self.call
    process.environment = ["LANG": "C.UTF-8"]
    process.currentDirectoryURL = folder.url
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let deadline = Date() + 60
    while (try? folder.text("experiments.jsonl").split(separator: "\n").count) ?? 0 < lines,
      Date() < deadline
    {
      usleep(1000)
    }
    kill(process.processIdentifier, signal)
    let error = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, error)
  }

  /// Whether the file has every run once.
  private func isComplete() throws -> Bool {
    let runs = BinaryRun(output: try folder.text("experiments.jsonl")).json.dropFirst()
    return Set(runs.map { "\($0["settings"] ?? "") \($0["seed"] ?? "")" }).count == 15
      && runs.count == 15
  }

  private func figures(_ run: BinaryRun) -> [Double?] {
    run.json.filter { $0["event"] as? String == "combination" }.map { $0["mean"] as? Double }
  }

  @Test("after a kill the same command runs what is missing, and gives the same table")
  func kill9() throws {
    let whole = try run(Self.call + ["--experiments", "whole.jsonl", "--format", "json"])
    #expect(figures(whole).count == 3)
    let status = try stopped(by: SIGKILL, after: 4).status
    #expect(status == SIGKILL)
    let kept = try folder.text("experiments.jsonl")
    #expect(kept.split(separator: "\n").count < 16)
    let resumed = try run(Self.call + ["--format", "json"])
    #expect(resumed.status == 0 && figures(resumed) == figures(whole))
    #expect(try isComplete())
    let start = kept.lastIndex(of: "\n").map { kept[...$0] } ?? ""
    #expect(try folder.text("experiments.jsonl").hasPrefix(start))
    let again = try folder.text("experiments.jsonl")
    #expect(try figures(run(Self.call + ["--format", "json"])) == figures(whole))
    #expect(try folder.text("experiments.jsonl") == again)
  }

  @Test("Ctrl-C ends it with 130, and the same command goes on")
  func interrupt() throws {
    let (status, error) = try stopped(by: SIGINT, after: 3)
    #expect(status == 130)
    #expect(error.contains("of 15 runs, whose results are kept; the same command goes on"))
    let resumed = try run(Self.call)
    #expect(resumed.error.hasPrefix("Going on after "))
    #expect(resumed.status == 0)
    #expect(try isComplete())
  }

  @Test("a torn last line is dropped, wherever it is torn", arguments: [1, 30, 200])
  func torn(length: Int) throws {
    _ = try run(Self.call)
    let text = try folder.text("experiments.jsonl")
    _ = try folder.file("experiments.jsonl", String(text.dropLast(length)))
    let resumed = try run(Self.call)
    #expect(resumed.status == 0)
    #expect(try isComplete())
    #expect(try folder.text("experiments.jsonl").hasSuffix("}\n"))
  }

  @Test("a torn first line is begun again")
  func tornStart() throws {
    _ = try run(Self.call)
    _ = try folder.file("experiments.jsonl", String(folder.text("experiments.jsonl").prefix(30)))
    #expect(try run(Self.call).status == 0)
    #expect(try isComplete())
  }

  @Test(
    "a file of something else is refused by name and left alone",
    arguments: [
      (
        ["tune", "iris", "--try", "rate = 0.1, 0.01", "--epochs", "2"],
        "is of other data: 'digits', not 'iris'"
      ),
      (
        ["tune", "digits", "--try", "rate = 0.1, 0.01", "--epochs", "3"],
        "is of another call, with 'digits --epochs 2' and not 'digits --epochs 3'"
      ),
      (["tune", "digits", "--try", "batch = 8, 16", "--epochs", "2"], "tries rate, and not batch"),
    ])
  func others(words: [String], message: String) throws {
    _ = try run(Self.call + ["--random", "1"])
    let text = try folder.text("experiments.jsonl")
    let refused = try run(words)
    #expect(refused.status == 64 && refused.error.contains("'experiments.jsonl' \(message)"))
    #expect(try folder.text("experiments.jsonl") == text)
  }

  @Test(
    "text that is no file of experiments is left alone", arguments: ["x", "a,b\n1,2\n", "{}\n"])
  func foreign(text: String) throws {
    _ = try folder.file("experiments.jsonl", text)
    let refused = try run(Self.call)
    #expect(refused.status == 65)
    #expect(refused.error.contains("'experiments.jsonl' is not a file of experiments"))
    #expect(try folder.text("experiments.jsonl") == text)
  }

  @Test("a file that another run is writing, or that is none, is refused")
  func taken() throws {
    _ = try run(Self.call + ["--random", "1"])
    let text = try folder.text("experiments.jsonl")
    let descriptor = open(path, O_RDWR)
    #expect(flock(descriptor, LOCK_EX) == 0)
    let taken = try run(Self.call)
    #expect(taken.status == 74)
    #expect(taken.error == "Error: 'experiments.jsonl' is being written by another run\n")
    close(descriptor)
    #expect(try folder.text("experiments.jsonl") == text)
    #expect(try run(Self.call).status == 0)
    let device = try run(Self.call + ["--experiments", "/dev/null"])
    #expect(device.status == 74)
    #expect(device.error == "Error: Cannot write '/dev/null': it is not a regular file\n")
  }

  @Test("a damaged line is named")
  func damaged() throws {
    _ = try run(Self.call + ["--random", "1"])
    let text = try folder.text("experiments.jsonl")
    _ = try folder.file("experiments.jsonl", text.replacing("\"kept_epoch\"", with: "\"kept\""))
    #expect(
      try run(Self.call).error
        == "Error: experiments.jsonl: line 2: this is not the result of a run\n")
    let lines = text.split(separator: "\n")
    _ = try folder.file("experiments.jsonl", text + lines[1] + "\n")
    #expect(try run(Self.call).error.contains("line \(lines.count + 1): the run is there before"))
  }

  @Test("more seeds and more values go on with the same file")
  func more() throws {
    _ = try run(["tune", "iris", "--try", "rate = 0.1, 0.01", "--epochs", "2", "--seeds", "2"])
    let first = try folder.text("experiments.jsonl")
    let more = try run(["tune", "iris", "--try", "rate = 0.1, 0.01, 0.5", "--epochs", "2"])
    #expect(more.error.hasPrefix("Going on after 4 of 9 runs\n"))
    #expect(try folder.text("experiments.jsonl").hasPrefix(first))
  }

  @Test(
    "an invalid call says what to do",
    arguments: [
      (["--try", "rat = 0.1, 0.2"], "Unknown setting 'rat'. Did you mean 'rate'?"),
      (["--try", "rate = 0.1, x"], "rate cannot be 'x'. Please provide a number, 0 or more."),
      (["--try", "rate = 0.1"], "it needs two values"),
      (["--try", "rate = 0.1, 0.10"], "rate has the value '0.1' twice"),
      (["--try", "rate 0.1"], "write it as SETTING = VALUE, VALUE"),
      (["--try", "seed = 1, 2"], "--seeds repeats each combination with several seeds"),
      (["--try", "save = a, b"], "Unknown setting 'save'"),
      (["--try", "shuffle = yes, maybe"], "shuffle cannot be 'maybe'. Please provide yes or no."),
      (
        ["--try", "rate = 0.1, 0.2", "--rate", "1"],
        "--rate fixes what --try 'rate = 0.1, 0.2' tries"
      ),
      (["--try", "rate = 0.1, 0.2", "--try", "rate = 1, 2"], "--try names rate twice"),
      ([], "There is nothing to try"),
      (
        ["--try", "model = dense 8 relu, dense 10 softmax"],
        "values that contain commas are separated by |"
      ),
      (["--try", "rate = 0.1, 0.2", "--split", "80/0/20"], "this split has none"),
      (["--try", "split = 70/15/15, 60/20/20"], "the validation part would be another"),
      (
        [
          "--target", "features", "--model", "dense 2 linear, dense 64 linear", "--try",
          "scaling = standard, none",
        ], "the errors of reproduced samples would be measured otherwise"
      ),
      (["--try", "rate = 0.1, 0.2", "--only", "99"], "there are 6 runs"),
      (["--try", "rate = 0.1, 0.2", "--out", "x"], "--out is for the results of --jobs"),
      (["--try", "rate = 0.1, 0.2", "--jobs", "--experiments", "x"], "--jobs goes without"),
      (["--only", "1"], "There is nothing to try"),
      (["--collect", "nowhere"], "--collect goes without '<data>'"),
      (["--try", "epochs = 1, 2", "--until-change", "0.1"], "exclude each other"),
    ])
  func refused(words: [String], message: String) throws {
    let run = try run(["tune", "digits"] + words)
    #expect(run.status != 0 && run.output == "")
    #expect(run.error.contains(message), "\(run.error)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test("only results of one experiment are collected")
  func collected() throws {
    #expect(try run(["tune", "--collect", "nowhere"]).error.contains("There is no file 'nowhere'"))
    let call = ["tune", "iris", "--try", "rate = 0.1, 0.2", "--seeds", "1", "--out", "parts"]
    _ = try run(call + ["--epochs", "1", "--only", "1"])
    _ = try run(call + ["--epochs", "2", "--only", "2"])
    let mixed = try run(["tune", "--collect", "parts"])
    #expect(mixed.status == 65 && mixed.output == "")
    #expect(
      mixed.error.contains(
        "'parts/2.jsonl' is of another call, with 'iris --epochs 2' and not 'iris --epochs 1', as in "
          + "'parts/1.jsonl'"))
    let result = try folder.text("parts/1.jsonl")
    _ = try folder.file(
      "parts/2.jsonl", result.replacing("\"kept_epoch\":1", with: "\"kept_epoch\":2"))
    let torn = try run(["tune", "--collect", "parts"])
    #expect(torn.error.contains("have different results for the same run"))
    _ = try folder.file("parts/2.jsonl", result)
    #expect(
      try run(["tune", "--collect", "parts"]).output.unwrapped.contains("1 run has no result yet"))
  }
}
