/// The operands of Adam's update, in the order of its loop: w − rate · m / (√(correction · v) + epsilon), where m = meanDecay ·
/// mean + meanShare · gradient is the next mean and v = squareDecay · square + squareShare · gradient² the next mean square.
public enum AdamOperand: Int, CaseIterable, Sendable {
  case parameter, rate, nextMean, correction, nextSquare, epsilon
  case meanDecay, mean, meanShare, gradient
  case squareDecay, square, squareShare
}

/// m ← s · m₀ + t · g, v ← r · v₀ + u · g² and w − a · m / (√(b · v) + c): Adam's update in one pass over memory. Each
/// operation rounds as it does alone.
///
/// m and v may be the memory of m₀ and v₀, and the third result that of w. All tensors have the same number of elements.
public struct AdamUpdate<S: Scalar> {
  public let w: UnsafePointer<S>
  public let a: S
  public let m: UnsafeMutablePointer<S>
  public let b: S
  public let v: UnsafeMutablePointer<S>
  public let c: S

  public let s: S
  public let m0: UnsafePointer<S>
  public let t: S
  public let g: UnsafePointer<S>

  public let r: S
  public let v0: UnsafePointer<S>
  public let u: S

  @inlinable public init(_ operands: Kernel.Operands<S>) {
    func tensor(_ operand: AdamOperand) -> UnsafePointer<S> { operands[operand.rawValue].start }
    func number(_ operand: AdamOperand) -> S { tensor(operand).pointee }
    (w, g) = (tensor(.parameter), tensor(.gradient))
    (m0, m) = (tensor(.mean), UnsafeMutablePointer(mutating: tensor(.nextMean)))
    (v0, v) = (tensor(.square), UnsafeMutablePointer(mutating: tensor(.nextSquare)))
    (a, b, c) = (number(.rate), number(.correction), number(.epsilon))
    (s, t) = (number(.meanDecay), number(.meanShare))
    (r, u) = (number(.squareDecay), number(.squareShare))
  }
}

/// The formula of an update with its settings, which are in every lane if N is a register.
public struct AdamFormula<N: Arithmetic> {
  @usableFromInline let (a, b, c): (N, N, N)
  @usableFromInline let (s, t, r, u): (N, N, N, N)

  /// - Parameter lanes: converts a number to the formula's type.
  @inlinable @inline(__always)
  public init<S: Scalar>(_ update: AdamUpdate<S>, _ lanes: (S) -> N) {
    (a, b, c) = (lanes(update.a), lanes(update.b), lanes(update.c))
    (s, t, r, u) = (lanes(update.s), lanes(update.t), lanes(update.r), lanes(update.u))
  }

  @inlinable @inline(__always)
  public func callAsFunction(w: N, m: N, v: N, g: N) -> (w: N, m: N, v: N) {
    let mean = N.weightedSum(s, m, t, g)
    let square = N.weightedSum(r, v, u, .squared(g))
    return (.step(w, a, mean, b, square, c), mean, square)
  }
}

extension AdamUpdate where S: ArithmeticScalar {
  @inlinable public func run(_ count: Int, into out: UnsafeMutablePointer<S>) {
    let formula = AdamFormula(self) { $0 }
    for i in 0..<count { (out[i], m[i], v[i]) = formula(w: w[i], m: m0[i], v: v0[i], g: g[i]) }
  }
}
