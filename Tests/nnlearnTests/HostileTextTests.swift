import Foundation
import Learning
import TestSupport
import Testing
import Text

@testable import nnlearn

/// Text that would steer a terminal, reorder a line and forge one, were it shown as it is.
private let hostile =
  "a\u{1B}[31mb\u{9B}2J\u{202E}c\u{2066}\u{200F}\u{7}\u{2028}\(Unicode.Scalar(0xFDD1)!)"

extension BinaryRun {
  /// What it wrote that may not reach a terminal.
  fileprivate var steering: [Unicode.Scalar] {
    (output + error).unicodeScalars.filter { $0.steersTerminal && $0 != "\n" && $0 != "\t" }
  }
}

@Suite("The built program: text from outside never steers the terminal")
struct HostileTextTests {
  private static let commands = [
    LessonCommand.command, DescribeCommand.command, TrainCommand.command, PredictCommand.command,
    EvaluateCommand.command, RunCommand.command, ReplCommand.command, CheckCommand.command,
    BenchCommand.command,
  ]

  @Test("in the value of every option and operand", arguments: commands.map(\.name))
  func options(name: String) throws {
    let command = try #require(Self.commands.first { $0.name == name })
    for parameter in command.parameters {
      guard let syntax = parameter.value else { continue }
      // A file that cannot be written leaves no trace.
      let value = (syntax.completion.paths == .files ? "/nowhere/" : "") + hostile + "\nforged"
      let words = parameter.isPositional ? [value] : ["\(parameter.names.last!)=\(value)"]
      let others = name == "train" && !parameter.isPositional ? ["xor", "--epochs=1"] : []
      // An ingredient's name reaches its parser when a bracket follows.
      for words in [words, words.map { $0 + "(rate = 1)" }, words + ["--format", "json"]] {
        let run = try BinaryRun(words: [name] + words + others)
        #expect(run.steering == [], "\(name) \(parameter.label)")
        #expect(!(run.output + run.error).contains("\nforged"), "\(name) \(parameter.label)")
        #expect(run.status != 0, "\(name) \(parameter.label)")
      }
    }
    #expect(try BinaryRun(words: [hostile]).steering == [])
    #expect(try BinaryRun(words: [name, "--" + hostile]).steering == [])
    #expect(try BinaryRun(words: ["help", hostile]).steering == [])
  }

  @Test("in names of files, titles, prose and programs", arguments: ["text", "json"])
  func lessons(format: String) throws {
    let folder = try TemporaryFolder()
    let title = hostile.filter { !$0.isNewline }
    let name = "lesson\(hostile).md"
    let path = try folder.file(
      name,
      """
      # \(title)

      Words \(title) `\(title)` and [\(title)](\(title)).

      | \(title) | b |
      | --- | --- |
      | 1 | \(title) |

      ```nn
      a = 1
      ask "\(title)" a
      hint "\(title)"
      expect 1 fails "\(title)"
      ```

      """)
    _ = try folder.file("README.md", "# R\n\n1. [x](\(name)): \(title)\n2. [y](n.md): \(title)\n")
    let lessons = ["--lessons", folder.url.path]
    for words in [
      ["lesson"] + lessons, ["lesson"] + lessons + ["1", "--format", format],
      ["lesson"] + lessons + ["9\(title)"],
      ["lesson", path, "--format", format], ["run", path, "--format", format], ["check", path],
      ["check", folder.url.path],
    ] {
      let run = try BinaryRun(words: words)
      #expect(run.steering == [], "\(words)")
      #expect((run.output + run.error).count > 20, "\(words)")
    }
    let lines = [
      "next 9", "goto 999.\(title)", "goto \(title)", "goto 2.\(title)", "set \(title) = 1",
      "why \(title)", title,
      "answer", "list \(title)", "next \(title)", "save /nowhere/\(title)",
      "save \(folder.url.path)/\(title)", "help \(title)",
    ]
    let run = try BinaryRun(
      words: ["lesson", path, "--step", "--format", format],
      input: Data(lines.joined(separator: "\n").utf8))
    #expect(run.steering == [])
    #expect(run.error.contains("999"))
    let repl = try BinaryRun(
      words: ["repl", "--format", format],
      input: Data((lines + ["\(title)"]).joined(separator: "\n").utf8))
    #expect(repl.steering == [])
  }

  @Test("in headers, classes, cells and a model's texts")
  func data() throws {
    let folder = try TemporaryFolder()
    let name = hostile.filter { !$0.isNewline }
    let rows = (0..<40).map { "\($0 % 7),\($0 % 2 == 0 ? name : "z\(name)")\n" }.joined()
    let table = try folder.file("\(name).csv", "x\(name),y\(name)\n" + rows)
    let bad = try folder.file("bad.csv", "x\(name),y\n1,2\n\(name),3\n")
    let odd = try folder.file("odd.csv", "\"\(name)\"x,y\n1,2\n")
    let classes = try folder.file("classes.txt", "\(name)\n")
    let model = folder.url.path + "/m\(name).safetensors"
    let plot = folder.url.path + "/p\(name).svg"
    let trained = try BinaryRun(
      words: ["train", table, "--epochs", "2", "--save", model, "--plot", plot, "--seed", "1"])
    #expect(trained.status == 0)
    #expect(trained.steering == [])
    let tampered = try Self.tampered(model, with: name, in: folder)
    for words in [
      ["describe", table], ["describe", bad], ["describe", odd],
      ["describe", table, "--target", "q\(name)"],
      ["describe", table, "--classes", classes], ["train", table, "--epochs", "1", "--explain"],
      ["train", table, "--epochs", "1", "--history", "/nowhere/\(name).csv"],
      ["predict", model, table], ["predict", model, bad], ["evaluate", model, table],
      ["evaluate", model, bad],
    ] + tampered.map({ ["predict", $0, table] }) {
      for words in [words, words + ["--format", "json"]] {
        let run = try BinaryRun(words: words)
        #expect(run.steering == [], "\(words)")
        #expect((run.output + run.error).count > 20, "\(words)")
      }
    }
    let lines = try BinaryRun(words: ["predict", model, table, "--format", "json"])
    #expect(!lines.json.isEmpty)
    #expect(lines.output.contains("\\u202e"))
  }

  /// Copies of a model, in each of which one text of the metadata is `text`.
  private static func tampered(_ path: String, with text: String, in folder: TemporaryFolder) throws
    -> [String]
  {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let file = try Safetensors(bytes)
    return try file.metadata.enumerated().map { index, entry in
      var entries = file.metadata
      entries[index] = .init(entry.name, text)
      let changed = Safetensors(
        tensors: file.tensors, metadata: entries + [.init(text, text)])
      return try folder.file("\(index).safetensors", Data(changed.bytes))
    }
  }

  @Test(
    "at a terminal, while typing and stepping",
    .enabled(if: Pexpect.isThere, "python3 has no pexpect"), arguments: ["xterm", "dumb"])
  func terminal(kind: String) throws {
    let folder = try TemporaryFolder()
    let title = hostile.filter { !$0.isNewline }
    let path = try folder.file(
      "l.md", "# \(title)\n\nOne \(title)\n\n## Two \(title)\n\n```nn\na = 1\n```\n")
    let shown = try Pexpect.terminal(
      """
      import re
      step = start('lesson', '\(path)', '--step', TERM='\(kind)')
      step.expect_exact('› ')
      seen = step.before
      for line in ['', '', 'goto 999.\\u202e', 'goto \\u202e\\u2066', 'set \\u202e = 1', 'b = \\ufdd0', '\\u202e']:
        step.send(line + ('\\n' if '\(kind)' == 'dumb' else '\\r'))
        step.expect('(›|\\?) ')
        seen += step.before
      step.sendeof()
      step.expect(pexpect.EOF)
      seen += step.before
      seen = re.sub(r'\\x1b\\[(1m|2m|22m|K|[0-9]+C|H|2J|[?]2004[hl])', '', seen)
      print([hex(ord(letter)) for letter in seen if letter not in '\\r\\n\\t' and (ord(letter) < 32
        or 127 <= ord(letter) < 160 or 0x202a <= ord(letter) <= 0x202e or 0x2066 <= ord(letter) <= 0x2069
        or ord(letter) in (0x200e, 0x200f, 0x2028) or 0xfdd0 <= ord(letter) <= 0xfdef)], '999' in seen)
      """)
    #expect(shown == "[] True\n")
  }
}
