#if AVX2 || AVX512
  import Kernels
#endif

/// A function of one or two numbers over whole arrays, a register at a time. What fills no register is computed in one that is filled
/// up, so that each element is the same wherever it lies. Bounds: each input and the output have `run.count` elements, or the input
/// has one and stride 0; the output may be the memory of an input.
func vectorElementwise(_ function: VectorFunction, _ run: Kernel.Run<Float>) {
  switch function {
  case .exp: map(run, ExponentialOfLanes.self)
  case .tanh: map(run, HyperbolicTangentOfLanes.self)
  case .sigmoid: map(run, LogisticOfLanes.self)
  case .squareRoot: map(run, SquareRootOfLanes.self)
  case .square: map(run, SquareOfLanes.self)
  case .negative: map(run, NegativeOfLanes.self)
  case .magnitude: map(run, MagnitudeOfLanes.self)
  case .rectifier: map(run, RectifierOfLanes.self)
  case .sum: zip(run, SumOfLanes.self)
  case .difference: zip(run, DifferenceOfLanes.self)
  case .product: zip(run, ProductOfLanes.self)
  case .quotient: zip(run, QuotientOfLanes.self)
  case .larger: zip(run, LargerOfLanes.self)
  case .smaller: zip(run, SmallerOfLanes.self)
  case .less: zip(run, LessOfLanes.self)
  case .lessOrEqual: zip(run, LessOrEqualOfLanes.self)
  case .greater: zip(run, GreaterOfLanes.self)
  case .greaterOrEqual: zip(run, GreaterOrEqualOfLanes.self)
  case .equal: zip(run, EqualOfLanes.self)
  case .notEqual: zip(run, NotEqualOfLanes.self)
  }
}

@inline(never)
private func map<F: UnaryOfLanes>(_ run: Kernel.Run<Float>, _ f: F.Type) {
  let (x, out, count) = (run.inputs[0].start, run.out, run.count)
  var i = 0
  while i + Lanes.scalarCount <= count {
    F.apply(Lanes.load(x + i)).store(out + i)
    i += Lanes.scalarCount
  }
  if i < count { F.apply(Lanes.load(x + i, count - i)).store(out + i, count - i) }
}

/// The strides are told apart outside the loop.
@inline(never)
private func zip<F: BinaryOfLanes>(_ run: Kernel.Run<Float>, _ f: F.Type) {
  let (a, b, out, count) = (run.inputs[0], run.inputs[1], run.out, run.count)
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
