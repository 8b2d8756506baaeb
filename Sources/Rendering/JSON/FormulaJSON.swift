import Autodiff
import Text

extension JSON {
  /// A formula as a tree of operators, operands and values.
  init(_ formula: Formula) {
    switch formula {
    case .number(let value, let spelling):
      var members: [JSON.Member] = [("number", .number(value))]
      if let spelling { members.append(("spelling", .string(spelling))) }
      self = .object(members)
    case .name(let name): self = .object([("name", .string(name))])
    case .element(let base, let index):
      self = .object([
        ("operator", .string("[]")), ("operands", .array([JSON(base)])),
        ("index", .array(index.map { .whole($0) })),
      ])
    case .derivative(let of, let by):
      self = .object([("derivative", JSON(of)), ("by", JSON(by))])
    case .share(let of, let by, let through):
      self = .object([("derivative", JSON(of)), ("by", JSON(by)), ("through", JSON(through))])
    case .sum(let terms):
      self = Self.operation(
        "+",
        terms.map { $0.isSubtracted ? Self.operation("-", [JSON($0.formula)]) : JSON($0.formula) })
    case .product(let factors):
      self = Self.operation(
        "*",
        factors.map { $0.divides ? Self.operation("1/", [JSON($0.formula)]) : JSON($0.formula) })
    case .matrixProduct(let a, let b): self = Self.operation("@", [JSON(a), JSON(b)])
    case .power(let a, let b): self = Self.operation("^", [JSON(a), JSON(b)])
    case .negative(let a): self = Self.operation("-", [JSON(a)])
    case .comparison(let comparison, let a, let b):
      self = Self.operation(comparison.rawValue, [JSON(a), JSON(b)])
    case .choice(let a, let condition, let b):
      self = Self.operation("if", [JSON(condition), JSON(a), JSON(b)])
    case .call(let function, let arguments):
      self = Self.operation(function.name, arguments.map { JSON($0) })
    case .operation(let name, let arguments, let options):
      var members: [JSON.Member] = [
        ("operator", .string(name)), ("operands", .array(arguments.map { JSON($0) })),
      ]
      if !options.isEmpty {
        members.append(("options", .object(options.map { ($0.name, JSON($0.value)) })))
      }
      self = .object(members)
    case .list(let items): self = .object([("list", .array(items.map { JSON($0) }))])
    case .omitted(let count): self = .object([("omitted", .whole(count))])
    case .abridged(let inner, let value):
      self = .object([("abridged", JSON(inner)), ("value", .number(value))])
    case .summary(let summary):
      self = .object([
        ("shape", .array(summary.shape.sizes.map { .whole($0) })),
        ("smallest", .number(summary.smallest)), ("largest", .number(summary.largest)),
        ("mean", .number(summary.mean)),
      ])
    }
  }

  private static func operation(_ name: String, _ operands: [JSON]) -> JSON {
    .object([("operator", .string(name)), ("operands", .array(operands))])
  }

  init(_ working: Working) {
    var members: [JSON.Member] = [("subject", JSON(working.subject))]
    if working.isAssignment { members.append(("assigns", .bool(true))) }
    if working.isImage { members.append(("image", .bool(true))) }
    members += [
      ("symbols", .array(working.symbols.map { JSON($0) })),
      ("arithmetic", .array(working.arithmetic.map { JSON($0) })),
      ("result", JSON(working.result)), ("value", JSON(working.value)),
    ]
    self = .object(members)
  }
}

extension JSON {
  /// A tensor as a number, as nested arrays or, if it is very large, as a summary.
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
