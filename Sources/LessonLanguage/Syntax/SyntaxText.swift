import Autodiff
import Text

/// Generated syntax, with its text.
extension Expression {
  /// A number with a spelling, by default the fewest digits.
  init(number: Double, spelling: String? = nil, at place: Place) {
    self.init(.number(number, spelling: spelling ?? number.written), place)
  }

  init(call name: String, _ arguments: [Expression], at place: Place) {
    let arguments = arguments.map { Argument(name: nil, value: $0, place: place) }
    self.init(.call(name, arguments), place)
  }

  /// The expression as written in the language.
  var text: String { text(tight: 0) }

  /// The precedence of an operation, in the grammar of expressions.
  private var tightness: Int {
    switch kind {
    case .choice: 0
    case .comparison: 1
    case .binary(.add, _, _), .binary(.subtract, _, _): 2
    case .binary(.power, _, _): 5
    case .binary: 3
    case .negative: 4
    case .number(let value, _): value < 0 ? 4 : 6
    case .name, .list, .call, .index: 6
    }
  }

  /// - Parameter least: the lowest precedence that needs no brackets here.
  private func text(tight least: Int) -> String {
    tightness < least ? "(\(bare))" : bare
  }

  private var bare: String {
    switch kind {
    case .number(_, let spelling): spelling
    case .name(let name): name
    case .list(let items): "[\(Self.list(items))]"
    case .negative(let a): "-" + a.text(tight: 4)
    case .binary(.power, let a, let b): "\(a.text(tight: 6)) ^ \(b.text(tight: 4))"
    case .binary(let sign, let a, let b):
      "\(a.text(tight: tightness)) \(sign.rawValue) \(b.text(tight: tightness + 1))"
    case .comparison(let sign, let a, let b):
      "\(a.text(tight: 2)) \(sign.rawValue) \(b.text(tight: 2))"
    case .choice(let a, let condition, let b):
      "\(a.text(tight: 1)) if \(condition.text(tight: 1)) else \(b.text)"
    case .call(let name, let arguments):
      "\(name)(\(arguments.map { $0.text }.joined(separator: ", ")))"
    case .index(let base, let positions): "\(base.text(tight: 6))[\(Self.list(positions))]"
    }
  }

  private static func list(_ items: [Expression]) -> String {
    items.map { $0.text }.joined(separator: ", ")
  }
}

extension Argument {
  init(_ name: String, _ number: Double, spelling: String? = nil, at place: Place) {
    self.init(
      name: name, value: Expression(number: number, spelling: spelling, at: place), place: place)
  }

  var text: String { name.map { "\($0) = \(value.text)" } ?? value.text }
}

extension Statement {
  /// A generated statement.
  init(_ kind: Kind, _ source: String, line: Int) {
    self.init(
      kind: kind, place: Place(line: line, column: 1, length: source.unicodeScalars.count),
      expectation: nil, source: source)
  }
}
