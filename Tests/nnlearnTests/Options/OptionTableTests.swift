import Foundation
import TestSupport
import Testing
import Text

@testable import nnlearn

@Suite("Every declared option")
struct OptionTableTests {
  @Test("is in the help of its command", arguments: DeclaredOption.all)
  func help(option: DeclaredOption) {
    let help = HelpText(path: option.path, width: 80).text.unwrapped
    let parameter = option.parameter
    #expect(help.contains("\(parameter.fullLabel) \(parameter.explanation)".unwrapped))
  }

  @Test("is offered by bash", arguments: DeclaredOption.commands)
  func bash(path: CommandPath) throws {
    let folder = try TemporaryFolder()
    let script = Shell.bash.completionScript(for: CommandLineProgram.nnlearn.root)
    _ = try folder.file("script.bash", script)
    let offers = try Shell.bash.run(
      [
        "-c",
        """
        source script.bash
        COMP_WORDS=(\(path.name) -)
        COMP_CWORD=\(path.subcommandNames.count + 1)
        _nnlearn
        printf '%s\\n' "${COMPREPLY[@]}"
        """,
      ], in: folder)
    #expect(offers.split(separator: "\n").map(String.init) == path.parameters.flatMap(\.names))
  }

  @Test("is in the function of its command for zsh", arguments: DeclaredOption.all)
  func zsh(option: DeclaredOption) throws {
    let script = Shell.zsh.completionScript(for: CommandLineProgram.nnlearn.root)
    let name = "_" + option.path.name.replacing(" ", with: "_")
    let function = try #require(script.components(separatedBy: "\n\(name)() {\n").last)
      .components(separatedBy: "\n}\n")[0]
    for name in option.parameter.names {
      let separator = option.parameter.value != nil && name.hasPrefix("--") ? "=" : ""
      let mark = option.parameter.repeats ? "*" : ")"
      #expect(function.contains("\(mark)\(name)\(separator)["))
    }
    if option.parameter.isPositional {
      #expect(function.contains(":\(option.parameter.value!.name):"))
    }
  }

  @Test("is in the lines of its command for fish", arguments: DeclaredOption.all)
  func fish(option: DeclaredOption) {
    let script = Shell.fish.completionScript(for: CommandLineProgram.nnlearn.root)
    let words = option.path.subcommandNames.map { "\($0) " }.joined()
    let lines = script.split(separator: "\n").filter { $0.contains("_after \\'\(words)") }
    for name in option.parameter.names {
      let flag = name.hasPrefix("--") ? " -l \(name.dropFirst(2)) " : " -s \(name.dropFirst()) "
      #expect(lines.contains { $0.contains(flag) })
    }
  }

  @Test(
    "is refused when it is given twice",
    arguments: DeclaredOption.all.filter {
      !$0.parameter.isPositional && !$0.parameter.repeats
        && !BuiltInOptions.parameters(atRoot: false).map(\.name).contains($0.parameter.name)
    })
  func twice(option: DeclaredOption) {
    let words = option.path.subcommandNames + option.words + option.words
    #expect(
      throws: Diagnostic(.usage, "The option '\(option.parameter.name)' is given twice")
    ) {
      try DeclaredOption.arguments(words)
    }
  }

  @Test("of a command has a unique name", arguments: DeclaredOption.commands)
  func names(path: CommandPath) {
    let names = path.parameters.flatMap(\.names) + path.positionals.map(\.label)
    #expect(Set(names).count == names.count)
  }

  @Test(
    "is in the reference, word for word, and no others are", arguments: DeclaredOption.commands)
  func reference(path: CommandPath) throws {
    let page = try Self.lines(of: "options").joined(separator: "\n")
    let sections = page.components(separatedBy: "\n## ").dropFirst().map {
      $0.split(separator: "\n").map(String.init)
    }
    #expect(sections.map { $0[0] } == DeclaredOption.commands.map { "`\($0.name)`" })
    let section = try #require(sections.first { $0[0] == "`\(path.name)`" })
    // The options of every command are listed once, at the program itself.
    let told = path.subcommandNames.isEmpty ? path.parameters : path.command.parameters
    let rows = told.map { "| `\($0.fullLabel)` | \($0.explanation) |" }
    let found = section.filter { $0.hasPrefix("| `") }
    for row in rows where !found.contains(row) { Issue.record("this row is missing: \(row)") }
    #expect(found == rows)
  }

  @Test("that the table of training names is one")
  func training() throws {
    let names = Set(DeclaredOption.all.flatMap(\.parameter.names))
    let rows = try Self.lines(of: "training").filter { $0.hasPrefix("| `-") }
    #expect(rows.count > 15)
    for row in rows {
      for match in row.split(separator: "|")[0].matches(of: /`(-[-a-z0-9]+)/) {
        #expect(names.contains(String(match.1)))
      }
    }
  }

  @Test("the table of exit codes has each of them, in order")
  func exitCodes() throws {
    let lines = try Self.lines(of: "options").drop { $0 != "| exit code | meaning |" }.dropFirst(2)
    let codes = lines.prefix { $0.hasPrefix("|") }.compactMap {
      Int32($0.split(separator: "|")[0].filter(\.isNumber))
    }
    #expect(codes == ExitCode.allCases.map(\.rawValue))
  }

  private static func lines(of page: String) throws -> [String] {
    let url = Binary.repository.appendingPathComponent("lessons/reference/\(page).md")
    return try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
  }
}
