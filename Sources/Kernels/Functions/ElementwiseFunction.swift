/// The functions of one to six numbers that are computed element by element: one case and one formula each.
///
/// The value, the loops over memory and the definition on the board come from the formula. A formula that combines several
/// operations rounds after each of them.
public enum ElementwiseFunction: String, CaseIterable, Sendable {
  case exp, log, sqrt, sin, cos, tanh, abs, sign, negative, square
  case sigmoid, softplus, relu
  case clampedLog = "clamped_log"

  case sum, difference, product, quotient, power, max, min
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
  case leakyRelu = "leaky_relu"
  case productWithLog, quotientOrZero, productWherePositive
  case productWithSigmoidSlope, productWithTanhSlope

  case choice, sumWithMultiple, differenceFromMultiple, quotientByRoot
  case weightedSum, weightedSumWithSquare
  case differenceFromQuotientByRoot

  /// Returns what the maker makes of the formula.
  @inlinable @inline(__always)
  public func make<M: FunctionMaker>(_ maker: M) -> M.Product {
    switch self {
    case .exp: maker.unary { .exp($0) }
    case .log: maker.unary { .log($0) }
    case .sqrt: maker.unary { .squareRoot($0) }
    case .sin: maker.unary { .sin($0) }
    case .cos: maker.unary { .cos($0) }
    case .tanh: maker.unary { .tanh($0) }
    case .abs: maker.unary { .magnitude($0) }
    case .sign: maker.unary { .sign($0) }
    case .negative: maker.unary { -$0 }
    case .square: maker.unary { .squared($0) }
    case .sigmoid: maker.unary { .number(1) / (.number(1) + .exp(-$0)) }
    case .softplus:
      // x is taken out of the logarithm where e^x would overflow.
      maker.unary { x in
        .usually(.log1p(.exp(x)), except: x + .log1p(.exp(-x)), where: x .> .number(30))
      }
    case .relu: maker.unary { .relu($0) }
    case .clampedLog:
      maker.unary { p in
        let logarithm = M.Number.log(p)
        return .usually(
          logarithm, except: .larger(logarithm, .number(-100)), where: logarithm .< .number(-100))
      }

    case .sum: maker.binary { $0 + $1 }
    case .difference: maker.binary { $0 - $1 }
    case .product: maker.binary { $0 * $1 }
    case .quotient: maker.binary { $0 / $1 }
    case .power: maker.binary { .power($0, $1) }
    case .max: maker.binary { .larger($0, $1) }
    case .min: maker.binary { .smaller($0, $1) }
    case .less: maker.binary { .indicator($0 .< $1) }
    case .lessOrEqual: maker.binary { .indicator($0 .<= $1) }
    case .greater: maker.binary { .indicator($0 .> $1) }
    case .greaterOrEqual: maker.binary { .indicator($0 .>= $1) }
    case .equal: maker.binary { .indicator($0 .== $1) }
    case .notEqual: maker.binary { .indicator($0 .!= $1) }
    case .leakyRelu: maker.binary { x, slope in .choose(x .> .number(0), x, slope * x) }
    case .productWithLog:
      maker.binary { y, p in .usually(y * .log(p), except: .number(0), where: y .== .number(0)) }
    case .quotientOrZero:
      maker.binary { y, p in .usually(y / p, except: .number(0), where: y .== .number(0)) }
    case .productWherePositive: maker.binary { a, x in a * .indicator(x .> .number(0)) }
    case .productWithSigmoidSlope: maker.binary { a, y in a * (y * (.number(1) - y)) }
    case .productWithTanhSlope: maker.binary { a, y in a * (.number(1) - .squared(y)) }

    case .choice: maker.ternary { condition, a, b in .choose(condition .!= .number(0), a, b) }
    case .sumWithMultiple: maker.ternary { a, s, x in a + s * x }
    case .differenceFromMultiple: maker.ternary { a, s, x in a - s * x }
    case .quotientByRoot: maker.ternary { a, b, c in a / (.squareRoot(b) + c) }
    case .weightedSum: maker.quaternary { s, a, t, b in .weightedSum(s, a, t, b) }
    case .weightedSumWithSquare:
      maker.quaternary { s, a, t, b in .weightedSum(s, a, t, .squared(b)) }
    case .differenceFromQuotientByRoot:
      maker.senary { w, s, m, t, v, c in .step(w, s, m, t, v, c) }
    }
  }
}

// Formulas that fused loops share.

extension Arithmetic {
  /// max(0, x)
  @inlinable @inline(__always) public static func relu(_ x: Self) -> Self { larger(number(0), x) }

  /// s · a + t · b
  @inlinable @inline(__always)
  public static func weightedSum(_ s: Self, _ a: Self, _ t: Self, _ b: Self) -> Self {
    s * a + t * b
  }

  /// w − s · m / (√(t · v) + c)
  @inlinable @inline(__always)
  public static func step(_ w: Self, _ s: Self, _ m: Self, _ t: Self, _ v: Self, _ c: Self) -> Self
  {
    w - s * m / (.squareRoot(t * v) + c)
  }
}
