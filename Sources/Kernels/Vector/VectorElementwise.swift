#if AVX2 || AVX512
  import Kernels
#endif

/// A function of one or two numbers over whole arrays, a register at a time. What fills no register is computed in one that is filled
/// up, so that each element is the same wherever it lies. Bounds: each input and the output have `count` elements, or the input has one
/// and stride 0; the output may be the memory of an input.
func vectorElementwise(_ function: VectorFunction) -> VectorLoop {
  switch function {
  case .exp: return { map($0, $1, $2, ExponentialOfLanes.self) }
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
  }
}

@inline(__always)
private func operand(_ inputs: UnsafeRawPointer, _ position: Int) -> Kernel.Operand<Float> {
  inputs.assumingMemoryBound(to: Kernel.Operand<Float>.self)[position]
}

@inline(__always)
private func map<F: UnaryOfLanes>(
  _ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int, _ f: F.Type
) {
  let x = operand(inputs, 0).start
  var i = 0
  while i + Lanes.scalarCount <= count {
    F.apply(Lanes.load(x + i)).store(out + i)
    i += Lanes.scalarCount
  }
  if i < count { F.apply(Lanes.load(x + i, count - i)).store(out + i, count - i) }
}

/// The strides are told apart outside the loop.
@inline(__always)
private func zip<F: BinaryOfLanes>(
  _ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int, _ f: F.Type
) {
  let (a, b) = (operand(inputs, 0), operand(inputs, 1))
  var i = 0
  if b.stride == 0 {
    let y = Lanes(repeating: b.start.pointee)
    if a.stride == 0 {
      let value = F.apply(Lanes(repeating: a.start.pointee), y)
      while i + Lanes.scalarCount <= count {
        value.store(out + i)
        i += Lanes.scalarCount
      }
      if i < count { value.store(out + i, count - i) }
    } else {
      while i + Lanes.scalarCount <= count {
        F.apply(Lanes.load(a.start + i), y).store(out + i)
        i += Lanes.scalarCount
      }
      if i < count { F.apply(Lanes.load(a.start + i, count - i), y).store(out + i, count - i) }
    }
  } else if a.stride == 0 {
    let x = Lanes(repeating: a.start.pointee)
    while i + Lanes.scalarCount <= count {
      F.apply(x, Lanes.load(b.start + i)).store(out + i)
      i += Lanes.scalarCount
    }
    if i < count { F.apply(x, Lanes.load(b.start + i, count - i)).store(out + i, count - i) }
  } else {
    while i + Lanes.scalarCount <= count {
      F.apply(Lanes.load(a.start + i), Lanes.load(b.start + i)).store(out + i)
      i += Lanes.scalarCount
    }
    if i < count {
      let rest = count - i
      F.apply(Lanes.load(a.start + i, rest), Lanes.load(b.start + i, rest)).store(out + i, rest)
    }
  }
}
