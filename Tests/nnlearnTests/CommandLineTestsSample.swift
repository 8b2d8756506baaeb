import Foundation
import Testing
import Text

@testable import nnlearn

/// A program with nnlearn's commands, whose actions print their arguments.
enum SampleProgram {
  enum Format: String, CaseIterable {
    case text, json
  }

  static let lessons = ["gradient-descent", "cost-of-an-error"]

  static let lesson = Argument.optional(
    "lesson", .text(completion: Completion(words: lessons, paths: .files)),
    help: "The name of a lesson or the path of a file; without it the lessons are listed.")
  static let digits = Argument.option(
    "digits", short: "d", .integer(in: -3...17), help: "How many decimals to show.")
  static let all = Argument.flag("all", help: "Show every row of a table.")
  static let format = Argument.option(
    "format", .choice(of: Format.self), default: .text, help: "What to print.")
  static let color = Argument.option(
    "color", .choice(of: ColorChoice.self), default: .auto, help: "When to use colour.")
  static let folder = Argument.option(
    "lessons", valueName: "folder", .text(completion: .folders),
    help: "Where the lessons are.")
  static let file = Argument.required(
    "file", .text(completion: .files),
    help: "A file of statements, or - for standard input.")
  static let paths = Argument.repeated(
    "paths", .text(completion: .files), help: "Lessons or folders of them.")
  static let accept = Argument.flag("accept", help: "Write the values found as expectations.")

  static let root = CommandSpecification(
    name: "nnlearn", abstract: "Gradient descent, one step at a time.",
    discussion: "Every number is shown with its working.\n\n  nnlearn lesson gradient-descent",
    subcommands: [
      CommandSpecification(
        name: "lesson", abstract: "Show a lesson.",
        parameters: [
          lesson.parameter, digits.parameter, all.parameter, format.parameter, color.parameter,
          folder.parameter,
        ],
        action: showLesson),
      CommandSpecification(
        name: "run", abstract: "Run a file.", parameters: [file.parameter], action: runFile),
      CommandSpecification(
        name: "repl", abstract: "Type statements and see their working.",
        action: { _, _ in .success }),
      CommandSpecification(
        name: "check", abstract: "Check that lessons say what is true.",
        parameters: [paths.parameter, accept.parameter], action: check),
    ])

  private static func showLesson(_ arguments: ParsedArguments, _ console: Console) -> ExitCode {
    let digits = arguments[digits].map { "\($0)" } ?? "nil"
    console.output.write(
      """
      lesson=\(arguments[lesson] ?? "nil") digits=\(digits) all=\(arguments[all]) \
      format=\(arguments[format]) color=\(arguments[color]) lessons=\(arguments[folder] ?? "nil")

      """)
    return .success
  }

  private static func runFile(
    _ arguments: ParsedArguments, _ console: Console
  ) throws(Diagnostic) -> ExitCode {
    console.output.write("before\n")
    console.output.write("\(try InputFile(path: arguments[file]).bytes.count) bytes\n")
    return .success
  }

  private static func check(_ arguments: ParsedArguments, _ console: Console) -> ExitCode {
    console.output.write("paths=\(arguments[paths]) accept=\(arguments[accept])\n")
    return .checkFailed
  }
}

/// What a run of the sample program gave.
struct SampleRun: Equatable {
  var output = ""
  var error = ""
  var exitCode = ExitCode.success

  init(output: String = "", error: String = "", exitCode: ExitCode = .success) {
    self.output = output
    self.error = error
    self.exitCode = exitCode
  }

  /// Runs the sample program with the words of a line, or with words of any content.
  init(_ line: String, width: Int = 80) throws {
    try self.init(words: line.split(separator: " ").map(String.init), width: width)
  }

  init(words: [String], width: Int = 80) throws {
    let output = Pipe()
    let error = Pipe()
    let console = Console(
      output: StandardOutput(descriptor: output.writingDescriptor),
      error: StandardError(descriptor: error.writingDescriptor),
      terminal: Terminal(environment: { _ in nil }, terminals: [], columns: width))
    exitCode = CommandLineProgram(root: SampleProgram.root, version: "1.2.3")
      .run(words, console: console)
    self.output = try output.written()
    self.error = try error.written()
  }
}

extension Pipe {
  var writingDescriptor: FileDescriptor {
    FileDescriptor(number: fileHandleForWriting.fileDescriptor)
  }

  /// All that was written, which must fit in the pipe.
  func written() throws -> String {
    try fileHandleForWriting.close()
    return String(decoding: try fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
  }
}
