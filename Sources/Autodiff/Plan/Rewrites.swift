import Kernels

/// A part of a graph that a plan computes in another way: as less work, or in one walk over memory.
struct Rewrite: Sendable {
  /// When the pattern is looked for.
  enum Stage {
    /// While the graph is rebuilt: the inputs of each node have been rewritten before it.
    case node
    /// In the whole graph, where nothing else reads what the pattern reaches below its root: that is computed no more.
    case graph
    /// Among the elementwise operations of one block, where the values below the root are kept in memory and nothing else in the block
    /// reads them: one loop writes them together with the root's.
    case block
  }

  /// Tells the rewrite from all others.
  let name: String
  let pattern: Pattern
  let replacement: Pattern
  let stage: Stage
  /// Whether the replacement rounds in another way, and better where numbers are computed in a wider type than tensors.
  let regroupsNumbers: Bool
  let condition: @Sendable (Simplification, Match) -> Bool

  init(
    _ name: String, _ pattern: Pattern, _ replacement: Pattern, stage: Stage = .node,
    regroupsNumbers: Bool = false,
    where condition: @escaping @Sendable (Simplification, Match) -> Bool = { _, _ in true }
  ) {
    self.name = name
    self.pattern = pattern
    self.replacement = replacement
    self.stage = stage
    self.regroupsNumbers = regroupsNumbers
    self.condition = condition
  }

  /// Everything that a plan combines. Of several rewrites that fit a node, the first is applied. All but those that regroup numbers and
  /// the softmax difference give the bits of the operations that they replace. The fused operations are declared in `Fused`.
  static let all: [Rewrite] = numbers + products + sums + differences + rectifiers + updates
}

// The operands of the patterns: a and b are any nodes, c, n, s and t are numbers, x and y tensors, p and q matrices.
private let a = Pattern.operand(.a, .any)
private let b = Pattern.operand(.b, .any)
private let c = Pattern.operand(.c, .number)
private let n = Pattern.operand(.n, .number)
private let s = Pattern.operand(.s, .number)
private let t = Pattern.operand(.t, .number)
private let x = Pattern.operand(.x, .tensor)
private let y = Pattern.operand(.y, .tensor)
private let p = Pattern.operand(.p, .matrix)
private let q = Pattern.operand(.q, .matrix)

extension Rewrite {
  /// Numbers come first: the patterns below then find one number before each tensor. One division takes the place of many.
  private static let numbers = [
    Rewrite("x / n", x / n, x * (.one / n), regroupsNumbers: true),
    Rewrite("s·(t·x)", s * (t * x), (s * t) * x, regroupsNumbers: true),
  ]

  /// Transposed matrices are read as they lie. A bias comes before other sums, and the rectifier after it: it needs the sum.
  private static let products: [Rewrite] =
    [Rewrite("(Aᵀ)ᵀ", .transpose(.transpose(a)), a)]
    + Orientation.allCases.flatMap { form in
      let product = Pattern.product(form, p, q)
      return [
        Rewrite("\(form.name)", .matrixProduct(form.left(p), form.right(q)), product),
        Rewrite("(\(form.name))ᵀ", .transpose(product), .product(form.transposed, q, p)),
        Rewrite(
          "\(form.name) + b", .named(.product, product) + a, .biasedProduct(form, p, q, bias: a)
        ) { plan, match in
          plan.graph[match[.a]].shape == Shape([plan.graph[match[.product]].shape.sizes[1]])
        },
        Rewrite(
          "relu(\(form.name) + b)", .relu(.biasedProduct(form, p, q, bias: a)),
          .rectifiedProduct(form, p, q, bias: a), stage: .graph),
      ]
    }

  /// What an optimizer's running means are. The special case comes before the general one.
  private static let sums = [
    Rewrite("s·x + t·y²", s * x + t * .square(y), .weightedSumWithSquare(s: s, x: x, t: t, y: y)),
    Rewrite("s·x + t·y", s * x + t * y, .weightedSum(s: s, x: x, t: t, y: y)),
    Rewrite("a + s·x", a + s * x, .sumWithMultiple(a: a, s: s, x: x)),
  ]

  /// What a cross-entropy sends back to its logits, and how far optimizers step. The last is found with the quotient already in one.
  private static let differences = [
    Rewrite(
      "softmax(x)·Σy - y", .softmax(x) * .named(.mass, .viewed(.sumOfRows(y))) - y,
      .softmaxDifference(target: y, logits: x)
    ) { plan, match in
      let shape = plan.graph[match[.y]].shape
      return plan.graph[match[.x]].shape == shape
        && plan.graph[match[.mass]].shape == ReducedAxes(axis: -1).kept(shape)
    },
    Rewrite("a - s·x", a - s * x, .differenceFromMultiple(a: a, s: s, x: x)),
    Rewrite("a / (√y + c)", a / (.sqrt(y) + c), .quotientByRoot(a: a, b: y, c: c)),
    Rewrite(
      "a - s·b / (√(t·y) + c)",
      a - .quotientByRoot(a: .scaled(.s, .b), b: .scaled(.t, .y), c: c),
      .adamStep(w: a, s: s, m: b, t: t, v: y, c: c)),
  ]

  /// What a rectifier sends back: its result tells the sign as its input does, and is kept for other readers.
  private static let rectifiers = [
    Rewrite("a·(x > 0)", a * .greater(x, .zero), .productWherePositive(a: a, x: x)),
    Rewrite("x > 0", .greater(x, .zero), .greater(.relu(x), .zero)) { plan, match in
      plan.has(.relu, match[.x])
    },
  ]

  /// Adam's two means and its step read and write each weight once.
  private static let updates: [Rewrite] = {
    func tensor(_ operand: AdamOperand) -> Pattern { .operand(.adam(operand), .tensor) }
    func number(_ operand: AdamOperand) -> Pattern { .operand(.adam(operand), .number) }
    let mean = Pattern.weightedSum(
      s: number(.meanDecay), x: tensor(.mean), t: number(.meanShare), y: tensor(.gradient))
    let square = Pattern.weightedSumWithSquare(
      s: number(.squareDecay), x: tensor(.square), t: number(.squareShare), y: tensor(.gradient))
    let step = Pattern.adamStep(
      w: tensor(.parameter), s: number(.rate), m: .named(.adam(.nextMean), mean),
      t: number(.correction), v: .named(.adam(.nextSquare), square), c: number(.epsilon))
    return [Rewrite("Adam's update", step, .adamUpdate, stage: .block)]
  }()
}
