#if AVX2 || AVX512
  import Kernels
#endif

extension VectorLoops {
  #if AVX512
    /// For x86-64 processors with AVX-512.
    package static let avx512 = compiled("AVX-512")
  #elseif AVX2
    /// For x86-64 processors with AVX2 and fused multiply-add.
    package static let avx2 = compiled("AVX2")
  #elseif arch(arm64)
    /// For every processor of the kind.
    package static let base = compiled("NEON")
  #elseif arch(x86_64)
    /// For every processor of the kind.
    package static let base = compiled("SSE2")
  #else
    /// For every processor of the kind.
    package static let base = compiled("base")
  #endif

  private static func compiled(_ name: String) -> VectorLoops {
    VectorLoops(
      name: name, product: vectorProduct, patchProduct: vectorPatchProduct,
      patchGradient: vectorPatchGradient, boundProduct: boundVectorProduct, copy: vectorCopy,
      add: vectorAdd,
      elementwise: ElementwiseFunction.allCases.map { $0.make(LaneLoops()) },
      adam: VectorLoop(vectorAdam), rows: vectorRows,
      agreeing: vectorAgreeing, rowSum: vectorRowSum, sum: vectorSum, pool: vectorPool,
      send: vectorSend, multiplyAndAdd: countedOperations)
  }
}

/// Twelve independent sums, so that no addition waits for the previous one.
private func countedOperations(_ rounds: Int) -> Double {
  let factor = Lanes(repeating: 0.999)
  let term = Lanes(repeating: 0.001)
  var (a, b, c, d) = (term, term, term, term)
  var (e, f, g, h) = (term, term, term, term)
  var (i, j, k, l) = (term, term, term, term)
  for _ in 0..<rounds {
    a.add(factor, times: a)
    b.add(factor, times: b)
    c.add(factor, times: c)
    d.add(factor, times: d)
    e.add(factor, times: e)
    f.add(factor, times: f)
    g.add(factor, times: g)
    h.add(factor, times: h)
    i.add(factor, times: i)
    j.add(factor, times: j)
    k.add(factor, times: k)
    l.add(factor, times: l)
  }
  let total = a + b + c + d + e + f + g + h + i + j + k + l
  let operations = Double(rounds) * 24 * Double(Lanes.scalarCount)
  return total[0] == 0 ? 0 : operations
}
