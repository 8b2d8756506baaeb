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
  /// What the files of a training run keep of it; nil for an option of another command.
  var keeping: Keeping?

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

  /// The long name, or a positional argument's label.
  var name: String { names.last ?? label }

  /// How messages call the parameter, which no other one of its command may share:
  /// `--all`, `--digits <digits>` or `<file>`.
  var label: String {
    (names.suffix(1) + (value.map { ["<\($0.name)>"] } ?? [])).joined(separator: " ")
  }

  /// The label with the short name before it, as the help lists it.
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

/// What becomes of a training option when the run is written to a file, and when it is resumed from one.
enum Keeping: Sendable, Equatable {
  /// What is trained: files keep it under `entry`, and a resumed run takes it from there alone. Without an entry other words of
  /// the file say it.
  case ingredient(entry: String?)
  /// When the run ends: files keep it, and a resumed run may be given another end.
  case end(entry: String)
  /// What the run writes: checkpoints keep it, and a resumed run may be given other files.
  case output(entry: String)
  /// It belongs to the one call, as how many threads there are.
  case nothing

  var entry: String? {
    switch self {
    case .ingredient(let entry): entry
    case .end(let entry), .output(let entry): entry
    case .nothing: nil
    }
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
  /// The value that a text stands for as its own kind writes it, such as `7` for `007`; nil where it stands for none.
  let canonical: @Sendable (String) -> String?

  init<Value>(
    name: String, kind: ValueKind<Value>, default: Value? = nil, bare: Value? = nil
  ) {
    self.name = name
    choices = kind.choices
    completion = kind.completion
    expectation = kind.expectation
    defaultText = `default`.map(kind.text)
    bareText = bare.map(kind.text)
    canonical = { kind.value($0).map(kind.text) }
  }
}
