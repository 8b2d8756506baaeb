import Text

/// Reads the arguments of one command.
struct ArgumentReader {
  private let parameters: [Parameter]
  private var rest: ArraySlice<String>
  private var operands: [String] = []
  private var arguments = ParsedArguments()

  private init(path: CommandPath, words: ArraySlice<String>) {
    parameters = path.parameters
    rest = words
  }

  /// Returns the arguments in `words`, all checked.
  static func arguments(
    in words: ArraySlice<String>, of path: CommandPath
  ) throws(Diagnostic) -> ParsedArguments {
    var reader = ArgumentReader(path: path, words: words)
    try reader.readWords()
    try reader.assignOperands()
    return reader.arguments
  }

  /// Whether a word starts with a dash and is neither `-` nor like a negative number.
  static func isOption(_ word: String) -> Bool {
    guard word.hasPrefix("-"), let second = word.dropFirst().first else { return false }
    return !"0123456789.".contains(second)
  }

  private mutating func readWords() throws(Diagnostic) {
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        return
      }
      if Self.isOption(word) { try readOption(word) } else { operands.append(word) }
    }
  }

  private mutating func readOption(_ word: String) throws(Diagnostic) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let attached = parts.count == 2 ? String(parts[1]) : nil
    guard let parameter = parameters.first(where: { $0.names.contains(name) }) else {
      throw .unknown("option", name, among: parameters.compactMap(\.names.last))
    }
    guard parameter.repeats || arguments.isMissing(parameter) else {
      throw Diagnostic(.usage, "The option '\(parameter.name)' is given twice")
    }
    if let value = parameter.value {
      let next = attached ?? popValue(of: value)
      guard let next else { throw Diagnostic(.usage, "Missing value for '\(parameter.label)'") }
      try accept(next, for: parameter)
    } else if let attached {
      throw Diagnostic(
        .usage,
        "The option \(name.quoted) does not take any value, but \(attached.quoted) was given.")
    } else {
      arguments.set(parameter, to: parameter.name)
    }
  }

  /// Removes the next word as a value; for an option that needs no value, returns its bare value if the next word is not one.
  private mutating func popValue(of syntax: ValueSyntax) -> String? {
    if let bare = syntax.bareText {
      if syntax.isBareBeforeOperands, operands.isEmpty { return bare }
      guard let next = rest.first, !Self.isOption(next), syntax.canonical(next) != nil else {
        return bare
      }
    }
    return popValue()
  }

  /// Removes the next word if it can be a value.
  private mutating func popValue() -> String? {
    guard let next = rest.first, !Self.isOption(next) else { return nil }
    return rest.popFirst()
  }

  private mutating func assignOperands() throws(Diagnostic) {
    var unread = operands[...]
    for parameter in parameters where parameter.isPositional {
      let taken = unread.prefix(parameter.positionalCount == .many ? unread.count : 1)
      for operand in taken { try accept(operand, for: parameter) }
      unread.removeFirst(taken.count)
      if parameter.positionalCount == .one, arguments.isMissing(parameter) {
        throw Diagnostic(.usage, "Missing expected argument '\(parameter.label)'")
      }
    }
    guard unread.isEmpty else {
      let noun = unread.count == 1 ? "Unexpected argument" : "\(unread.count) unexpected arguments:"
      throw Diagnostic(.usage, "\(noun) \(unread.map(\.quoted).joined(separator: ", "))")
    }
  }

  private mutating func accept(_ text: String, for parameter: Parameter) throws(Diagnostic) {
    guard arguments.accept(text, for: parameter) else {
      throw Diagnostic(
        .usage,
        "The value \(text.quoted) is invalid for '\(parameter.label)'. \(parameter.value!.expectation)"
      )
    }
  }
}
