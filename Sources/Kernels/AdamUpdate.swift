/// m ← s · m₀ + t · g and v ← r · v₀ + u · g², and from them w − a · m / (√(b · v) + c): Adam's update in one walk over memory. Each
/// operation rounds as it does alone.
///
/// These are an elementwise loop's operands by name, in the order in which it has them. m and v are where the first two results go; they
/// may be the memory of m₀ and v₀, and the third that of w. Each of the tensors has as many elements as are computed.
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

  @inlinable public init(_ operands: UnsafePointer<Kernel.Operand<S>>) {
    func tensor(_ position: Int) -> UnsafePointer<S> { operands[position].start }
    func number(_ position: Int) -> S { operands[position].start.pointee }
    (w, a, b, c) = (tensor(0), number(1), number(3), number(5))
    (m, v) = (UnsafeMutablePointer(mutating: tensor(2)), UnsafeMutablePointer(mutating: tensor(4)))
    (s, m0, t, g) = (number(6), tensor(7), number(8), tensor(9))
    // The gradient stands there a second time, for its square.
    (r, v0, u) = (number(10), tensor(11), number(12))
  }

  /// Which of the operands are numbers.
  public static var isNumber: [Bool] {
    [false, true, false, true, false, true, true, false, true, false, true, false, true, false]
  }

  @inlinable func run(_ count: Int, into out: UnsafeMutablePointer<S>) {
    for i in 0..<count {
      let g = g[i]
      m[i] = s * m0[i] + t * g
      v[i] = r * v0[i] + u * (g * g)
      out[i] = w[i] - a * m[i] / ((b * v[i]).squareRoot() + c)
    }
  }
}

extension Kernel {
  /// See `AdamUpdate`.
  public static let adamUpdate = Kernel(
    .adamUpdate, { AdamUpdate($0.inputs).run($0.count, into: $0.out) },
    { AdamUpdate($0.inputs).run($0.count, into: $0.out) })
}
