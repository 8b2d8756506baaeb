import Foundation
import TestSupport
import Testing

@testable import nnlearn

@Suite("The built program: programs")
struct BinaryTestsRun {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("a program is run from a file and from standard input")
  func file() throws {
    let program = "w = 0.38\nw - 0.01 * (-0.55) #=> 0.3855\n"
    let shown =
      "  w = 0.38\n  w − 0.01 × (−0.55) = 0.38 − 0.01 × (−0.55) = 0.38 − (−0.0055) = 0.3855   ✓\n"
    #expect(try BinaryRun("run", folder.file("mine.nn", program)) == BinaryRun(output: shown))
    #expect(try BinaryRun("run", "-", input: program) == BinaryRun(output: shown))
  }

  @Test("every acceptance program passes", arguments: Binary.programs)
  func acceptance(path: String) throws {
    let run = try BinaryRun("run", path)
    #expect(run.status == 0)
    #expect(run.error == "")
    #expect(!run.output.contains("✗"))
  }

  @Test("there are acceptance programs")
  func programs() { #expect(Binary.programs.count > 25) }

  @Test("a missing file ends with 66")
  func missing() throws {
    #expect(
      try BinaryRun("run", "nowhere.nn")
        == BinaryRun(error: "Error: There is no file 'nowhere.nn'\n", status: 66))
  }

  @Test("a wrong program shows its output so far, then the error with a caret, and ends with 65")
  func wrong() throws {
    let path = try folder.file("mine.nn", "slope = -0.55\nrate = 2\nw_new = slop * rate\nb = 1\n")
    #expect(
      try BinaryRun("run", path)
        == BinaryRun(
          output: "  slope = −0.55\n  rate = 2\n",
          error: """
            \(path):3:9: error: 'slop' has no value here; did you mean 'slope'?
              3 | w_new = slop * rate
                |         ^^^^

            """, status: 65))
  }

  @Test("a failed check continues and ends with 1, or with 65 after an error")
  func failedCheck() throws {
    let failed = try BinaryRun("run", "-", input: "a = 1 #=> 2\nb = 3\n")
    #expect(
      failed == BinaryRun(output: "  a = 1\n    ✗ a is 1, expected 2\n\n  b = 3\n", status: 1))
    #expect(try BinaryRun("run", "-", input: "a = 1 #=> 2\nc\n").status == 65)
  }

  @Test("a check that fails inside a loop's hidden rounds ends with 1 too")
  func hiddenCheck() throws {
    let run = try BinaryRun(
      "run", "-", input: "n = 0\nrepeat 9 { n = n + 1; expect n == 5 is 0 }\n")
    #expect(run.status == 1)
    #expect(run.output.contains("✗ round 5: "))
  }

  @Test("CRLF and a byte-order mark make no difference")
  func lineEnds() throws {
    let plain = try BinaryRun("run", "-", input: "a = (1 +\n 2)\na #=> 3\n")
    #expect(plain.status == 0)
    #expect(try BinaryRun("run", "-", input: "\u{FEFF}a = (1 +\r\n 2)\r\na #=> 3\r\n") == plain)
    #expect(try BinaryRun("run", "-", input: "a = (1 +\r 2)\ra #=> 3") == plain)
  }

  @Test("invalid UTF-8 is bad data, with its place")
  func invalid() throws {
    let run = try BinaryRun(words: ["run", "-"], input: Data([0x61, 0x0A, 0x62, 0xFF]))
    #expect(
      run
        == BinaryRun(
          error:
            "standard input:2:2: error: the text is not valid UTF-8 from here on, byte 4 of the file; save it as UTF-8\n",
          status: 65
        ))
  }

  @Test("a fence that is never closed is bad data, with its place")
  func unclosed() throws {
    let path = try folder.file("u.md", "# T\n\n```nn\na = 1\n")
    #expect(
      try BinaryRun("run", path)
        == BinaryRun(
          error: "\(path):3:1: error: this fence is never closed\n  3 | ```nn\n    | ^^^\n",
          status: 65))
  }

  @Test("no text of a program or its name reaches the terminal unescaped")
  func escaped() throws {
    let path = try folder.file("a\u{1B}[31m.nn", "ask \"\u{202E}\u{7}\" 1\nb\u{9B}")
    let run = try BinaryRun("run", path)
    #expect(run.status == 65)
    for scalar in (run.output + run.error).unicodeScalars where scalar != "\n" {
      #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) && scalar != "\u{202E}")
    }
  }

  @Test("an endless computation is stopped with 65")
  func endless() throws {
    let run = try BinaryRun("run", "-", input: "f(n) = f(n - 1) + f(n - 1)\nf(1)\n")
    #expect(run.status == 65)
    #expect(run.error.hasPrefix("standard input:1:"))
  }

  @Test("a program without statements shows nothing", arguments: ["", "\n\n# nothing\n"])
  func empty(program: String) throws {
    #expect(try BinaryRun("run", "-", input: program) == BinaryRun())
  }
}
