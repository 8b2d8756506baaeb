import Foundation
import TestSupport
import Testing
import Text

@testable import nnlearn

@Suite("The built program: stepping over a pipe")
struct BinaryTestsStepping {
  private func step(_ lesson: String, _ lines: [String], _ options: String...) throws -> BinaryRun {
    try BinaryRun(
      words: ["lesson", lesson, "--step"] + options,
      input: Data(lines.map { $0 + "\n" }.joined().utf8))
  }

  /// The lines without those of a question that waits and without the results at the end.
  private func finished(_ lines: [String]) -> [String] {
    let others = ["\"answer\":null", "\"kind\":\"position\"", "\"kind\":\"results\""]
    return lines.filter { line in others.allSatisfy { !line.contains($0) } }
  }

  @Test("as JSON the steps are the lines of a straight run", arguments: BinaryTestsLesson.names)
  func json(lesson: String) throws {
    let straight = try BinaryRun("lesson", lesson, "--format", "json")
    let stepped = try step(lesson, SteppedLesson(lesson).walk() + ["next"], "--format", "json")
    #expect(finished(stepped.lines) == straight.lines)
    #expect(stepped.status == straight.status)
    #expect(stepped.error == straight.error)
  }

  @Test("a question that follows headings directly has its number in a straight run")
  func numberOfQuestion() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "mine.md", "# Mine\n\nWords.\n\n## One\n\n### Two\n\n```nn\nask \"How many?\" 6\n```\n")
    let straight = try BinaryRun("lesson", path, "--format", "json")
    let stepped = try step(path, ["next", "next", "6"], "--format", "json")
    let steps = finished(stepped.lines).filter { !$0.contains("\"kind\":\"judgement\"") }
    #expect(steps == straight.lines)
  }

  @Test("after a fork is dropped, the rest is unchanged")
  func dropped() throws {
    for lesson in ["gradient-descent", "tiny-network"] {
      let straight = try BinaryRun("lesson", lesson, "--format", "json").lines
      let walk = try SteppedLesson(lesson).walk(from: 44)
      let quiet = finished(try step(lesson, ["goto 44"] + walk, "--format", "json").lines)
      let disturbed = finished(
        try step(
          lesson,
          [
            "goto 44", "back", "set rate = 0.9", "next 3", "z = 5", "compare", "drop", "goto 44",
          ] + walk,
          "--format", "json"
        ).lines)
      let rest = quiet.dropFirst()
      #expect(rest.count > 5)
      #expect(Array(disturbed.suffix(rest.count - 1)) == Array(rest.dropFirst()))
      #expect(Array(straight.suffix(5)) == Array(disturbed.suffix(5)))
    }
  }

  @Test("stepping through as text gives the text of the lesson, with the changes")
  func text() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "mine.md",
      """
      # Mine

      A list:

      - one
      - two

      ## Down

      ```nn
      param w = 0.38
      L = (w - 0.655)^2
      backprop L
      why w
      step sgd(rate = 0.1)
      expect w is 0.435
      forward L
      ```

      """)
    let straight = try BinaryRun("lesson", path).output
    let stepped = try step(path, Array(repeating: "next", count: 26))
    let rest = stepped.lines.filter { !$0.hasPrefix("  changed ") && !$0.hasPrefix("  the end; ") }
    #expect(stepped.output.contains("  changed   w 0.38 → 0.435\n"))
    #expect(rest.joined(separator: "\n") == straight)
    #expect(stepped.status == 0)
    #expect(stepped.error == "")
  }

  @Test("values are those of the current point")
  func values() throws {
    let lesson = try SteppedLesson("gradient-descent")
    let checked = try lesson.number(of: "expect w is 0.3855")
    let descent = try lesson.number(of: "descend L with")
    let run = try lesson.step([
      "goto \(checked)", "w", "goto \(checked - 2)", "w", "goto \(descent).11", "w", "goto end",
      "back", "goto \(checked)", "w",
    ])
    let values = run.lines.filter { $0.hasPrefix("  w = ") || $0.hasPrefix("  w ≈ ") }
    #expect(values == ["  w = 0.3855", "  w = 0.38", "  w ≈ 0.6255", "  w = 0.3855"])
    #expect(run.status == 0)
  }

  @Test("a fork tells what it changes, compares line by line, and drops")
  func fork() throws {
    let lesson = try SteppedLesson("gradient-descent")
    let place = try lesson.number(of: "w_new = ")
    let run = try lesson.step(["goto \(place)", "set rate = 1.1", "compare", "drop"])
    #expect(
      run.output.contains(
        "a fork: rate 0.01 → 1.1; everything that depends on it is computed again"))
    #expect(run.output.contains("changed   w_new 0.3855 → 0.985\n"))
    #expect(
      run.output.contains(
        "lesson │         = 0.38 − 0.01 × (−0.55)\nfork   │         = 0.38 − 1.1 × (−0.55)\n"))
    #expect(run.output.contains("≠ w_new is 0.985; the lesson expects 0.3855\n"))
    #expect(run.output.contains("the fork is dropped; this is the lesson again\n"))
    #expect(run.status == 0)
  }

  @Test("mistakes are reported on standard error and end a script with 65")
  func mistakes() throws {
    let lesson = try SteppedLesson("gradient-descent")
    let run = try lesson.step(["goto 999", "nxt", "set slope = 1", "next"])
    #expect(run.status == 65)
    #expect(
      run.error == """
        Error: there is no step 999; the steps are 1 to \(lesson.count)
        input:2:1: error: there is no command or value 'nxt'; did you mean 'next'?
          2 | nxt
            | ^^^
        input:1:1: error: 'slope' has no value here
          1 | slope = 1
            | ^^^^^

        """)
    #expect(run.output.hasPrefix("Gradient descent"))
  }

  @Test("--step without a lesson explains its use")
  func noLesson() throws {
    #expect(
      try BinaryRun("lesson", "--step")
        == BinaryRun(
          error: "Error: --step takes a lesson: nnlearn lesson gradient-descent --step\n",
          status: 64))
  }

  @Test("the session is saved as Markdown")
  func saved() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.path + "/notes.md"
    let lesson = try SteppedLesson("gradient-descent")
    let place = try lesson.number(of: "param w = 0.38")
    let run = try lesson.step(["next", "goto \(place)", "w * 2", "save \(path)"])
    #expect(run.output.hasSuffix("  saved in \(path)\n"))
    let notes = try folder.text("notes.md")
    #expect(
      notes.hasPrefix(
        "**gradient-descent 0/\(lesson.count)** `next`\n\n# Gradient descent\n\nA network learns")
    )
    #expect(
      notes.contains(
        "**gradient-descent \(place)/\(lesson.count)** `w * 2`\n\n```text\n  w × 2 = 0.38 × 2 = 0.76\n```\n"
      ))
    let refused = try step("gradient-descent", ["save /nowhere/notes.md"])
    #expect(refused.error == "Error: Cannot write '/nowhere/notes.md': No such file or directory\n")
    #expect(refused.status == 74)
  }

  @Test("help fits one screen")
  func help() throws {
    for words in [["lesson", "1", "--step"], ["repl"]] {
      let run = try BinaryRun(words: words, input: Data("help\n".utf8))
      #expect(run.lines.count <= 24)
      #expect(run.lines.allSatisfy { $0.count <= 80 })
    }
  }

  @Test("ten thousand training steps and back take little memory")
  func memory() throws {
    let lesson = try SteppedLesson("tiny-network")
    let place = try lesson.number(of: "descend E with sgd(rate = 0.5) for 9999 steps")
    let run = try lesson.step([
      "goto \(place)", "E", "back 100", "next 100", "E", "goto \(place).2", "goto \(place)", "E",
    ])
    let values = run.lines.filter { $0.hasPrefix("  E ≈ ") }
    #expect(values == Array(repeating: "  E ≈ 3.51018778 × 10⁻⁵", count: 3))
  }

  @Test("a conversation goes back and forks as a lesson does")
  func conversation() throws {
    let run = try BinaryRun(
      "repl",
      input: "a = 1\nb = a + 1\nback\nb\nnext\nb\nset a = 5\nb\ndrop\nb\nlist\nquit\nb\n")
    #expect(run.output.contains("  b = 2\n"))
    #expect(run.output.contains("  b = 6\n"))
    #expect(run.error.contains("input:4:1: error: 'b' has no value here"))
    #expect(run.output.contains("a fork: a 1 → 5;"))
    #expect(run.output.hasSuffix("b = a + 1\n") || run.output.contains("  b = a + 1\n"))
  }
}
