import Text

/// A part of a training run that a program chooses by name: a loss, an optimizer, a schedule, a layer, an activation, an
/// initializer.
///
/// Each is declared once, as a static value of its class, from which the lesson language, the command's options, model files,
/// help, completion and the language reference are derived.
package protocol Ingredient: AnyObject, Sendable, Equatable {
  /// The kind's name in messages: `loss`.
  static var kind: String { get }
  /// The words with which a message asks for one.
  static var request: String { get }
  /// Every ingredient of this kind.
  static var all: [Self] { get }
  var name: String { get }
  var aliases: [String] { get }
  var settings: [Setting] { get }
  /// Its formula or effect in one line, as in the language reference.
  var summary: String { get }
  /// Returns the ingredient that a choice amounts to, which may be another one.
  func resolved(_ choice: Choice<Self>) throws(Diagnostic) -> Choice<Self>
}

extension Ingredient {
  package var aliases: [String] { [] }
  package var settings: [Setting] { [] }

  package func resolved(_ choice: Choice<Self>) throws(Diagnostic) -> Choice<Self> { choice }

  package static func == (a: Self, b: Self) -> Bool { a === b }

  package static var names: [String] { all.map { $0.name } }

  /// Returns the ingredient with a name or alias.
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
  /// A value for each of the ingredient's settings, in order.
  package let values: [Double]

  init(_ kind: Kind, values: [Double]) {
    self.kind = kind
    self.values = values
  }

  /// - Parameter given: values of declared settings within their bounds, including every setting without a default.
  package init(_ kind: Kind, _ given: [String: Double] = [:]) {
    precondition(given.keys.allSatisfy { name in kind.settings.contains { $0.name == name } })
    self.init(kind, values: kind.settings.map { given[$0.name] ?? $0.fallback! })
  }

  package var name: String { kind.name }

  /// The value of a declared setting.
  package subscript(_ name: String) -> Double {
    values[kind.settings.firstIndex { $0.name == name }!]
  }

  /// The settings that are written out.
  package var written: [(name: String, value: Double)] {
    zip(kind.settings, values).filter { !$0.isOptional || $0.fallback != $1 }.map { ($0.name, $1) }
  }

  /// The choice as written in the language: `cosine(steps = 100, warm_up = 10)`.
  package var description: String {
    let written = written.map { "\($0.name) = \($0.value.shortest)" }
    return written.isEmpty ? name : "\(name)(\(written.joined(separator: ", ")))"
  }
}

package struct SettingsReader<Kind: Ingredient> {
  private let kind: Kind
  private var given: [Double?]

  package init(_ kind: Kind) {
    self.kind = kind
    given = kind.settings.map { _ in nil }
  }

  /// Returns the setting of an argument, found by name or position.
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
      throw Diagnostic("'\(setting.name)' \(setting.bounds.rule), not \(value.shortest)")
    }
    given[index] = value
  }

  /// Returns the ingredient with the settings that were read.
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
