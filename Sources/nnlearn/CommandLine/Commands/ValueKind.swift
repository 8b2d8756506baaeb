import Learning
import Text

/// The completions that a shell offers for a value: words, and the paths of files or folders.
struct Completion: Equatable, Sendable {
  enum Paths: Sendable {
    case none, files, folders
  }

  var words: [String] = []
  var paths = Paths.none

  static let files = Completion(paths: .files)
  static let folders = Completion(paths: .folders)
}

/// The kind of the numbers that a value may be.
enum NumberKind: Sendable {
  case whole, real
}

/// The type of an option's or a positional argument's value, and its conversion from and to text.
struct ValueKind<Value: Sendable>: Sendable {
  /// Returns the value of a text, or `nil` if it is invalid.
  let value: @Sendable (String) -> Value?
  let text: @Sendable (Value) -> String
  /// The sentence that says what is accepted.
  let expectation: String
  /// All accepted texts, if they are few enough to list.
  var choices: [String] = []
  var completion = Completion()
  /// `nil` if its values are not numbers.
  var numbers: NumberKind?
}

extension ValueKind where Value == String {
  /// Any non-empty text.
  static func text(completion: Completion = Completion()) -> ValueKind {
    ValueKind(
      value: { $0.isEmpty ? nil : $0 }, text: { $0 },
      expectation: "Please provide a text that is not empty.", completion: completion)
  }
}

extension ValueKind where Value == Int {
  /// An integer in `range`.
  static func integer(in range: ClosedRange<Int>) -> ValueKind {
    ValueKind(
      value: { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }, text: { "\($0)" },
      expectation:
        "Please provide a whole number from \(range.lowerBound) to \(range.upperBound).",
      numbers: .whole)
  }
}

extension ValueKind where Value == Double {
  /// A number that satisfies a rule, which is quoted if it does not.
  static func number(_ rule: String, _ fits: @escaping @Sendable (Double) -> Bool) -> ValueKind {
    ValueKind(
      value: { text in Double(text).flatMap { $0.isFinite && fits($0) ? $0 : nil } },
      text: { "\($0)" }, expectation: "Please provide \(rule).", numbers: .real)
  }
}

extension ValueKind where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// One of the cases of an enumeration, by its raw value.
  static func choice(of type: Value.Type = Value.self) -> ValueKind {
    ValueKind(
      choices: Value.allCases.map(\.rawValue), value: { Value(rawValue: $0) },
      text: { $0.rawValue })
  }
}

extension ValueKind where Value: Ingredient {
  /// An ingredient that is chosen by its name only.
  static func ingredient(_ type: Value.Type) -> ValueKind {
    ValueKind(choices: Value.names, value: { try? Value.named($0) }, text: { $0.name })
  }
}

extension ValueKind {
  fileprivate init(
    choices: [String], value: @escaping @Sendable (String) -> Value?,
    text: @escaping @Sendable (Value) -> String
  ) {
    self.init(
      value: value, text: text,
      expectation: "Please provide one of \(choices.map(\.quoted).list("or")).",
      choices: choices, completion: Completion(words: choices))
  }
}
