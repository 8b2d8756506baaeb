#if AVX2 || AVX512
  import Kernels
#endif

/// See `AdamUpdate`, which also says how many elements each operand has.
func vectorAdam(_ inputs: UnsafeRawPointer, _ out: UnsafeMutablePointer<Float>, _ count: Int) {
  let update = AdamUpdate<Float>(inputs.assumingMemoryBound(to: Kernel.Operand<Float>.self))
  let (w, m, v) = (update.w, update.m, update.v)
  let (m0, g, v0) = (update.m0, update.g, update.v0)
  let formula = AdamFormula(update) { Lanes(repeating: $0) }
  fill(out, count) { i in
    let new = formula(w: .load(w + i), m: .load(m0 + i), v: .load(v0 + i), g: .load(g + i))
    new.m.store(m + i)
    new.v.store(v + i)
    return new.w
  } rest: { i, count in
    let new = formula(
      w: .load(w + i, count), m: .load(m0 + i, count), v: .load(v0 + i, count),
      g: .load(g + i, count))
    new.m.store(m + i, count)
    new.v.store(v + i, count)
    return new.w
  }
}
