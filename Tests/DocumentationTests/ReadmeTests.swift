import Foundation
import TestSupport
import Testing

@Suite("The README, and the pages that it leads to")
struct ReadmeTests {
  private static let document = try! Document("README.md")
  private static let stepping = try! Document("lessons/reference/stepping.md")

  /// What a reader types after `$`, and the lines that follow.
  private struct Exchange {
    var command: String
    var answer: [String] = []
  }

  private func exchanges(_ fence: Document.Fence) -> [Exchange] {
    var exchanges: [Exchange] = []
    for line in fence.lines {
      if line.hasPrefix("$ ") {
        exchanges.append(Exchange(command: String(line.dropFirst(2))))
      } else if let last = exchanges.last, last.command.hasSuffix("\\") {
        exchanges[exchanges.count - 1].command = last.command.dropLast() + line
      } else if !exchanges.isEmpty {
        exchanges[exchanges.count - 1].answer.append(line)
      }
    }
    return exchanges
  }

  /// The words of a command, as a shell separates them: a text in double quotes is one word.
  private func words(_ command: String) -> [String] {
    let parts = command.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.enumerated().flatMap { index, part in
      index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
    }
  }

  @Test(
    "commands print the output shown",
    arguments: [
      ("README.md", 4), ("lessons/reference/training.md", 4), ("lessons/yes-or-no.md", 1),
      ("lessons/experiments.md", 1), ("lessons/reference/experiments.md", 4),
    ])
  func commands(page: String, least: Int) throws {
    let folder = try TemporaryFolder()
    let lesson = try #require(Self.document.fences.first { $0.language == "markdown" })
    // The check that fails is of the lesson below it, with another last digit.
    _ = try folder.file("mine.md", lesson.text.replacing("#=> 0.3855", with: "#=> 0.3856"))
    var count = 0
    for fence in try Document(page).fences where fence.language == "text" {
      for exchange in exchanges(fence) where !exchange.command.hasSuffix("--step") {
        let words = words(exchange.command)
        if words[0] == "cat" {
          _ = try folder.file(words[1], exchange.answer.map { $0 + "\n" }.joined())
          continue
        }
        try #require(words[0] == "nnlearn")
        let run = try BinaryRun(words: Array(words.dropFirst()), in: folder.url.path)
        let lines = (run.output + run.error).components(separatedBy: "\n").dropLast()
        #expect(
          matches(lines[...], exchange.answer[...]),
          "line \(fence.line): \(exchange.command)\n\(lines.joined(separator: "\n"))")
        count += 1
      }
    }
    #expect(count >= least)
  }

  @Test("the session at the stepper answers as it is shown")
  func session() throws {
    let fence = try #require(
      Self.document.fences.first { $0.lines[0].hasSuffix("gradient-descent --step") })
    try compare(
      fence.lines.dropFirst(), prompt: "gradient-descent ", "lesson", "gradient-descent", "--step")
  }

  @Test("and so does the one in which intermediate values are compared")
  func walk() throws {
    let fence = try #require(Self.stepping.fences.first { $0.lines[0].hasPrefix("repl ›") })
    try compare(fence.lines[...], prompt: "repl ", "repl")
  }

  /// Types what a session shows after its prompts, and compares the rest with the output.
  private func compare(
    _ lines: ArraySlice<String>, prompt: String, _ words: String...
  ) throws {
    var typed: [String] = []
    var answers: [String] = []
    for line in lines {
      if line.hasPrefix(prompt), let mark = line.firstRange(of: #/(?: ›| \?) /#) {
        typed.append(String(line[mark.upperBound...]))
      } else {
        answers.append(line)
      }
    }
    let input = typed.map { $0 + "\n" }.joined()
    let run = try BinaryRun(
      words: words, input: Data(input.utf8), environment: ["LANG": "C.UTF-8"])
    #expect(run.output.components(separatedBy: "\n").dropLast() == answers[...])
  }

  @Test("its first lines are those of the first lesson, in this order")
  func firstLesson() throws {
    var rest = try BinaryRun("lesson", "gradient-descent").lines[...]
    for line in Self.document.fences[0].lines where !line.isEmpty {
      let place = try #require(rest.firstIndex(of: line), "\(line)")
      rest = rest[(place + 1)...]
    }
  }

  @Test("the end of an output shown is that of the program before it")
  func programs() throws {
    let folder = try TemporaryFolder()
    let fences = Self.stepping.fences
    var count = 0
    for (program, shown) in zip(fences, fences.dropFirst())
    where program.language == "nn" && shown.language == "text" {
      _ = try folder.file("mine.nn", program.text)
      let run = try BinaryRun(words: ["run", "mine.nn"], in: folder.url.path)
      #expect(run.output.hasSuffix(shown.text), "line \(shown.line)")
      count += 1
    }
    #expect(count > 0)
  }

  @Test("its lesson passes, and its list of commands is complete")
  func ownLesson() throws {
    let folder = try TemporaryFolder()
    let lesson = try #require(Self.document.fences.first { $0.language == "markdown" })
    _ = try folder.file("mine.md", lesson.text)
    let check = try BinaryRun(words: ["check", "mine.md"], in: folder.url.path)
    #expect(check.output == "1 file, 1 check, 0 failed\n")
    let usage = try #require(
      Self.document.fences.first { $0.lines[0].hasPrefix("nnlearn lesson  ") })
    let listed = Set(
      usage.lines.filter { $0.hasPrefix("nnlearn ") }.map { String($0.split(separator: " ")[1]) })
    let help = try BinaryRun("--help").output
    let commands = help.components(separatedBy: "\n").drop { !$0.hasPrefix("SUBCOMMANDS") }
      .dropFirst()
      .prefix { $0.hasPrefix("  ") }.compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(listed == Set(commands).union(["help"]), "\(commands)")
  }
}
