import Text

/// A command of the program, from which parsing, help and completion scripts are derived.
struct CommandSpecification: Sendable {
  /// Runs a command with its accepted arguments.
  typealias Action = @Sendable (ParsedArguments, Console) throws(Diagnostic) -> ExitCode

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

  /// The parameters in the order of the help; positional ones in the order they are written. They are created on demand,
  /// because a run needs those of one command only.
  var parameters: [Parameter] { makeParameters() }

  /// A command with an action.
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

  /// A command that only has subcommands; called alone, it prints its help.
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
