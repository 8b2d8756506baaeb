#if AVX2 || AVX512
  import Kernels
  import _Builtin_intrinsics.intel
#endif

/// A transposition of contiguous columns into rows: out[k · width + j] = x[j · stride + k].
struct Turn {
  private let x: UnsafePointer<Float>
  private let stride: Int
  private let out: UnsafeMutablePointer<Float>
  private let width: Int

  @inline(__always)
  init(
    _ x: UnsafePointer<Float>, _ stride: Int, to out: UnsafeMutablePointer<Float>, width: Int
  ) {
    (self.x, self.stride, self.out, self.width) = (x, stride, out, width)
  }

  /// Computes some rows of the result in the first `columns` columns. Earlier rows may be written again.
  @inline(__always) func run(_ rows: Range<Int>, columns: Int) {
    var j = 0
    #if AVX512 || AVX2
      while j + Lanes.scalarCount <= columns {
        squares(rows) {
          manyColumns(j, $0)
        } rest: { k in
          for j in j..<j + Lanes.scalarCount { element(j, k) }
        }
        j += Lanes.scalarCount
      }
    #endif
    while j < columns, columns >= 4 {
      // The last four columns may overlap the previous ones.
      let first = Swift.min(j, columns - 4)
      squares(rows) {
        fourColumns(first, $0)
      } rest: { k in
        for j in first..<first + 4 { element(j, k) }
      }
      j = first + 4
    }
    while j < columns {
      for k in rows { element(j, k) }
      j += 1
    }
  }

  /// Computes four rows at a time; the last four may overlap the previous ones.
  @inline(__always)
  private func squares(_ rows: Range<Int>, _ four: (Int) -> Void, rest: (Int) -> Void) {
    var k = rows.lowerBound
    while k + 4 <= rows.upperBound {
      four(k)
      k += 4
    }
    if k == rows.upperBound { return }
    if rows.upperBound >= 4 { return four(rows.upperBound - 4) }
    while k < rows.upperBound {
      rest(k)
      k += 1
    }
  }

  @inline(__always) private func element(_ j: Int, _ k: Int) {
    out[k &* width &+ j] = x[j &* stride &+ k]
  }

  /// Computes rows k ..< k + 4 of columns j ..< j + 4.
  @inline(__always) private func fourColumns(_ j: Int, _ k: Int) {
    let (x, out) = (x + (j &* stride &+ k), out + (k &* width &+ j))
    let (p, q) = (four(x), four(x + stride))
    let (r, s) = (four(x + 2 &* stride), four(x + 3 &* stride))
    store(SIMD4(p[0], q[0], r[0], s[0]), out)
    store(SIMD4(p[1], q[1], r[1], s[1]), out + width)
    store(SIMD4(p[2], q[2], r[2], s[2]), out + 2 &* width)
    store(SIMD4(p[3], q[3], r[3], s[3]), out + 3 &* width)
  }

  @inline(__always) private func four(_ start: UnsafePointer<Float>) -> SIMD4<Float> {
    UnsafeRawPointer(start).loadUnaligned(as: SIMD4<Float>.self)
  }

  @inline(__always)
  private func store(_ numbers: SIMD4<Float>, _ start: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(start).storeBytes(of: numbers, as: SIMD4<Float>.self)
  }

  #if AVX512 || AVX2
    /// Computes rows k ..< k + 4 of a register's number of columns, starting at j, as squares of four side by side.
    @inline(__always) private func manyColumns(_ j: Int, _ k: Int) {
      let (x, out) = (x + (j &* stride &+ k), out + (k &* width &+ j))
      let (p, q) = (everyFourth(x), everyFourth(x + stride))
      let (r, s) = (everyFourth(x + 2 &* stride), everyFourth(x + 3 &* stride))
      let (pq, rs) = (p.first(q), r.first(s))
      pq.firstPairs(rs).store(out)
      pq.lastPairs(rs).store(out + width)
      let (lastPQ, lastRS) = (p.last(q), r.last(s))
      lastPQ.firstPairs(lastRS).store(out + 2 &* width)
      lastPQ.lastPairs(lastRS).store(out + 3 &* width)
    }

    /// Loads four numbers of every fourth column.
    @inline(__always) private func everyFourth(_ start: UnsafePointer<Float>) -> Lanes {
      let step = 4 &* stride
      let eight = SIMD8(lowHalf: four(start), highHalf: four(start + step))
      #if AVX512
        let (start, low) = (start + 2 &* step, eight)
        return Lanes(
          lowHalf: low, highHalf: SIMD8(lowHalf: four(start), highHalf: four(start + step)))
      #else
        return eight
      #endif
    }
  #endif
}

#if AVX512
  // Of each four lanes.
  extension Lanes {
    /// a₀ b₀ a₁ b₁
    @inline(__always) fileprivate func first(_ b: Lanes) -> Lanes { _mm512_unpacklo_ps(self, b) }

    /// a₂ b₂ a₃ b₃
    @inline(__always) fileprivate func last(_ b: Lanes) -> Lanes { _mm512_unpackhi_ps(self, b) }

    /// a₀ a₁ b₀ b₁
    @inline(__always) fileprivate func firstPairs(_ b: Lanes) -> Lanes {
      unsafeBitCast(_mm512_unpacklo_pd(pairs, b.pairs), to: Lanes.self)
    }

    /// a₂ a₃ b₂ b₃
    @inline(__always) fileprivate func lastPairs(_ b: Lanes) -> Lanes {
      unsafeBitCast(_mm512_unpackhi_pd(pairs, b.pairs), to: Lanes.self)
    }

    private var pairs: SIMD8<Double> { unsafeBitCast(self, to: SIMD8<Double>.self) }
  }
#elseif AVX2
  // Of each four lanes.
  extension Lanes {
    /// a₀ b₀ a₁ b₁
    @inline(__always) fileprivate func first(_ b: Lanes) -> Lanes { _mm256_unpacklo_ps(self, b) }

    /// a₂ b₂ a₃ b₃
    @inline(__always) fileprivate func last(_ b: Lanes) -> Lanes { _mm256_unpackhi_ps(self, b) }

    /// a₀ a₁ b₀ b₁
    @inline(__always) fileprivate func firstPairs(_ b: Lanes) -> Lanes {
      unsafeBitCast(_mm256_unpacklo_pd(pairs, b.pairs), to: Lanes.self)
    }

    /// a₂ a₃ b₂ b₃
    @inline(__always) fileprivate func lastPairs(_ b: Lanes) -> Lanes {
      unsafeBitCast(_mm256_unpackhi_pd(pairs, b.pairs), to: Lanes.self)
    }

    private var pairs: SIMD4<Double> { unsafeBitCast(self, to: SIMD4<Double>.self) }
  }
#endif
