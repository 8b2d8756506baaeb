import Foundation
import TestSupport
import Testing
import Text

@testable import nnlearn

@Suite("The built program: its output and where it goes")
struct BinaryTestsOutput {
  @Test("JSON has one valid object a line", arguments: ["gradient-descent", "xor"])
  func json(lesson: String) throws {
    let run = try BinaryRun("lesson", lesson, "--format", "json")
    #expect(run.status == 0)
    #expect(run.json.count == run.lines.count - 1)
    #expect(run.json.compactMap { $0["step"] as? Int } == Array(1...run.json.count))
    #expect(run.json.allSatisfy { $0["kind"] is String && $0["schema"] as? Int == 1 })
  }

  @Test("an error is an object too, and reported on standard error")
  func jsonError() throws {
    let run = try BinaryRun("run", "-", "--format=json", input: "a = 1\nb = c\n")
    #expect(run.status == 65)
    #expect(run.json.compactMap { $0["kind"] as? String } == ["definition", "error"])
    #expect(run.error.hasPrefix("standard input:2:5: error: 'c' has no value here\n"))
  }

  @Test("--digits sets the decimals over the program's own")
  func digits() throws {
    let program = "digits 2\n1/3\n"
    #expect(try BinaryRun("run", "-", input: program).output.hasSuffix("\n  1/3 ≈ 0.333\n"))
    #expect(
      try BinaryRun("run", "-", "--digits", "9", input: program).output
        .hasSuffix("\n  1/3 ≈ 0.333333333\n"))
    #expect(try BinaryRun("run", "-", "--digits", "16", input: program).status == 64)
  }

  @Test("--width and COLUMNS set the width", arguments: [40, 60, 100])
  func width(columns: Int) throws {
    let rule = String(repeating: "─", count: columns)
    let byOption = try BinaryRun("lesson", "1", "--width", "\(columns)")
    #expect(byOption.lines[1] == rule)
    #expect(try BinaryRun("lesson", "1", environment: ["COLUMNS": "\(columns)"]) == byOption)
    #expect(try BinaryRun("lesson", "1", "--width", "39").status == 64)
  }

  @Test("--all shows every row and every round")
  func all() throws {
    let program = "param w = 1; L = w^2\ndescend L with sgd(0.1) for 40 steps\nrepeat 9 { w }\n"
    let short = try BinaryRun("run", "-", input: program)
    let whole = try BinaryRun("run", "-", "--all", input: program)
    #expect(short.output.contains("32 steps not shown; --all"))
    #expect(short.output.contains("6 rounds not shown; --all"))
    #expect(!whole.output.contains("not shown"))
    #expect(whole.output.contains("round 5\n"))
    #expect(whole.lines.count > short.lines.count + 30)
  }

  @Test("colour is for terminals, or forced")
  func color() throws {
    let mark = "\u{1B}["
    #expect(!(try BinaryRun("lesson", "1").output.contains(mark)))
    #expect(try BinaryRun("lesson", "1", "--color", "always").output.contains(mark))
    #expect(
      try BinaryRun("lesson", "1", "--color", "always", environment: ["NO_COLOR": "1"])
        .output.contains(mark))
    #expect(!(try BinaryRun("lesson", "1", "--color=never").output.contains(mark)))
  }

  @Test(
    "without UTF-8 in the locale, all output is ASCII",
    arguments: [["LC_ALL": "C"], ["LANG": "C.UTF-8", "LC_ALL": "POSIX"], [:]])
  func ascii(environment: [String: String]) throws {
    for words in [
      ["lesson"], ["lesson", "1"], ["lesson", "tiny-network"], ["lesson", "valleys"], ["check"],
    ] {
      let run = try BinaryRun(words: words, environment: environment)
      #expect(run.status == 0)
      #expect(run.output.utf8.allSatisfy { $0 < 0x80 }, "\(words)")
    }
  }

  @Test("a reader that goes away ends the program quietly")
  func closedPipe() throws {
    let run = try shell("{ \"$1\" lesson tiny-network --all; echo \"status $?\" >&2; } | head -n 1")
    #expect(run.error == "status 0\n")
    #expect(run.lines.count == 2)
  }

  @Test(
    "a full disk ends with 74", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDisk() throws {
    for words in ["lesson", "lesson 1", "check", "--help", "run - <<< 'a = 1'"] {
      let run = try shell("\"$1\" \(words) > /dev/full")
      #expect(run.status == 74)
      #expect(run.error == "Error: Cannot write the output: No space left on device\n")
    }
  }

  /// Runs a line of bash, in which `$1` is the program.
  private func shell(_ line: String) throws -> BinaryRun {
    try BinaryRun(
      words: ["-c", line, "bash", Binary.url.path],
      environment: ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"],
      executable: URL(fileURLWithPath: "/bin/bash"))
  }
}
