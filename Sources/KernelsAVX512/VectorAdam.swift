#if AVX2 || AVX512
  import Kernels
#endif

/// See `AdamUpdate`, which also says how many elements each operand has.
func vectorAdam(_ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int) {
  let update = AdamUpdate<Float>(inputs.assumingMemoryBound(to: Kernel.Operand<Float>.self))
  let (w, m, v) = (update.w, update.m, update.v)
  let (m0, g, v0) = (update.m0, update.g, update.v0)
  let numbers = AdamNumbers(update)
  fill(out, count) { i in
    let g = Lanes.load(g + i)
    let (mean, square) = (numbers.mean(.load(m0 + i), g), numbers.square(.load(v0 + i), g))
    mean.store(m + i)
    square.store(v + i)
    return numbers.step(.load(w + i), mean, square)
  } rest: { i, count in
    let g = Lanes.load(g + i, count)
    let mean = numbers.mean(.load(m0 + i, count), g)
    let square = numbers.square(.load(v0 + i, count), g)
    mean.store(m + i, count)
    square.store(v + i, count)
    return numbers.step(.load(w + i, count), mean, square)
  }
}

/// The numbers of an update, each in every lane.
private struct AdamNumbers {
  private let (a, b, c): (Lanes, Lanes, Lanes)
  private let (s, t, r, u): (Lanes, Lanes, Lanes, Lanes)

  @inline(__always) init(_ update: AdamUpdate<Float>) {
    (a, b, c) = (.init(repeating: update.a), .init(repeating: update.b), .init(repeating: update.c))
    (s, t) = (.init(repeating: update.s), .init(repeating: update.t))
    (r, u) = (.init(repeating: update.r), .init(repeating: update.u))
  }

  @inline(__always) func mean(_ m: Lanes, _ g: Lanes) -> Lanes {
    WeightedSumOfLanes.apply(s, m, t, g)
  }

  @inline(__always) func square(_ v: Lanes, _ g: Lanes) -> Lanes {
    WeightedSumWithSquareOfLanes.apply(r, v, u, g)
  }

  @inline(__always) func step(_ w: Lanes, _ m: Lanes, _ v: Lanes) -> Lanes {
    DifferenceFromQuotientByRootOfLanes.apply(w, a, m, b, v, c)
  }
}
