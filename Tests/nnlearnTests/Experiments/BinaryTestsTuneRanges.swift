import Foundation
import TestSupport
import Testing

@Suite("The built program: experiments with ranges")
struct BinaryTestsTuneRanges {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let call = [
    "tune", "iris", "--try", "rate = 0.001 … 0.1", "--try", "batch = 8, 32", "--epochs", "2",
  ]

  private func run(_ words: [String]) throws -> BinaryRun {
    try BinaryRun(words: words, in: folder.url.path)
  }

  /// The settings of each run of a file, in order, and its seed.
  private func runs(_ name: String = "experiments.jsonl") throws -> [[String]] {
    BinaryRun(output: try folder.text(name)).json.dropFirst().map {
      ($0["settings"] as? [String] ?? []) + ["\($0["seed"] ?? "")"]
    }
  }

  @Test("drawn numbers are short, between the ends and the same again; more go on with them")
  func drawn() throws {
    func settings(_ words: String...) throws -> Set<[String]> {
      let file = "r" + words.joined() + ".jsonl"
      let done = try run(Self.call + words + ["--seeds", "1", "--experiments", file])
      #expect(done.status == 0)
      return Set(try runs(file))
    }
    let ten = try settings("--random", "10")
    #expect(ten.count == 10)
    for values in ten {
      let rate = try #require(Double(values[0]))
      #expect((0.001...0.1).contains(rate) && values[0].count <= 7, "\(values[0])")
      #expect(["8", "32"].contains(values[1]))
    }
    #expect(Set(ten.map { $0[1] }).count == 2)
    #expect(try settings("--random", "10", "--threads", "1") == ten)
    #expect(try settings("--random", "14").isSuperset(of: ten))
    #expect(try settings("--random", "10", "--seed", "1").isDisjoint(with: ten))
  }

  @Test("a range of few whole numbers is drawn from until all are there")
  func exhausted() throws {
    let done = try run([
      "tune", "iris", "--try", "batch = 7 ... 9", "--random", "50", "--epochs", "1", "--seeds", "1",
    ])
    #expect(done.status == 0)
    #expect(try runs().map { $0[0] }.sorted() == ["7", "8", "9"])
    #expect(done.output.unwrapped.contains("batch is drawn from 7 to 9, uniformly."))
  }

  @Test("with a number of points it is a list, and combined with the other settings")
  func points() throws {
    let done = try run([
      "tune", "iris", "--try", "rate = 0.001...0.1 in 3", "--try", "batch = 8 … 32 log in 3",
      "--epochs", "1", "--seeds", "1",
    ])
    #expect(done.status == 0)
    let expected = ["0.001", "0.01", "0.1"].flatMap { rate in
      ["8", "16", "32"].map { [rate, $0, "0"] }
    }
    #expect(try Set(runs()) == Set(expected))
    let text = done.output.unwrapped
    #expect(text.contains("rate has 3 values from 0.001 to 0.1, at equal ratios."))
    #expect(text.contains("batch has 3 values from 8 to 32, at equal ratios."))
    // The list means the same runs, so that nothing is left to do.
    let list = try run([
      "tune", "iris", "--try", "rate = 0.001, 0.01, 0.1", "--try", "batch = 8, 16, 32", "--epochs",
      "1", "--seeds", "1",
    ])
    #expect(list.error == "" && list.status == 0)
  }

  @Test("the report names the way of drawing, the parts, and a command that repeats the best")
  func report() throws {
    let done = try run(Self.call + ["--random", "10"])
    let text = done.output.unwrapped
    #expect(text.contains("rate is drawn from 0.001 to 0.1, uniformly in the logarithm."))
    #expect(text.contains("rate, in thirds of its values"))
    #expect(text.contains("standard error over the combinations"))
    let command = "nnlearn train iris --epochs 2 --rate 0\\.[0-9]{1,5} --batch (8|32) "
    #expect(text.range(of: command, options: .regularExpression) != nil)
    let json = try run(Self.call + ["--random", "10", "--format", "json"]).json
    let rate = try #require(json.first { $0["name"] as? String == "rate" })
    #expect(rate["parts"] as? String == "thirds" && rate["paired"] as? Bool == false)
    #expect((rate["values"] as? [[String: Any]])?.count == 3)
  }

  @Test("an interrupted draw goes on with the same numbers, and so do the commands of --jobs")
  func resumed() throws {
    let words = Self.call + ["--random", "6", "--seeds", "1"]
    _ = try run(words)
    let whole = Set(try runs())
    let text = try folder.text("experiments.jsonl")
    _ = try folder.file(
      "experiments.jsonl", text.split(separator: "\n").prefix(3).joined(separator: "\n") + "\n")
    let resumed = try run(words)
    #expect(resumed.error.hasPrefix("Going on after 2 of 6 runs\n"))
    #expect(try Set(runs()) == whole)

    let jobs = try run(words + ["--jobs"]).lines.dropLast()
    #expect(jobs.count == 6 && jobs.allSatisfy { $0.contains("'rate = 0.001 … 0.1'") })
    let only = try run(words + ["--out", "parts", "--only", "4"])
    #expect(only.status == 0)
    #expect(try whole.isSuperset(of: runs("parts/4.jsonl")))
  }

  @Test(
    "a range that cannot be taken says what to do",
    arguments: [
      (
        "rate = 0.001 … 0.1",
        "a range has too many values to try them all: add a number of points, as in "
          + "'rate = 0.001 … 0.1 in 5', or draw from it, with --random 20"
      ),
      (
        "rate = 0.1 … 0.001",
        "the range begins at 0.1 and ends at 0.001: write the smaller end first"
      ),
      ("rate = 0.1 … 0.10", "the range has only the number 0.10"),
      (
        "l2 = 0 … 0.1 log in 5",
        "on a logarithmic scale a range begins above 0: write a small number for 0, or leave out log"
      ),
      ("rate = -1 … 0.1", "rate cannot be '-1'. Please provide a number, 0 or more."),
      ("rate = low … 0.1", "rate cannot be 'low'. Please provide a number, 0 or more."),
      ("rate = default … 0.1", "rate cannot be 'default'. Please provide a number, 0 or more."),
      (
        "batch = 1 … 2.5", "batch cannot be '2.5'. Please provide a whole number from 1 to 1000000."
      ),
      ("rat = 0.1 … 0.2", "Unknown setting 'rat'. Did you mean 'rate'?"),
      ("seed = 1 … 9", "--seeds repeats each combination with several seeds"),
      (
        "optimizer = sgd … adam",
        "optimizer has no range, because its values are not numbers: list them"
      ),
      ("shuffle = no … yes", "shuffle has no range, because its values are not numbers: list them"),
      ("rate = … 0.1", "a range has a number on each side of …, as in 'rate = 0.001 … 0.1'"),
      ("rate = 1 … 2 … 3", "a range has a number on each side of …, as in 'rate = 0.001 … 0.1'"),
      (
        "rate = 0.1 … 0.2, 0.5",
        "a range is alone, as in 'rate = 0.001 … 0.1': list all values, or write two ends"
      ),
      (
        "rate = 0.1 … 0.2 by 3",
        "after a range there may be its scale, log or linear, and a number of points, as in 'log in 5', but not "
          + "'by 3'"
      ),
      (
        "rate = 0.1 … 0.2 in 1",
        "'in' goes before a number of points from 2 to 10000, as in 'in 5', not '1'"
      ),
      (
        "rate = 0.1 … 0.2 in", "'in' goes before a number of points from 2 to 10000, as in 'in 5'"
      ),
      (
        "batch = 1 … 3 in 5", "only 3 of the 5 points are different: write 'in 3' or less"
      ),
      (
        "split-seed = 1 … 9223372036854775807",
        "a range of whole numbers ends at 9007199254740992 at most"
      ),
    ])
  func refused(setting: String, message: String) throws {
    let refused = try run(["tune", "iris", "--try", setting])
    #expect(refused.status == 64 && refused.output == "")
    let start = try #require(refused.error.split(separator: "\n").first)
    #expect(start == "Error: --try '\(setting)': \(message)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test("dots in a list of words are no range")
  func words() throws {
    let path = try folder.file(
      "t.csv", "a...b,c,y\n" + (0..<40).map { "\($0 % 7),\($0 % 5),\($0 % 2)\n" }.joined())
    let done = try run([
      "tune", path, "--try", "ignore = a...b | c", "--epochs", "1", "--seeds", "1",
    ])
    #expect(done.status == 0)
    #expect(try Set(runs().map { $0[0] }) == ["a...b", "c"])
  }
}
