import Foundation
import TestSupport
import Testing

@testable import nnlearn

@Suite("Completion scripts")
struct CommandLineTestsCompletion {
  private let folder: TemporaryFolder

  /// A folder with a script of each shell, the file `my notes.nn` and the folder `mine`.
  init() throws {
    folder = try TemporaryFolder()
    for shell in Shell.allCases {
      let script = shell.completionScript(for: SampleProgram.root)
      _ = try folder.file("script.\(shell)", Data(script.utf8))
    }
    _ = try folder.file("my notes.nn", Data())
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("mine"), withIntermediateDirectories: false)
  }

  @Test("the script is printed", arguments: Shell.allCases)
  func printed(shell: Shell) throws {
    let run = try SampleRun("--generate-completion-script \(shell.rawValue)")
    #expect(run == SampleRun(output: shell.completionScript(for: SampleProgram.root)))
  }

  @Test("the shell can read the script", arguments: Shell.allCases.filter(\.isInstalled))
  func readable(shell: Shell) throws {
    #expect(try shell.run(["-n", "script.\(shell)"], in: folder) == "")
  }

  private static let places: [(line: String, offers: [String])] = [
    ("nnlearn ", ["check", "help", "lesson", "repl", "run"]),
    ("nnlearn le", ["lesson"]),
    ("nnlearn help ", ["check", "lesson", "repl", "run"]),
    ("nnlearn help lesson ", []),
    ("nnlearn --gen", ["--generate-completion-script"]),
    ("nnlearn --generate-completion-script ", ["bash", "fish", "zsh"]),
    ("nnlearn lesson --l", ["--lessons"]),
    ("nnlearn check --a", ["--accept"]),
    ("nnlearn run --a", []),
    ("nnlearn lesson g", ["gradient-descent"]),
    ("nnlearn lesson --all --digits 3 c", ["cost-of-an-error"]),
    ("nnlearn lesson --color ", ["always", "auto", "never"]),
    ("nnlearn lesson --digits ", []),
    ("nnlearn lesson --lessons m", ["mine/"]),
    ("nnlearn repl ", []),
    ("nnlearn run m", ["mine/", "my notes.nn"]),
    ("nnlearn check a b m", ["mine/", "my notes.nn"]),
  ]

  @Test("bash offers what fits", arguments: places)
  func bash(line: String, offers: [String]) throws {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    #expect(try bashOffers(words) == offers.map { $0 == "mine/" ? "mine" : $0 })
  }

  @Test(
    "bash offers the value after an equals sign, whether or not it splits there",
    arguments: [
      (["nnlearn", "lesson", "--format", "="], ["json", "text"]),
      (["nnlearn", "lesson", "--format", "=", "j"], ["json"]),
      (["nnlearn", "lesson", "--format=j"], ["--format=json"]),
      (["nnlearn", "lesson", "--format", "=", "json", "--d"], ["--digits"]),
      (["nnlearn", "lesson", "--format=json", "g"], ["gradient-descent"]),
      (["nnlearn", "lesson", "--", "g"], ["gradient-descent"]),
      (["nnlearn", "lesson", "--", "--d"], []),
    ])
  func bashEquals(words: [String], offers: [String]) throws {
    #expect(try bashOffers(words) == offers)
  }

  private func bashOffers(_ words: [String]) throws -> [String] {
    let script = """
      source script.bash
      COMP_WORDS=(\(words.map(\.shellQuoted).joined(separator: " ")))
      COMP_CWORD=\(words.count - 1)
      _nnlearn
      for word in "${COMPREPLY[@]}"; do printf '%s\\n' "$word"; done
      """
    return try Shell.bash.run(["-c", script], in: folder).split(separator: "\n").map(String.init)
      .sorted()
  }

  @Test(
    "fish offers what fits", .enabled(if: Shell.fish.isInstalled, "fish is not installed"),
    arguments: places)
  func fish(line: String, offers: [String]) throws {
    let script = "source script.fish; complete -C \(line.shellQuoted)"
    let lines = try Shell.fish.run(["--no-config", "-c", script], in: folder).split(separator: "\n")
    #expect(
      lines.compactMap { $0.split(separator: "\t").first.map(String.init) }.sorted() == offers)
  }

  @Test(
    "zsh completes what is unique", .enabled(if: Shell.zsh.isInstalled, "zsh is not installed"),
    arguments: [
      ("nnlearn les\t", "lesson"), ("nnlearn help rep\t", "help,repl"),
      ("nnlearn lesson g\t", "lesson,gradient-descent"),
      ("nnlearn lesson --form\tj\t", "lesson,--format=json"),
      ("nnlearn lesson --format j\t", "lesson,--format,json"),
      ("nnlearn lesson --lessons m\t", "lesson,--lessons,mine"),
      ("nnlearn check --acc\tmy\t", "check,--accept,my notes.nn"),
    ])
  func zsh(keys: String, arguments: String) throws {
    let script = """
      zmodload zsh/zpty
      zpty shell zsh -f -i
      press() { zpty -r shell screen '*<ready>' && zpty -w shell "$1"; }
      zpty -w shell 'TMOUT=20; autoload -U compinit; compinit -u -D; PS1="<rea""dy>"'
      press 'source ./script.zsh'
      press 'nnlearn() { print -r -- "[${(j:,:)@}]" }'
      press $1
      press exit
      print -r -- $screen
      """
    let screen = try Shell.zsh.run(["-f", "-c", script, "zsh", keys], in: folder)
    #expect(screen.contains("[\(arguments)]"))
  }
}

extension Shell {
  private var executable: URL? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { URL(fileURLWithPath: "\($0)/\(rawValue)") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  var isInstalled: Bool { executable != nil }

  /// Runs the shell in a folder.
  ///
  /// - Returns: all that it prints.
  func run(_ arguments: [String], in folder: TemporaryFolder) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let printed = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: printed, as: UTF8.self)
  }
}
