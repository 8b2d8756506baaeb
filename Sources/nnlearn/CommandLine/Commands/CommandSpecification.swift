import Text

/// A command of the program. Parsing, help and completion scripts are all derived from it.
struct CommandSpecification: Sendable {
  /// Does the work of a command whose arguments were accepted.
  typealias Action =
    @Sendable (ParsedArguments, Console) throws(Diagnostic) -> ExitCode

  enum Body: Sendable {
    case action(Action)
    case subcommands([CommandSpecification])
  }

  let name: String
  /// One sentence.
  let abstract: String
  /// Paragraphs that follow the abstract. A line that starts with a space is never wrapped.
  let discussion: String
  private let makeParameters: @Sendable () -> [Parameter]
  let body: Body

  /// The parameters in the order of the help; positional ones in the order they are written. They are made when they are asked
  /// for: a call needs those of one command.
  var parameters: [Parameter] { makeParameters() }

  /// A command that does something.
  init(
    name: String, abstract: String, discussion: String = "",
    parameters: @autoclosure @escaping @Sendable () -> [Parameter] = [], action: @escaping Action
  ) {
    self.name = name
    self.abstract = abstract
    self.discussion = discussion
    makeParameters = parameters
    body = .action(action)
  }

  /// A command that only leads to others; called alone it prints its help.
  init(
    name: String, abstract: String, discussion: String = "", subcommands: [CommandSpecification]
  ) {
    self.name = name
    self.abstract = abstract
    self.discussion = discussion
    makeParameters = { [] }
    body = .subcommands(subcommands)
  }

  var subcommands: [CommandSpecification] {
    if case .subcommands(let subcommands) = body { subcommands } else { [] }
  }
}
