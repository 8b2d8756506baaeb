import Text

/// Something that a program chooses by name: a loss, an optimizer, a schedule, a layer, an activation, an initializer.
///
/// Each is declared once, as a static value of its class. The lesson language, the options of the command, model files, help,
/// completion and the language reference read that declaration.
package protocol Ingredient: AnyObject, Sendable, Equatable {
  /// What messages call it: `loss`.
  static var kind: String { get }
  /// How a message asks for one.
  static var request: String { get }
  /// Every one that can be chosen.
  static var all: [Self] { get }
  var name: String { get }
  var aliases: [String] { get }
  var settings: [Setting] { get }
  /// What it does, in a line: its formula, as the language reference has it.
  var summary: String { get }
  /// What a choice of this ingredient comes to, which may be another one.
  func resolved(_ choice: Choice<Self>) throws(Diagnostic) -> Choice<Self>
}

extension Ingredient {
  package var aliases: [String] { [] }
  package var settings: [Setting] { [] }

  package func resolved(_ choice: Choice<Self>) throws(Diagnostic) -> Choice<Self> { choice }

  package static func == (a: Self, b: Self) -> Bool { a === b }

  package static var names: [String] { all.map { $0.name } }

  /// The ingredient of a name or alias.
  package static func named(_ name: String) throws(Diagnostic) -> Self {
    if let known = all.first(where: { $0.name == name || $0.aliases.contains(name) }) {
      return known
    }
    let nearest = NearestName.suggestion(for: name, among: names.sorted())
    throw Diagnostic(
      "there is no \(kind) \(name.quoted)"
        + (nearest.map { "; did you mean '\($0)'?" }
          ?? "; there are \(names.joined(separator: ", "))"))
  }

  /// The ingredient with its defaults, and with an example of each setting that must be given.
  package var example: Choice<Self> { Choice(self, values: settings.map { $0.example }) }
}

/// An ingredient with its settings: `huber(delta = 2)`.
package struct Choice<Kind: Ingredient>: Sendable, Equatable, CustomStringConvertible {
  package let kind: Kind
  /// A value for each of the ingredient's settings, in their order.
  package let values: [Double]

  init(_ kind: Kind, values: [Double]) {
    self.kind = kind
    self.values = values
  }

  /// - Parameter given: values of declared settings, within their bounds; each that has no default is among them.
  package init(_ kind: Kind, _ given: [String: Double] = [:]) {
    precondition(given.keys.allSatisfy { name in kind.settings.contains { $0.name == name } })
    self.init(kind, values: kind.settings.map { given[$0.name] ?? $0.fallback! })
  }

  package var name: String { kind.name }

  /// The value of a declared setting.
  package subscript(_ name: String) -> Double {
    values[kind.settings.firstIndex { $0.name == name }!]
  }

  /// The settings that the spelling has.
  package var written: [(name: String, value: Double)] {
    zip(kind.settings, values).filter { !$0.isOptional || $0.fallback != $1 }.map { ($0.name, $1) }
  }

  /// The choice as the language spells it: `cosine(steps = 100, warm_up = 10)`.
  package var description: String {
    let written = written.map { "\($0.name) = \($0.value.shortest)" }
    return written.isEmpty ? name : "\(name)(\(written.joined(separator: ", ")))"
  }
}

/// The settings of an ingredient, read one after another.
package struct SettingsReader<Kind: Ingredient> {
  private let kind: Kind
  private var given: [Double?]

  package init(_ kind: Kind) {
    self.kind = kind
    given = kind.settings.map { _ in nil }
  }

  /// The setting that an argument gives, by its name or by the argument's position.
  package func setting(
    _ name: String?, at position: Int
  ) throws(Diagnostic) -> (index: Int, name: String) {
    let names = kind.settings.map { $0.name }
    guard let name = name ?? (position < names.count ? names[position] : nil) else {
      throw Diagnostic(
        names.isEmpty
          ? "'\(kind.name)' takes no settings"
          : "'\(kind.name)' takes \(names.joined(separator: ", ")) and no more")
    }
    guard let index = names.firstIndex(of: name) else {
      let nearest = NearestName.suggestion(for: name, among: names.sorted())
      throw Diagnostic(
        "'\(kind.name)' has no setting '\(name)'"
          + (nearest.map { "; did you mean '\($0)'?" }
            ?? (names.isEmpty ? "" : "; it takes \(names.joined(separator: ", "))")))
    }
    guard given[index] == nil else { throw Diagnostic("'\(name)' is given twice") }
    return (index, name)
  }

  package mutating func set(_ index: Int, to value: Double) throws(Diagnostic) {
    let setting = kind.settings[index]
    guard setting.bounds.contains(value) else {
      throw Diagnostic("'\(setting.name)' \(setting.bounds.rule), and this is \(value.shortest)")
    }
    given[index] = value
  }

  /// The choice that the settings make.
  package func choice() throws(Diagnostic) -> Choice<Kind> {
    var values: [Double] = []
    for (setting, given) in zip(kind.settings, given) {
      guard let value = given ?? setting.fallback else {
        throw Diagnostic("'\(kind.name)' needs '\(setting.name)', as in \(kind.example)")
      }
      values.append(value)
    }
    return try kind.resolved(Choice(kind, values: values))
  }
}
