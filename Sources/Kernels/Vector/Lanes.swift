#if AVX2 || AVX512
  import Kernels
#endif

/// As many numbers as one register of the instruction set holds.
#if AVX512
  typealias Lanes = SIMD16<Float>
#elseif AVX2
  typealias Lanes = SIMD8<Float>
#else
  typealias Lanes = SIMD4<Float>
#endif

extension Lanes {
  @inline(__always) static func load(_ start: UnsafePointer<Float>) -> Lanes {
    UnsafeRawPointer(start).loadUnaligned(as: Lanes.self)
  }

  @inline(__always) func store(_ start: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(start).storeBytes(of: self, as: Lanes.self)
  }

  /// Fewer numbers than a register holds, and others in the place of the rest.
  @inline(__always)
  static func load(_ start: UnsafePointer<Float>, _ count: Int, else other: Float = 0) -> Lanes {
    var lanes = Lanes(repeating: other)
    withUnsafeMutableBytes(of: &lanes) {
      $0.baseAddress!.copyMemory(from: start, byteCount: count * MemoryLayout<Float>.stride)
    }
    return lanes
  }

  /// The first numbers of the register alone.
  @inline(__always) func store(_ start: UnsafeMutablePointer<Float>, _ count: Int) {
    withUnsafeBytes(of: self) {
      UnsafeMutableRawPointer(start).copyMemory(
        from: $0.baseAddress!, byteCount: count * MemoryLayout<Float>.stride)
    }
  }

  /// self + a · b: rounded once where the processor can do that in one instruction, else twice.
  @inline(__always) mutating func add(_ a: Lanes, times b: Lanes) {
    #if AVX512 || AVX2 || arch(arm64)
      addProduct(a, b)
    #else
      self += a * b
    #endif
  }
}

/// The sums over the lanes of four registers.
@inline(__always)
func sums(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes) -> SIMD4<Float> {
  let (a, b, c, d) = (folded(a), folded(b), folded(c), folded(d))
  // (a₀ + a₂, a₁ + a₃, b₀ + b₂, b₁ + b₃), and the same of c and d.
  let ab =
    SIMD4(lowHalf: a.lowHalf, highHalf: b.lowHalf)
    + SIMD4(lowHalf: a.highHalf, highHalf: b.highHalf)
  let cd =
    SIMD4(lowHalf: c.lowHalf, highHalf: d.lowHalf)
    + SIMD4(lowHalf: c.highHalf, highHalf: d.highHalf)
  return SIMD4(lowHalf: ab.evenHalf, highHalf: cd.evenHalf)
    + SIMD4(lowHalf: ab.oddHalf, highHalf: cd.oddHalf)
}

/// Four numbers with the sum of all lanes.
@inline(__always) private func folded(_ lanes: Lanes) -> SIMD4<Float> {
  #if AVX512
    let half = lanes.lowHalf + lanes.highHalf
    return half.lowHalf + half.highHalf
  #elseif AVX2
    return lanes.lowHalf + lanes.highHalf
  #else
    return lanes
  #endif
}
