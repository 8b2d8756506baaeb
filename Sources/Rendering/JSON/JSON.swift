import Autodiff
import Learning

/// A JSON value. Objects keep the order of their keys.
indirect enum JSON {
  case null
  case bool(Bool)
  case whole(Int)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([(String, JSON)])

  /// The value on one line. A number that JSON cannot write is one of the strings "nan", "inf", "-inf".
  var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .whole(let value): "\(value)"
    case .number(let value): Self.text(value)
    case .string(let value): JSONValue.quoted(value)
    case .array(let items): "[" + items.map { $0.text }.joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { JSONValue.quoted($0.0) + ":" + $0.1.text }.joined(separator: ",") + "}"
    }
  }

  private static func text(_ value: Double) -> String {
    if value.isNaN { return "\"nan\"" }
    if value.isInfinite { return value < 0 ? "\"-inf\"" : "\"inf\"" }
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension JSON {
  /// A tensor as nested arrays, a number by itself; of a very large one what is said of it.
  init(_ tensor: Tensor) {
    self =
      tensor.count > Self.mostElements
      ? JSON(.summary(TensorSummary(tensor))) : Self.nested(tensor, tensor.shape.sizes[...], 0)
  }

  private static let mostElements = 100_000

  private static func nested(_ tensor: Tensor, _ sizes: ArraySlice<Int>, _ start: Int) -> JSON {
    guard let count = sizes.first else { return .number(tensor[start]) }
    let rest = sizes.dropFirst()
    let stride = rest.reduce(1, *)
    return .array((0..<count).map { nested(tensor, rest, start + $0 * stride) })
  }
}
