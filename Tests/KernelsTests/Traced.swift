import Kernels

/// What a formula is made of: whether it has a function that a register computes by a polynomial, and so not to the last bit.
struct Traced: Arithmetic {
  var usesPolynomial = false

  private static func joined(_ a: Traced, _ b: Traced) -> Traced {
    Traced(usesPolynomial: a.usesPolynomial || b.usesPolynomial)
  }

  static func number(_ value: Double) -> Traced { Traced() }

  static func + (a: Traced, b: Traced) -> Traced { joined(a, b) }
  static func - (a: Traced, b: Traced) -> Traced { joined(a, b) }
  static func * (a: Traced, b: Traced) -> Traced { joined(a, b) }
  static func / (a: Traced, b: Traced) -> Traced { joined(a, b) }
  static prefix func - (x: Traced) -> Traced { x }

  static func .< (a: Traced, b: Traced) -> Traced { joined(a, b) }
  static func .<= (a: Traced, b: Traced) -> Traced { joined(a, b) }
  static func .> (a: Traced, b: Traced) -> Traced { joined(a, b) }
  static func .>= (a: Traced, b: Traced) -> Traced { joined(a, b) }
  static func .== (a: Traced, b: Traced) -> Traced { joined(a, b) }
  static func .!= (a: Traced, b: Traced) -> Traced { joined(a, b) }

  static func choose(
    _ condition: Traced, _ a: @autoclosure () -> Traced, _ b: @autoclosure () -> Traced
  ) -> Traced {
    joined(condition, joined(a(), b()))
  }

  static func usually(
    _ value: @autoclosure () -> Traced, except exception: @autoclosure () -> Traced,
    where condition: Traced
  ) -> Traced {
    choose(condition, value(), exception())
  }

  static func indicator(_ condition: Traced) -> Traced { condition }
  static func larger(_ a: Traced, _ b: Traced) -> Traced { joined(a, b) }
  static func smaller(_ a: Traced, _ b: Traced) -> Traced { joined(a, b) }
  static func sign(_ x: Traced) -> Traced { x }
  static func magnitude(_ x: Traced) -> Traced { x }
  static func squareRoot(_ x: Traced) -> Traced { x }
  static func squared(_ x: Traced) -> Traced { x }
  static func power(_ a: Traced, _ b: Traced) -> Traced { joined(a, b) }
  static func log1p(_ x: Traced) -> Traced { x }
  static func sin(_ x: Traced) -> Traced { x }
  static func cos(_ x: Traced) -> Traced { x }

  static func exp(_ x: Traced) -> Traced { Traced(usesPolynomial: true) }
  static func log(_ x: Traced) -> Traced { Traced(usesPolynomial: true) }
  static func tanh(_ x: Traced) -> Traced { Traced(usesPolynomial: true) }
}
