import Learning
import Text

/// A setting of `train` with the values that an experiment tries: `rate = 0.1, 0.03` or `rate = 0.001 … 0.1`.
struct TriedSetting {
  let parameter: Parameter
  /// The values in canonical form, at least two; none if they are drawn from the range.
  let values: [String]
  /// The range from which the values are.
  let range: TriedRange?

  /// The value that stands for leaving the option out.
  static let absent = "default"

  /// Reads a value of `--try`.
  ///
  /// The name is that of the option without its dashes; that of a flag is also without `no-`, and its values are yes and no.
  /// Values are separated by `|` if there is one, or else by the commas outside brackets.
  init(_ text: String) throws(Diagnostic) {
    func failure(_ message: String) -> Diagnostic {
      Diagnostic(.usage, "--try \(text.quoted): \(message)")
    }
    guard let sign = text.firstIndex(of: "=") else {
      throw failure("write it as SETTING = VALUE, VALUE, such as 'rate = 0.1, 0.03'")
    }
    let name = text[..<sign].singleSpaced
    guard name != TrainOptions.declared.seed.parameter.settingName else {
      throw failure("--seeds repeats each combination with several seeds")
    }
    guard let parameter = Self.known.first(where: { $0.settingName == name }) else {
      throw failure(
        Diagnostic.unknown("setting", name, among: Self.known.map(\.settingName)).message)
    }
    self.parameter = parameter
    let written = text[text.index(after: sign)...]
    let parts = Self.values(in: written)
    // A list of words may have dots in it.
    if TriedRange.isMeant(by: written), parts.count == 1 || parameter.value?.numbers != nil {
      let range: TriedRange
      do throws(Diagnostic) { range = try TriedRange(written, of: parameter) } catch {
        throw failure(error.message)
      }
      values = try Self.points(of: range, parameter, failure)
      self.range = range
      return
    }
    range = nil
    var values: [String] = []
    for part in parts {
      guard let value = parameter.settingValue(part.singleSpaced) else {
        let expected = parameter.value?.expectation ?? "Please provide yes or no."
        throw failure("\(name) cannot be \(part.singleSpaced.quoted). \(expected)")
      }
      guard !values.contains(value) else {
        throw failure("\(name) has the value \(value.quoted) twice")
      }
      values.append(value)
    }
    guard values.count > 1 else {
      throw failure("it needs two values, separated by commas, or by | if they contain commas")
    }
    self.values = values
  }

  /// The values of a range with a number of points.
  private static func points(
    of range: TriedRange, _ parameter: Parameter, _ failure: (String) -> Diagnostic
  ) throws(Diagnostic) -> [String] {
    guard let count = range.points else { return [] }
    var values: [String] = []
    for number in range.range.points(count) {
      let value = parameter.text(of: number)
      if values.last != value { values.append(value) }
    }
    guard values.count == count else {
      throw failure(
        "only \(values.count) of the \(count) points are different: write 'in \(values.count)' or less"
      )
    }
    return values
  }

  /// Returns one of the values, or a number of the range, at random.
  func draw(from source: inout RandomSource) -> String {
    guard let range, range.points == nil else { return values[source.below(values.count)] }
    return parameter.text(of: range.range.draw(from: &source))
  }

  /// The settings that can be tried.
  static var known: [Parameter] {
    let seed = TrainOptions.declared.seed.parameter.name
    return RunSettings().parameters.filter { $0.name != seed }
  }

  /// Whether its values may have been divided at commas that belong to them.
  var mayBeDividedWrongly: Bool { parameter.value?.canonical("x") == "x" && !text.contains("|") }

  /// The text of `--try` with the same meaning.
  var text: String {
    if let range { return "\(parameter.settingName) = \(range.text)" }
    let separator = values.contains { Self.values(in: $0[...]).count > 1 } ? " | " : ", "
    return "\(parameter.settingName) = \(values.joined(separator: separator))"
  }

  /// Divides a text at `|` if it has one, or else at the commas outside brackets.
  static func values(in text: Substring) -> [Substring] {
    let isBarred = text.contains("|")
    var parts: [Substring] = []
    var start = text.startIndex
    var depth = 0
    for index in text.indices {
      switch text[index] {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      case let mark where mark == "|" || (mark == "," && !isBarred && depth == 0):
        parts.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    return parts + [text[start...]]
  }
}

extension Parameter {
  /// The name by which `--try` knows an option.
  var settingName: String {
    let name = name.drop { $0 == "-" }
    return String(value == nil && name.hasPrefix("no-") ? name.dropFirst(3) : name)
  }

  /// Returns the canonical form of a value of the setting; `nil` if it cannot have it.
  func settingValue(_ text: String) -> String? {
    if text == TriedSetting.absent { return text }
    guard let value else { return ["yes", "no"].contains(text) ? text : nil }
    return value.canonical(text)
  }

  /// The canonical form of a number that the setting can be.
  func text(of number: Double) -> String {
    let text = value?.numbers == .whole ? "\(Int(number))" : "\(number)"
    return settingValue(text) ?? text
  }

  /// The words that give the option a value of its setting; none if it is left out.
  func words(value text: String) -> [String] {
    if text == TriedSetting.absent { return [] }
    if value == nil { return text == given ? [name] : [] }
    return text.hasPrefix("-") ? ["\(name)=\(text)"] : [name, text]
  }
}

extension ParsedArguments {
  /// Gives an option a value of its setting.
  mutating func choose(_ text: String, for parameter: Parameter) {
    guard !parameter.words(value: text).isEmpty else { return }
    set(parameter, to: parameter.value == nil ? parameter.name : text)
  }
}

extension [String] {
  /// The words of a command as a shell reads them.
  var spelt: String { map(\.forShell).joined(separator: " ") }
}
