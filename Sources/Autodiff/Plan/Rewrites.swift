import Kernels

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
  /// All rewrites of a plan. If several match a node, the first is applied.
  ///
  /// Each gives the same bits as the operations that it replaces, except those that regroup numbers and the softmax difference.
  /// The fused operations are declared in `Fused`.
  static let all: [Rewrite] = numbers + products + sums + differences + slopes + updates

  /// Numbers come first, so that the patterns below find one number for each tensor. One division replaces many.
  private static let numbers = [
    Rewrite("x / n", x / n, x * (.one / n), regroupsNumbers: true),
    Rewrite("s·(t·x)", s * (t * x), (s * t) * x, regroupsNumbers: true),
  ]

  /// Transposed matrices are read without copying. A bias comes before other sums. A rectifier waits until all readers of its
  /// input are known.
  private static let products: [Rewrite] =
    [Rewrite("(Aᵀ)ᵀ", .transpose(.transpose(a)), a)]
    + Orientation.allCases.flatMap { form in
      let product = Pattern.product(form, p, q)
      return [
        Rewrite("\(form.name)", .matrixProduct(form.left(p), form.right(q)), product),
        Rewrite("(\(form.name))ᵀ", .transpose(product), .product(form.transposed, q, p)),
        Rewrite(
          "\(form.name) + b", .named(.product, product) + a, .biasedProduct(form, p, q, bias: a)
        ) { simple, match in
          simple.graph[match[.a]].shape == Shape([simple.graph[match[.product]].shape.sizes[1]])
        },
        Rewrite(
          "a - s·(\(form.name))",
          .differenceFromMultiple(a: a, s: s, x: .named(.product, product)),
          .productStep(form, p, q, from: a, times: s), stage: .graph
        ) { simple, match in
          let shape = simple.graph[match[.product]].shape
          return simple.graph[match[.a]].shape == shape
        },
        Rewrite(
          "relu(\(form.name) + b)", .relu(.biasedProduct(form, p, q, bias: a)),
          .rectifiedProduct(form, p, q, bias: a), stage: .graph),
      ]
    }

  /// The running means of optimizers are such sums. The special case comes before the general one.
  private static let sums = [
    Rewrite("s·x + t·y²", s * x + t * .square(y), .weightedSumWithSquare(s: s, x: x, t: t, y: y)),
    Rewrite("s·x + t·y", s * x + t * y, .weightedSum(s: s, x: x, t: t, y: y)),
    Rewrite("a + s·x", a + s * x, .sumWithMultiple(a: a, s: s, x: x)),
  ]

  /// The gradient of a cross-entropy by its logits, and the steps of optimizers. The quotient comes before the step, which
  /// contains it.
  private static let differences = [
    Rewrite(
      "softmax(x)·Σy - y", .softmax(x) * .named(.mass, .viewed(.sumOfRows(y))) - y,
      .softmaxDifference(target: y, logits: x)
    ) { simple, match in
      let shape = simple.graph[match[.y]].shape
      return simple.graph[match[.x]].shape == shape
        && simple.graph[match[.mass]].shape == ReducedAxes(axis: -1).kept(shape)
    },
    Rewrite("a - s·x", a - s * x, .differenceFromMultiple(a: a, s: s, x: x)),
    Rewrite("a / (√y + c)", a / (.sqrt(y) + c), .quotientByRoot(a: a, b: y, c: c)),
    Rewrite(
      "a - s·b / (√(t·y) + c)",
      a - .quotientByRoot(a: .scaled(.s, .b), b: .scaled(.t, .y), c: c),
      .adamStep(w: a, s: s, m: b, t: t, v: y, c: c)),
  ]

  /// The gradients of activation functions. A rectifier's result is positive where its input is, and is in memory anyway.
  private static let slopes = [
    Rewrite("a·(y·(1 - y))", a * (y * (.one - y)), .productWithSigmoidSlope(a: a, y: y)),
    Rewrite("a·(1 - y²)", a * (.one - .square(y)), .productWithTanhSlope(a: a, y: y)),
    Rewrite("a·(x > 0)", a * .greater(x, .zero), .productWherePositive(a: a, x: x)),
    Rewrite("x > 0", .greater(x, .zero), .greater(.relu(x), .zero)) { simple, match in
      simple.has(.relu, match[.x])
    },
  ]

  /// One loop computes both of Adam's means and its step, reading and writing each element once.
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
