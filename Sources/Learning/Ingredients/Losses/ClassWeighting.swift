import Text

/// How a loss weighs the classes, as asked for.
package enum ClassWeighting: Sendable, Equatable, CustomStringConvertible {
  /// n / (k · n_c) for each of the k classes of the n samples of the training part, as scikit-learn's
  /// `class_weight="balanced"`: every class counts the same in total.
  case balanced
  /// The weights of some classes, by name; the others have 1.
  case named([Named])

  package struct Named: Sendable, Equatable {
    package let name: String
    package let weight: Double

    package init(_ name: String, _ weight: Double) { (self.name, self.weight) = (name, weight) }
  }

  package static let example = "\"setosa = 1, virginica = 2\""

  /// Reads `balanced`, or `setosa = 1, virginica = 2`. A name with a comma in it is in quotes.
  package init(_ text: String) throws(Diagnostic) {
    if text == "balanced" {
      self = .balanced
      return
    }
    var named: [Named] = []
    for part in Self.parts(text) {
      guard let sign = part.lastIndex(of: UInt8(ascii: "=")) else {
        throw Diagnostic(
          "class weights are 'balanced', or a number for each name, as in \(Self.example)")
      }
      var name = Self.trimmed(part[..<sign])
      if name.count > 1, name.first == UInt8(ascii: "\""), name.last == UInt8(ascii: "\"") {
        name = name.dropFirst().dropLast()
      }
      let number = Array(Self.trimmed(part[(sign + 1)...]))
      let shown = String(decoding: name, as: UTF8.self)
      guard case .number(let weight) = SpelledNumber(number, 0..<number.count) else {
        throw Diagnostic(
          "the weight of \(shown.excerpt) is a number above 0, not "
            + String(decoding: number, as: UTF8.self).excerpt)
      }
      named.append(Named(shown, weight))
    }
    self = try Self.checked(named)
  }

  /// Returns the weighting; throws for a weight out of range, or a class that is named twice.
  package static func checked(_ named: [Named]) throws(Diagnostic) -> ClassWeighting {
    for (position, class_) in named.enumerated() {
      let weight = class_.weight
      guard weight > 0 else {
        throw Diagnostic(
          "the weight of \(class_.name.excerpt) is a number above 0, not \(weight.shortest)")
      }
      guard (1e-30...1e30).contains(weight) else {
        throw Diagnostic(
          "the weight of \(class_.name.excerpt) is between 1e-30 and 1e30, not \(weight.shortest)")
      }
      guard !named.prefix(position).contains(where: { $0.name == class_.name }) else {
        throw Diagnostic("the class \(class_.name.excerpt) has two weights")
      }
    }
    return .named(named)
  }

  /// The text between commas outside of quotes.
  private static func parts(_ text: String) -> [ArraySlice<UInt8>] {
    let bytes = Array(text.utf8)
    var parts: [ArraySlice<UInt8>] = []
    var start = 0
    var isQuoted = false
    for (position, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: ","), !isQuoted {
        parts.append(bytes[start..<position])
        start = position + 1
      }
    }
    return parts + [bytes[start...]]
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let space = UInt8(ascii: " ")
    var bytes = bytes
    while bytes.first == space { bytes = bytes.dropFirst() }
    while bytes.last == space { bytes = bytes.dropLast() }
    return bytes
  }

  /// The weighting as written in the language.
  package var description: String {
    switch self {
    case .balanced: "balanced"
    case .named(let named):
      named.map { "\"\($0.name)\" = \($0.weight.shortest)" }.joined(separator: ", ")
    }
  }

  /// Returns the weight of each class of the targets.
  /// - Parameter rows: the training part.
  package func weights(_ targets: Targets, training rows: [Int]) throws(Diagnostic) -> [Double] {
    guard case .classes(_, let names) = targets else {
      throw Diagnostic("class weights are for classes, and the target is a number")
    }
    switch self {
    case .named(let named):
      var weights = [Double](repeating: 1, count: names.count)
      for class_ in named {
        guard let label = names.firstIndex(of: class_.name) else {
          throw Diagnostic("there is no class \(class_.name.excerpt) among \(names.listed)")
        }
        weights[label] = class_.weight
      }
      return weights
    case .balanced:
      let counts = targets.rows(rows).classCounts
      let present = counts.count { $0 > 0 }
      for (label, all) in targets.classCounts.enumerated() where all > 0 && counts[label] == 0 {
        throw Diagnostic(
          "the class \(names[label].excerpt) has no sample in the training part, from which 'balanced' would "
            + "count its weight: give the weights by name, or another split")
      }
      return counts.map { $0 == 0 ? 1 : Double(rows.count) / (Double(present) * Double($0)) }
    }
  }
}

extension Targets {
  /// The weight of each sample, that of its class; empty if classes have no weights.
  func weights(_ classWeights: [Double]) -> [Double] {
    guard !classWeights.isEmpty, case .classes(let labels, _) = self else { return [] }
    return labels.map { classWeights[$0] }
  }
}

extension [Double] {
  /// The total weight of some samples; without weights, their number.
  func total(of rows: some Collection<Int>) -> Double {
    isEmpty ? Double(rows.count) : rows.reduce(0) { $0 + self[$1] }
  }
}
