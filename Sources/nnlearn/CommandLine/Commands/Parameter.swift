/// One thing that may be written after a command, as parser, help and completion see it.
struct Parameter: Sendable {
  enum Form: Sendable {
    /// Present or not: `--all`.
    case flag
    /// A name followed by a value: `--digits 4`.
    case option(ValueSyntax)
    /// A value without a name.
    case positional(ValueSyntax, Count)
  }

  /// How often a positional argument may occur.
  enum Count: Sendable {
    case one, optional, many
  }

  /// The spellings with their dashes, the short one first; none for a positional argument.
  let names: [String]
  let form: Form
  let help: String

  /// The value that follows or is the parameter; a flag has none.
  var value: ValueSyntax? {
    switch form {
    case .flag: nil
    case .option(let value), .positional(let value, _): value
    }
  }

  var positionalCount: Count? {
    if case .positional(_, let count) = form { count } else { nil }
  }

  var isPositional: Bool { positionalCount != nil }

  /// How messages call the parameter, which no other one of its command may share:
  /// `--all`, `--digits <digits>` or `<file>`.
  var label: String {
    (names.suffix(1) + (value.map { ["<\($0.name)>"] } ?? [])).joined(separator: " ")
  }

  /// The label with the short name before it, as the help lists it.
  var fullLabel: String {
    (names.dropLast() + [label]).joined(separator: ", ")
  }
}

/// A value without its type: what may be written for it.
struct ValueSyntax: Sendable {
  /// What stands between angle brackets in help and messages.
  let name: String
  let choices: [String]
  let completion: Completion
  /// The sentence that tells what would be accepted.
  let expectation: String
  /// The text of the value that counts when none is given.
  let defaultText: String?
  /// The text that counts where the option stands without a value; nil where it needs one.
  let bareText: String?
  let accepts: @Sendable (String) -> Bool

  init<Value>(
    name: String, kind: ValueKind<Value>, default: Value? = nil, bare: Value? = nil
  ) {
    self.name = name
    choices = kind.choices
    completion = kind.completion
    expectation = kind.expectation
    defaultText = `default`.map(kind.text)
    bareText = bare.map(kind.text)
    accepts = { kind.value($0) != nil }
  }
}
