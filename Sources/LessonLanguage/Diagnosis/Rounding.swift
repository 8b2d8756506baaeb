import Autodiff
import Text

/// Every intermediate value rounded on the way.
enum RoundedSteps: Sendable {
  case decimals(Int)
  case significantDigits(Int)

  static let all: [RoundedSteps] =
    [4, 3, 2, 1].flatMap { [.decimals($0), .significantDigits($0)] }

  var digits: Int {
    switch self {
    case .decimals(let count), .significantDigits(let count): count
    }
  }

  /// The phrase: "3 decimals", "1 significant digit".
  var text: String {
    let unit =
      switch self {
      case .decimals: "decimal"
      case .significantDigits: "significant digit"
      }
    return digits.counting(unit)
  }

  func rounded(_ value: Double) -> Double {
    guard value.isFinite, value != 0 else { return value }
    var decimals = digits
    if case .significantDigits = self { decimals -= DecimalNumber(value).point }
    guard (-300...300).contains(decimals) else { return value }
    let unit = Literal.unit(decimals)
    // A number such as 0.0125 is meant to be halfway, although it is not in binary.
    let scaled = abs(value) / unit
    let whole = (scaled + 1e-9 * max(1, scaled * 1e-3)).rounded()
    return (value < 0 ? -whole : whole) * unit
  }
}

extension EditedComputation {
  /// The target's value if every intermediate value is rounded, or only those with a name.
  func value(rounding steps: RoundedSteps, onlyNamed: Bool) -> Tensor? {
    var known: [NodeID: Tensor] = [:]
    for id in nodes {
      guard let operation = graph[id].operation else { continue }
      let inputs = graph[id].inputs
      var result: Tensor? = nil
      if inputs.contains(where: { known[$0] != nil }) {
        result = try? operation.value(inputs.map { known[$0] ?? value($0) })
        if result == nil { return nil }
      }
      let exact = result ?? value(id)
      if id != target, !onlyNamed || graph[id].label != nil {
        known[id] = Tensor(exact.shape, exact.elements.map { steps.rounded($0) })
      } else if let result {
        known[id] = result
      }
    }
    return known[target]
  }
}
