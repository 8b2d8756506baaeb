import Testing
import Text

@testable import nnlearn

/// A parameter of one of the program's commands, for the tests of the declarations.
struct DeclaredOption: CustomTestStringConvertible, Sendable {
  let path: CommandPath
  let parameter: Parameter

  static let commands = CommandPath(CommandLineProgram.nnlearn.root).withDescendants

  /// Every parameter of every command, positional ones included.
  static let all = commands.flatMap { path in
    path.parameters.map { DeclaredOption(path: path, parameter: $0) }
  }

  var testDescription: String { "\(path.name) \(parameter.name)" }

  /// Words that give the option a value, if it takes one.
  var words: [String] {
    guard let value = parameter.value else { return [parameter.name] }
    let texts = value.choices + ["1", "60", "x", "28x28"]
    return [parameter.name, texts.first { value.canonical($0) != nil }!]
  }

  /// Parses the words after `nnlearn`.
  static func arguments(_ words: [String]) throws -> ParsedArguments {
    var path = CommandPath(CommandLineProgram.nnlearn.root)
    guard case .action(_, let arguments) = try Invocation(words, path: &path) else {
      throw Diagnostic("\(words) is no call of a command")
    }
    return arguments
  }
}

extension CommandPath: CustomTestStringConvertible {
  public var testDescription: String { name }
}

extension String {
  /// The words with one space between them, wherever lines were broken.
  var unwrapped: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
