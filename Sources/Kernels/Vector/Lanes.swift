#if AVX2 || AVX512
  import Kernels
#endif

/// The numbers in one register of the instruction set.
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

  /// self + a · b: rounded once if the processor has an instruction for it, else twice.
  @inline(__always) mutating func add(_ a: Lanes, times b: Lanes) {
    #if AVX512 || AVX2 || arch(arm64)
      addProduct(a, b)
    #else
      self += a * b
    #endif
  }
}

extension Lanes {
  /// self + a · b, rounded as `add` does.
  @inline(__always) func adding(_ a: Lanes, times b: Lanes) -> Lanes {
    var sum = self
    sum.add(a, times: b)
    return sum
  }

  @inline(__always) func adding(_ a: Lanes, times factor: Float) -> Lanes {
    adding(a, times: Lanes(repeating: factor))
  }
}

/// The sum of all lanes.
@inline(__always) func sumOfLanes(_ lanes: Lanes) -> Float {
  #if AVX512
    let eight = lanes.lowHalf + lanes.highHalf
    let four = eight.lowHalf + eight.highHalf
  #elseif AVX2
    let four = lanes.lowHalf + lanes.highHalf
  #else
    let four = lanes
  #endif
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}

/// The maximum of all lanes; NaN if one of them is NaN.
@inline(__always) func largestLane(_ lanes: Lanes) -> Float {
  // Each step takes the larger of neighbours, which halves the number of distinct values.
  var lanes = lanes
  var count = Lanes.scalarCount
  while count > 1 {
    let (even, odd) = (lanes.evenHalf, lanes.oddHalf)
    lanes = .larger(Lanes(lowHalf: even, highHalf: even), Lanes(lowHalf: odd, highHalf: odd))
    count /= 2
  }
  return lanes[0]
}
