/// What was written after a command, checked and ready to be asked for by `Argument`.
struct ParsedArguments: Sendable {
  private var texts: [String: [String]] = [:]

  mutating func add(_ text: String, for parameter: Parameter) {
    texts[parameter.label, default: []].append(text)
  }

  func isMissing(_ parameter: Parameter) -> Bool {
    texts[parameter.label] == nil
  }

  /// The value of an argument that the command declares.
  subscript<Value>(argument: Argument<Value>) -> Value {
    guard let value = argument.read(texts[argument.parameter.label] ?? []) else {
      preconditionFailure("the command does not declare \(argument.parameter.label)")
    }
    return value
  }
}
