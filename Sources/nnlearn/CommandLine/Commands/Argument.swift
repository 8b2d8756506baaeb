/// Something that declares parameters: an argument, or a group of them.
protocol Declaration: Sendable {
  /// In the order of the help.
  var parameters: [Parameter] { get }
}

/// The arguments that a command takes, or that several commands share: each is declared as a property, once, and everything
/// else is derived from it. A property may be another group.
///
/// A command asks for a value by the property: `arguments[\ShowOptions.digits]`.
protocol ArgumentGroup: Declaration {
  static var declared: Self { get }
}

extension ArgumentGroup {
  /// The parameters of all properties, in the order in which they are declared.
  var parameters: [Parameter] {
    Mirror(reflecting: self).children.flatMap { ($0.value as? any Declaration)?.parameters ?? [] }
  }
}

/// A parameter together with the type of what it gives; the key to `ParsedArguments`.
///
/// Declare each one once, in an `ArgumentGroup`, and ask for its value by it.
struct Argument<Value: Sendable>: Declaration {
  private(set) var parameter: Parameter
  /// Turns the accepted texts, in the order written, into the value; nil where one must be
  /// present and is not.
  let read: @Sendable (_ texts: [String]) -> Value?

  var parameters: [Parameter] { [parameter] }

  /// The same argument, of which the files of a training run keep something.
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

  /// An option that is nil unless written.
  /// - Parameter bare: what it means where no value follows it; nil where one must.
  static func option<Wrapped>(
    _ name: String, short: Character? = nil, valueName: String? = nil, _ kind: ValueKind<Wrapped>,
    bare: Wrapped? = nil, help: String
  ) -> Argument where Value == Wrapped? {
    let syntax = ValueSyntax(name: valueName ?? name, kind: kind, bare: bare)
    return Argument(
      parameter: Parameter(names: spellings(name, short), form: .option(syntax), help: help),
      read: { .some($0.last.flatMap(kind.value)) })
  }

  /// An option that has a value even where it is not written.
  static func option(
    _ name: String, short: Character? = nil, valueName: String? = nil, _ kind: ValueKind<Value>,
    default: Value, help: String
  ) -> Argument {
    let syntax = ValueSyntax(name: valueName ?? name, kind: kind, default: `default`)
    return Argument(
      parameter: Parameter(names: spellings(name, short), form: .option(syntax), help: help),
      read: { $0.last.flatMap(kind.value) ?? `default` })
  }

  private static func spellings(_ name: String, _ short: Character?) -> [String] {
    (short.map { ["-\($0)"] } ?? []) + ["--\(name)"]
  }
}

// MARK: - Positional arguments

extension Argument {
  /// A positional argument that must be written.
  static func required(_ name: String, _ kind: ValueKind<Value>, help: String) -> Argument {
    Argument(
      parameter: positional(name, kind, .one, help), read: { $0.first.flatMap(kind.value) })
  }

  /// A positional argument that may be left out.
  static func optional<Wrapped>(
    _ name: String, _ kind: ValueKind<Wrapped>, help: String
  ) -> Argument where Value == Wrapped? {
    Argument(
      parameter: positional(name, kind, .optional, help),
      read: { .some($0.first.flatMap(kind.value)) })
  }

  /// All positional arguments that are left, maybe none; nothing can follow them.
  static func repeated<Element>(
    _ name: String, _ kind: ValueKind<Element>, help: String
  ) -> Argument where Value == [Element] {
    Argument(
      parameter: positional(name, kind, .many, help), read: { $0.compactMap(kind.value) })
  }

  private static func positional<Element>(
    _ name: String, _ kind: ValueKind<Element>, _ count: Parameter.Count, _ help: String
  ) -> Parameter {
    Parameter(
      names: [], form: .positional(ValueSyntax(name: name, kind: kind), count), help: help)
  }
}
