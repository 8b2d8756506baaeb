/// What was written after a command, checked and ready to be asked for by `Argument`.
struct ParsedArguments: Sendable {
  private var texts: [String: [String]] = [:]

  /// Notes each argument whose value is asked for, so that a test can tell that every declared one is used.
  @TaskLocal static var onRead: (@Sendable (Parameter) -> Void)?

  /// Takes one more text for a parameter.
  ///
  /// - Returns: whether it stands for a value.
  mutating func accept(_ text: String, for parameter: Parameter) -> Bool {
    guard let canonical = parameter.value?.canonical(text) else { return false }
    texts[parameter.label, default: []].append(canonical)
    return true
  }

  /// Gives a parameter a text that is known to stand for a value, in the place of what it had.
  mutating func set(_ parameter: Parameter, to text: String) { texts[parameter.label] = [text] }

  func isMissing(_ parameter: Parameter) -> Bool {
    texts[parameter.label] == nil
  }

  /// The text of a parameter that is written once.
  func text(of parameter: Parameter) -> String? { texts[parameter.label]?.last }

  /// The words that ask for it again, none where it is missing or says nothing but its default.
  func spelling(of parameter: Parameter) -> [String] {
    guard let text = text(of: parameter), text != parameter.value?.defaultText else { return [] }
    return parameter.names.suffix(1) + (parameter.value == nil ? [] : [text])
  }

  /// The value of an argument that the command declares.
  subscript<Value>(argument: Argument<Value>) -> Value {
    Self.onRead?(argument.parameter)
    guard let value = argument.read(texts[argument.parameter.label] ?? []) else {
      preconditionFailure("the command does not declare \(argument.parameter.label)")
    }
    return value
  }

  /// The value of an argument of a group that the command declares.
  subscript<Group: ArgumentGroup, Value>(path: KeyPath<Group, Argument<Value>>) -> Value {
    self[Group.declared[keyPath: path]]
  }
}
