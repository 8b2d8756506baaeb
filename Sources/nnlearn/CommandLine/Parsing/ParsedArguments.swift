/// The checked arguments of a command, accessed by `Argument`.
struct ParsedArguments: Sendable {
  private var texts: [String: [String]] = [:]

  /// Called for each argument that is read, so that a test can check that every declared one is used.
  @TaskLocal static var onRead: (@Sendable (Parameter) -> Void)?

  /// Adds a text for a parameter.
  ///
  /// - Returns: whether it is a valid value.
  mutating func accept(_ text: String, for parameter: Parameter) -> Bool {
    guard let canonical = parameter.value?.canonical(text) else { return false }
    texts[parameter.label, default: []].append(canonical)
    return true
  }

  /// Replaces a parameter's texts with a text that is known to be valid.
  mutating func set(_ parameter: Parameter, to text: String) { texts[parameter.label] = [text] }

  func isMissing(_ parameter: Parameter) -> Bool {
    texts[parameter.label] == nil
  }

  /// The text of a parameter that occurs once.
  func text(of parameter: Parameter) -> String? { texts[parameter.label]?.last }

  /// The words that specify the parameter; none if it is missing or has its default.
  func spelling(of parameter: Parameter) -> [String] {
    guard let text = text(of: parameter), text != parameter.value?.defaultText else { return [] }
    return parameter.names.suffix(1) + (parameter.value == nil ? [] : [text])
  }

  /// The value of an argument of the command.
  subscript<Value>(argument: Argument<Value>) -> Value {
    Self.onRead?(argument.parameter)
    guard let value = argument.read(texts[argument.parameter.label] ?? []) else {
      preconditionFailure("the command does not declare \(argument.parameter.label)")
    }
    return value
  }

  /// The value of an argument of a group of the command.
  subscript<Group: ArgumentGroup, Value>(path: KeyPath<Group, Argument<Value>>) -> Value {
    self[Group.declared[keyPath: path]]
  }
}
