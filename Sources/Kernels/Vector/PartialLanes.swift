#if AVX2 || AVX512
  import Kernels
  import _Builtin_intrinsics.intel
#endif

// Loads and stores of fewer numbers than a register holds, which do not touch memory beyond them.

extension Lanes {
  /// Loads `count` numbers, fewer than a register holds, with `other` in the remaining lanes.
  @inline(__always)
  static func load(_ start: UnsafePointer<Float>, _ count: Int, else other: Float = 0) -> Lanes {
    #if AVX512
      return _mm512_mask_loadu_ps(Lanes(repeating: other), first(count), start)
    #elseif AVX2
      let mask = first(count)
      return Lanes(repeating: other).replacing(
        with: _mm256_maskload_ps(start, unsafeBitCast(mask, to: SIMD4<Int64>.self)), where: mask)
    #else
      var lanes = Lanes(repeating: other)
      if count > 0 { lanes[0] = start[0] }
      if count > 1 { lanes[1] = start[1] }
      if count > 2 { lanes[2] = start[2] }
      return lanes
    #endif
  }

  /// Stores the first `count` numbers, fewer than a register holds.
  @inline(__always) func store(_ start: UnsafeMutablePointer<Float>, _ count: Int) {
    #if AVX512
      _mm512_mask_storeu_ps(start, Self.first(count), self)
    #elseif AVX2
      _mm256_maskstore_ps(start, unsafeBitCast(Self.first(count), to: SIMD4<Int64>.self), self)
    #else
      if count > 0 { start[0] = self[0] }
      if count > 1 { start[1] = self[1] }
      if count > 2 { start[2] = self[2] }
    #endif
  }

  /// Loads `count` numbers, but at most a register; none if the count is below 1.
  @inline(__always)
  static func loadFirst(
    _ start: UnsafePointer<Float>, _ count: Int, else other: Float = 0
  ) -> Lanes {
    count >= scalarCount ? .load(start) : .load(start, Swift.max(count, 0), else: other)
  }

  /// Stores the first `count` numbers, but at most a register; none if the count is below 1.
  @inline(__always) func storeFirst(_ start: UnsafeMutablePointer<Float>, _ count: Int) {
    if count >= Self.scalarCount { store(start) } else { store(start, Swift.max(count, 0)) }
  }

  #if AVX512
    /// A mask with a bit for each of the first lanes.
    @inline(__always) private static func first(_ count: Int) -> UInt16 {
      UInt16(truncatingIfNeeded: 1 &<< count &- 1)
    }
  #elseif AVX2
    @inline(__always) private static func first(_ count: Int) -> SIMDMask<SIMD8<Int32>> {
      SIMD8<Int32>(0, 1, 2, 3, 4, 5, 6, 7)
        .< SIMD8<Int32>(repeating: Int32(truncatingIfNeeded: count))
    }
  #endif
}

// A row of a matrix in any orientation: the part from column j within `count` columns.

extension Lanes {
  @inline(__always)
  static func load(_ matrix: MatrixOperand<Float>, _ i: Int, _ j: Int, _ count: Int) -> Lanes {
    let (start, stride) = (matrix.pointer(i, j), matrix.columnStride)
    switch stride {
    case 0: return Lanes(repeating: start.pointee)
    case 1: return .loadFirst(start, count)
    default:
      var lanes = Lanes.zero
      for lane in 0..<Swift.min(count, scalarCount) { lanes[lane] = start[lane &* stride] }
      return lanes
    }
  }

  @inline(__always)
  func store(_ matrix: MatrixResult<Float>, _ i: Int, _ j: Int, _ count: Int) {
    let (start, stride) = (matrix.pointer(i, j), matrix.columnStride)
    if stride == 1 { return storeFirst(start, count) }
    for lane in 0..<Swift.min(count, Self.scalarCount) { start[lane &* stride] = self[lane] }
  }
}
