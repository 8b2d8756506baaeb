#if AVX2 || AVX512
  import Kernels
#endif

/// A function of one to six numbers over whole arrays, a register at a time. What fills no register is computed in one that is filled
/// up, so that each element is the same wherever it lies. Bounds: each input and the output have `count` elements, or the input has one
/// and stride 0; the output may be the memory of an input.
func vectorElementwise(_ function: VectorFunction) -> VectorLoop {
  switch function {
  case .exp: return { map($0, $1, $2, ExponentialOfLanes.self) }
  case .log: return { map($0, $1, $2, LogarithmOfLanes.self) }
  case .tanh: return { map($0, $1, $2, HyperbolicTangentOfLanes.self) }
  case .sigmoid: return { map($0, $1, $2, LogisticOfLanes.self) }
  case .squareRoot: return { map($0, $1, $2, SquareRootOfLanes.self) }
  case .square: return { map($0, $1, $2, SquareOfLanes.self) }
  case .negative: return { map($0, $1, $2, NegativeOfLanes.self) }
  case .magnitude: return { map($0, $1, $2, MagnitudeOfLanes.self) }
  case .rectifier: return { map($0, $1, $2, RectifierOfLanes.self) }
  case .sum: return { zip($0, $1, $2, SumOfLanes.self) }
  case .difference: return { zip($0, $1, $2, DifferenceOfLanes.self) }
  case .product: return { zip($0, $1, $2, ProductOfLanes.self) }
  case .quotient: return { zip($0, $1, $2, QuotientOfLanes.self) }
  case .larger: return { zip($0, $1, $2, LargerOfLanes.self) }
  case .smaller: return { zip($0, $1, $2, SmallerOfLanes.self) }
  case .less: return { zip($0, $1, $2, LessOfLanes.self) }
  case .lessOrEqual: return { zip($0, $1, $2, LessOrEqualOfLanes.self) }
  case .greater: return { zip($0, $1, $2, GreaterOfLanes.self) }
  case .greaterOrEqual: return { zip($0, $1, $2, GreaterOrEqualOfLanes.self) }
  case .equal: return { zip($0, $1, $2, EqualOfLanes.self) }
  case .notEqual: return { zip($0, $1, $2, NotEqualOfLanes.self) }
  case .productWherePositive: return { zip($0, $1, $2, ProductWherePositiveOfLanes.self) }
  case .sumWithMultiple: return { zip($0, $1, $2, SumWithMultipleOfLanes.self) }
  case .differenceFromMultiple: return { zip($0, $1, $2, DifferenceFromMultipleOfLanes.self) }
  case .weightedSum: return { zip($0, $1, $2, WeightedSumOfLanes.self) }
  case .weightedSumWithSquare: return { zip($0, $1, $2, WeightedSumWithSquareOfLanes.self) }
  case .quotientByRoot: return { zip($0, $1, $2, QuotientByRootOfLanes.self) }
  case .differenceFromQuotientByRoot:
    return { zip($0, $1, $2, DifferenceFromQuotientByRootOfLanes.self) }
  case .adamUpdate: return vectorAdam
  }
}

@inline(__always)
private func operand(_ inputs: UnsafeRawPointer, _ position: Int) -> Kernel.Operand<Float> {
  inputs.assumingMemoryBound(to: Kernel.Operand<Float>.self)[position]
}

/// Writes a register after the other, and in the end as many numbers as are left, fewer than a register holds.
@inline(__always)
func fill(
  _ out: UnsafeMutablePointer<Float>, _ count: Int, _ whole: (Int) -> Lanes,
  rest: (Int, Int) -> Lanes
) {
  var i = 0
  let last = count &- Lanes.scalarCount
  while i <= last {
    whole(i).store(out + i)
    i &+= Lanes.scalarCount
  }
  if i < count { rest(i, count &- i).store(out + i, count &- i) }
}

@inline(__always)
private func map<F: UnaryOfLanes>(
  _ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int, _ f: F.Type
) {
  let x = operand(inputs, 0).start
  fill(out, count) {
    F.apply(.load(x + $0))
  } rest: {
    F.apply(.load(x + $0, $1))
  }
}

// The strides are told apart outside the loops.

@inline(__always)
private func zip<F: BinaryOfLanes>(
  _ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int, _ f: F.Type
) {
  let (a, b) = (operand(inputs, 0), operand(inputs, 1))
  let (x, y) = (a.start, b.start)
  switch (a.stride, b.stride) {
  case (0, 0):
    let value = F.apply(first(a), first(b))
    fill(out, count) { _ in
      value
    } rest: { _, _ in
      value
    }
  case (0, _):
    let a = first(a)
    fill(out, count) {
      F.apply(a, .load(y + $0))
    } rest: {
      F.apply(a, .load(y + $0, $1))
    }
  case (_, 0):
    let b = first(b)
    fill(out, count) {
      F.apply(.load(x + $0), b)
    } rest: {
      F.apply(.load(x + $0, $1), b)
    }
  default:
    fill(out, count) {
      F.apply(.load(x + $0), .load(y + $0))
    } rest: {
      F.apply(.load(x + $0, $1), .load(y + $0, $1))
    }
  }
}

@inline(__always)
private func zip<F: TernaryOfLanes>(
  _ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int, _ f: F.Type
) {
  let (a, b, c) = (operand(inputs, 0), operand(inputs, 1), operand(inputs, 2))
  let (x, y, z) = (a.start, b.start, c.start)
  switch (a.stride, b.stride, c.stride) {
  case (1, 0, 1):
    let b = first(b)
    fill(out, count) {
      F.apply(.load(x + $0), b, .load(z + $0))
    } rest: {
      F.apply(.load(x + $0, $1), b, .load(z + $0, $1))
    }
  case (1, 1, 0):
    let c = first(c)
    fill(out, count) {
      F.apply(.load(x + $0), .load(y + $0), c)
    } rest: {
      F.apply(.load(x + $0, $1), .load(y + $0, $1), c)
    }
  default:
    fill(out, count) {
      F.apply(lanes(a, $0), lanes(b, $0), lanes(c, $0))
    } rest: {
      F.apply(lanes(a, $0, $1), lanes(b, $0, $1), lanes(c, $0, $1))
    }
  }
}

@inline(__always)
private func zip<F: QuaternaryOfLanes>(
  _ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int, _ f: F.Type
) {
  let (a, b) = (operand(inputs, 0), operand(inputs, 1))
  let (c, d) = (operand(inputs, 2), operand(inputs, 3))
  let (y, w) = (b.start, d.start)
  switch (a.stride, b.stride, c.stride, d.stride) {
  case (0, 1, 0, 1):
    let (a, c) = (first(a), first(c))
    fill(out, count) {
      F.apply(a, .load(y + $0), c, .load(w + $0))
    } rest: {
      F.apply(a, .load(y + $0, $1), c, .load(w + $0, $1))
    }
  default:
    fill(out, count) {
      F.apply(lanes(a, $0), lanes(b, $0), lanes(c, $0), lanes(d, $0))
    } rest: {
      F.apply(lanes(a, $0, $1), lanes(b, $0, $1), lanes(c, $0, $1), lanes(d, $0, $1))
    }
  }
}

@inline(__always)
private func zip<F: SenaryOfLanes>(
  _ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int, _ f: F.Type
) {
  let (a, b, c) = (operand(inputs, 0), operand(inputs, 1), operand(inputs, 2))
  let (d, x, y) = (operand(inputs, 3), operand(inputs, 4), operand(inputs, 5))
  if (a.stride, b.stride, c.stride, d.stride, x.stride, y.stride) == (1, 0, 1, 0, 1, 0) {
    let (a, c, x) = (a.start, c.start, x.start)
    let (b, d, y) = (first(b), first(d), first(y))
    fill(out, count) {
      F.apply(.load(a + $0), b, .load(c + $0), d, .load(x + $0), y)
    } rest: {
      F.apply(.load(a + $0, $1), b, .load(c + $0, $1), d, .load(x + $0, $1), y)
    }
  } else {
    fill(out, count) {
      F.apply(
        lanes(a, $0), lanes(b, $0), lanes(c, $0), lanes(d, $0), lanes(x, $0), lanes(y, $0))
    } rest: {
      F.apply(
        lanes(a, $0, $1), lanes(b, $0, $1), lanes(c, $0, $1), lanes(d, $0, $1), lanes(x, $0, $1),
        lanes(y, $0, $1))
    }
  }
}

/// An input's first element in every lane.
@inline(__always) private func first(_ input: Kernel.Operand<Float>) -> Lanes {
  Lanes(repeating: input.start.pointee)
}

/// A register of an input from element i on, or its one element in every lane.
@inline(__always) private func lanes(_ input: Kernel.Operand<Float>, _ i: Int) -> Lanes {
  input.stride == 0 ? first(input) : .load(input.start + i)
}

/// As many as there are, fewer than a register holds.
@inline(__always)
private func lanes(_ input: Kernel.Operand<Float>, _ i: Int, _ count: Int) -> Lanes {
  input.stride == 0 ? first(input) : .load(input.start + i, count)
}
