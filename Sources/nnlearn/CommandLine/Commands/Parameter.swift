/// A parameter of a command, for parser, help and completion.
struct Parameter: Sendable {
  enum Form: Sendable {
    /// Present or not: `--all`.
    case flag
    /// A name followed by a value: `--digits 4`.
    case option(ValueSyntax)
    /// A value without a name.
    case positional(ValueSyntax, Count)
  }

  /// The number of times that a positional argument may occur.
  enum Count: Sendable {
    case one, optional, many
  }

  /// The names with their dashes, the short one first; empty for a positional argument.
  let names: [String]
  let form: Form
  let help: String
  /// Whether an option may be given several times.
  var repeats = false
  /// How the files of a training run keep it; `nil` for an option of another command.
  var keeping: Keeping?

  /// The syntax of the parameter's value; `nil` for a flag.
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

  /// The long name, or a positional argument's label.
  var name: String { names.last ?? label }

  /// The parameter's name in messages, unique within its command:
  /// `--all`, `--digits <digits>` or `<file>`.
  var label: String {
    (names.suffix(1) + (value.map { ["<\($0.name)>"] } ?? [])).joined(separator: " ")
  }

  /// The label with the short name before it, as in the help.
  var fullLabel: String {
    (names.dropLast() + [label]).joined(separator: ", ")
  }

  /// The help followed by `(values: text, json; default: text)`.
  var explanation: String {
    var notes: [String] = []
    if let value, !value.choices.isEmpty {
      notes.append("values: \(value.choices.joined(separator: ", "))")
    }
    if let defaultText = value?.defaultText { notes.append("default: \(defaultText)") }
    return notes.isEmpty ? help : "\(help) (\(notes.joined(separator: "; ")))"
  }
}

/// The treatment of a training option when the run is written to a file, and when it is resumed from one.
enum Keeping: Sendable, Equatable {
  /// An ingredient: files keep it under `entry`, and a resumed run always takes it from there. Without an entry, it is implied
  /// by other entries of the file.
  case ingredient(entry: String?)
  /// The end of the run: files keep it, and a resumed run may be given another.
  case end(entry: String)
  /// An output of the run: checkpoints keep it, and a resumed run may be given another.
  case output(entry: String)
  /// An option of the single call, such as the number of threads.
  case nothing

  var entry: String? {
    switch self {
    case .ingredient(let entry): entry
    case .end(let entry), .output(let entry): entry
    case .nothing: nil
    }
  }
}

/// The syntax of a value, without its type.
struct ValueSyntax: Sendable {
  /// The name in angle brackets in help and messages.
  let name: String
  let choices: [String]
  let completion: Completion
  /// The sentence that says what is accepted.
  let expectation: String
  /// The kind of its numbers; `nil` if its values are not numbers.
  let numbers: NumberKind?
  /// The text of the default.
  let defaultText: String?
  /// The text that is used if the option has no value; `nil` if it needs one.
  let bareText: String?
  /// Whether the next word is a positional argument, and no value, while one is missing. `--name=value` is always a value.
  var isBareBeforeOperands = false
  /// Returns the canonical form of a text, such as `7` for `007`; `nil` if it is invalid.
  let canonical: @Sendable (String) -> String?

  init<Value>(name: String, kind: ValueKind<Value>, default: Value? = nil, bare: Value? = nil) {
    self.name = name
    choices = kind.choices
    completion = kind.completion
    expectation = kind.expectation
    numbers = kind.numbers
    defaultText = `default`.map(kind.text)
    bareText = bare.map(kind.text)
    canonical = { kind.value($0).map(kind.text) }
  }
}
