import Text

/// The path from the root to a command, as typed: `nnlearn lesson`.
struct CommandPath: Sendable {
  let root: CommandSpecification
  private var descendants: [CommandSpecification] = []

  init(_ root: CommandSpecification) {
    self.root = root
  }

  var command: CommandSpecification { descendants.last ?? root }

  /// The names below the root.
  var subcommandNames: [String] { descendants.map(\.name) }

  /// The names separated by spaces.
  var name: String { ([root.name] + subcommandNames).joined(separator: " ") }

  /// The parameters of the command, including built-in options.
  var parameters: [Parameter] {
    command.parameters + BuiltInOptions.parameters(atRoot: descendants.isEmpty)
  }

  var positionals: [Parameter] { parameters.filter(\.isPositional) }

  var optionsAndFlags: [Parameter] { parameters.filter { !$0.isPositional } }

  /// The paths to the subcommands.
  var children: [CommandPath] { command.subcommands.map(appending) }

  /// This path and all paths below it, parents first.
  var withDescendants: [CommandPath] { [self] + children.flatMap(\.withDescendants) }

  func appending(subcommandNamed name: String) throws(Diagnostic) -> CommandPath {
    let subcommands = command.subcommands
    guard let subcommand = subcommands.first(where: { $0.name == name }) else {
      throw .unknown("subcommand", name, among: subcommands.map(\.name) + ["help"])
    }
    return appending(subcommand)
  }

  private func appending(_ subcommand: CommandSpecification) -> CommandPath {
    var path = self
    path.descendants.append(subcommand)
    return path
  }
}
