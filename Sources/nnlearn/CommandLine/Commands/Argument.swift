/// A declaration of parameters: an argument, or a group of arguments.
protocol Declaration: Sendable {
  /// The parameters, in the order of the help.
  var parameters: [Parameter] { get }
}

/// The arguments of a command, or of several commands. Each is declared once, as a property, from which everything else is
/// derived. A property may be another group.
///
/// A command reads a value by its property: `arguments[\ShowOptions.digits]`.
protocol ArgumentGroup: Declaration {
  static var declared: Self { get }
}

extension ArgumentGroup {
  /// The parameters of all properties, in order of declaration.
  var parameters: [Parameter] {
    Mirror(reflecting: self).children.flatMap { ($0.value as? any Declaration)?.parameters ?? [] }
  }
}

/// A parameter with the type of its value; a key of `ParsedArguments`.
///
/// Declare each one once, in an `ArgumentGroup`.
struct Argument<Value: Sendable>: Declaration {
  private(set) var parameter: Parameter
  /// Converts the accepted texts, in the order written, to the value; `nil` if a required one is missing.
  let read: @Sendable (_ texts: [String]) -> Value?

  var parameters: [Parameter] { [parameter] }

  /// Returns the argument with the way in which the files of a training run keep it.
  func kept(_ keeping: Keeping) -> Argument {
    var argument = self
    argument.parameter.keeping = keeping
    return argument
  }
}

// MARK: - Flags and options

extension Argument {
  /// A switch that is off unless written.
  static func flag(_ name: String, short: Character? = nil, help: String) -> Argument
  where Value == Bool {
    Argument(
      parameter: Parameter(names: spellings(name, short), form: .flag, help: help),
      read: { !$0.isEmpty })
  }

  /// An option that is `nil` unless written.
  /// - Parameters:
  ///   - bare: the value if none follows the option; `nil` if one must follow.
  ///   - bareBeforeOperands: whether a word that follows is a positional argument while one is missing.
  static func option<Wrapped>(
    _ name: String, short: Character? = nil, valueName: String? = nil, _ kind: ValueKind<Wrapped>,
    bare: Wrapped? = nil, bareBeforeOperands: Bool = false, help: String
  ) -> Argument where Value == Wrapped? {
    var syntax = ValueSyntax(name: valueName ?? name, kind: kind, bare: bare)
    syntax.isBareBeforeOperands = bareBeforeOperands
    return Argument(
      parameter: Parameter(names: spellings(name, short), form: .option(syntax), help: help),
      read: { .some($0.last.flatMap(kind.value)) })
  }

  /// An option with a default.
  static func option(
    _ name: String, short: Character? = nil, valueName: String? = nil, _ kind: ValueKind<Value>,
    default: Value, help: String
  ) -> Argument {
    let syntax = ValueSyntax(name: valueName ?? name, kind: kind, default: `default`)
    return Argument(
      parameter: Parameter(names: spellings(name, short), form: .option(syntax), help: help),
      read: { $0.last.flatMap(kind.value) ?? `default` })
  }

  /// An option that may be given several times, possibly never.
  static func options<Element>(
    _ name: String, valueName: String, _ kind: ValueKind<Element>, help: String
  ) -> Argument where Value == [Element] {
    let syntax = ValueSyntax(name: valueName, kind: kind)
    var parameter = Parameter(names: spellings(name, nil), form: .option(syntax), help: help)
    parameter.repeats = true
    return Argument(parameter: parameter, read: { $0.compactMap(kind.value) })
  }

  private static func spellings(_ name: String, _ short: Character?) -> [String] {
    (short.map { ["-\($0)"] } ?? []) + ["--\(name)"]
  }
}

// MARK: - Positional arguments

extension Argument {
  /// A required positional argument.
  static func required(_ name: String, _ kind: ValueKind<Value>, help: String) -> Argument {
    Argument(
      parameter: positional(name, kind, .one, help), read: { $0.first.flatMap(kind.value) })
  }

  /// An optional positional argument.
  static func optional<Wrapped>(
    _ name: String, _ kind: ValueKind<Wrapped>, help: String
  ) -> Argument where Value == Wrapped? {
    Argument(
      parameter: positional(name, kind, .optional, help),
      read: { .some($0.first.flatMap(kind.value)) })
  }

  /// All remaining positional arguments, possibly none; nothing can follow them.
  static func repeated<Element>(
    _ name: String, _ kind: ValueKind<Element>, help: String
  ) -> Argument where Value == [Element] {
    Argument(
      parameter: positional(name, kind, .many, help), read: { $0.compactMap(kind.value) })
  }

  private static func positional<Element>(
    _ name: String, _ kind: ValueKind<Element>, _ count: Parameter.Count, _ help: String
  ) -> Parameter {
    Parameter(names: [], form: .positional(ValueSyntax(name: name, kind: kind), count), help: help)
  }
}
