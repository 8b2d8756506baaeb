import Foundation
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: lessons")
struct BinaryTestsLesson {
  static let names = [
    "gradient-descent", "cost-of-an-error", "sum-and-mean-of-squares", "one-hot-and-softmax",
    "cross-entropy", "yes-or-no", "every-possible-weight", "a-line", "valleys", "one-neuron",
    "tiny-network", "xor", "optimizers", "four-ingredients", "training-loop", "starting-values",
    "overfitting", "regularisation", "batch-normalisation", "falling-rates", "convolution",
    "describe-your-data", "fewer-dimensions", "experiments",
  ]

  @Test("the list has number, name and one line of each lesson, in teaching order")
  func list() throws {
    let run = try BinaryRun("lesson")
    #expect(run.status == 0)
    #expect(run.error == "")
    let rows = run.lines.prefix { !$0.isEmpty }
    #expect(rows.map { $0.split(separator: " ")[0] } == (1...Self.names.count).map { "\($0)" })
    #expect(rows.map { String($0.split(separator: " ")[1]) } == Self.names)
    #expect(rows.allSatisfy { $0.split(separator: " ").count > 4 })
    #expect(
      run.output.hasSuffix(
        """

        Run one:              nnlearn lesson gradient-descent
        One step at a time:   nnlearn lesson gradient-descent --step

        """))
  }

  @Test("the first lesson derives 0.3855")
  func first() throws {
    let run = try BinaryRun("lesson", "gradient-descent")
    #expect(run.status == 0)
    #expect(run.error == "")
    #expect(
      run.output.contains(
        """
          w_new = w − rate × slope
                = 0.38 − 0.01 × (−0.55)
                = 0.38 − (−0.0055)
                = 0.3855   ✓

        """))
    #expect(run.lines[0].hasPrefix("Gradient descent "))
    #expect(run.lines[0].hasSuffix(" lesson 1"))
  }

  @Test("every lesson runs, with every check held", arguments: names)
  func every(name: String) throws {
    let run = try BinaryRun("lesson", name)
    #expect(run.status == 0)
    #expect(run.error == "")
    #expect(!run.output.contains("✗"))
  }

  @Test("every lesson asks at least three questions, each with a hint", arguments: names)
  func questions(name: String) throws {
    let text = try String(contentsOfFile: "\(Binary.lessons)/\(name).md", encoding: .utf8)
    let lines = text.components(separatedBy: "\n")
    let questions = lines.indices.filter { lines[$0].hasPrefix("ask \"") }
    #expect(questions.count >= 3)
    for line in questions {
      #expect(lines[line + 1].hasPrefix("hint "), "\(lines[line])")
    }
  }

  @Test("a lesson is found by number and by path too")
  func byNumber() throws {
    let byName = try BinaryRun("lesson", "cost-of-an-error")
    #expect(try BinaryRun("lesson", "2") == byName)
    let byPath = try BinaryRun("lesson", Binary.lessons + "/cost-of-an-error.md")
    #expect(byPath.lines.dropFirst() == byName.lines.dropFirst())
    #expect(try BinaryRun("run", Binary.lessons + "/cost-of-an-error.md") == byPath)
  }

  @Test(
    "a missing lesson is reported, with the nearest name",
    arguments: [
      ("gradient-desent", ". Did you mean 'gradient-descent'?"), ("25", ""), ("0", ""),
      ("zzz", ""), ("a\u{1B}[2J", ""),
    ])
  func unknown(name: String, hint: String) throws {
    let shown = name.replacingOccurrences(of: "\u{1B}", with: "\\u{1B}")
    #expect(
      try BinaryRun("lesson", name)
        == BinaryRun(error: "Error: There is no lesson '\(shown)'\(hint)\n", status: 66))
  }

  @Test("a lesson's path without a file is reported")
  func noFile() throws {
    #expect(
      try BinaryRun("lesson", "nowhere/a.md")
        == BinaryRun(error: "Error: There is no file 'nowhere/a.md'\n", status: 66))
  }

  @Test("a folder's lessons replace the built-in ones")
  func folder() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("b.md", "# Bee\n\nBuzz.\n")
    _ = try folder.file("a.md", "# Ay\n\nAye.\n")
    _ = try folder.file("README.md", "# Mine\n\n1. [Bee](b.md): first of all\n")
    let list = try BinaryRun("lesson", "--lessons", folder.url.path)
    #expect(list.output.hasPrefix(" 1  b  first of all\n 2  a  \n\nRun one:"))
    let run = try BinaryRun("lesson", "--lessons", folder.url.path, "2", "--width", "40")
    #expect(
      run.output
        == "Ay" + String(repeating: " ", count: 30) + "lesson 2\n"
        + String(repeating: "─", count: 40) + "\n\nAye.\n")
    #expect(
      try BinaryRun("lesson", "--lessons", "/nowhere")
        == BinaryRun(error: "Error: There is no folder '/nowhere'\n", status: 66))
  }

  @Test("a copy of the program elsewhere still has its lessons")
  func copied() throws {
    let folder = try TemporaryFolder()
    let copy = folder.url.appendingPathComponent("nn")
    try FileManager.default.copyItem(at: Binary.url, to: copy)
    let run = try BinaryRun(words: ["lesson"], executable: copy)
    #expect(run == (try BinaryRun("lesson")))
    #expect(try BinaryRun(words: ["lesson", "1"], executable: copy) == BinaryRun("lesson", "1"))
  }
}
