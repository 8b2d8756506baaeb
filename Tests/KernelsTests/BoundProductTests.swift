import Kernels
import Processor
import TestSupport
import Testing

/// Memory as a plan has it: padded to a multiple of the widest register, the padding being NaN.
private func padded(_ elements: [Float]) -> [Float] {
  elements + [Float](repeating: .nan, count: 16 + (16 - elements.count % 16) % 16)
}

@Suite("Products that are decided once")
struct BoundProductTests {
  @Test("a bound product of small matrices has the bits of the product", arguments: 1...16)
  func small(rows: Int) {
    var random = SplitMix64(seed: UInt64(rows))
    for inner in 0...16 {
      for columns in 1...16 where rows * columns <= 18 && inner * max(rows, columns) <= 18 {
        for orientation in 0..<8 { compare(rows, inner, columns, orientation, &random) }
      }
    }
  }

  @Test("and that of large ones", arguments: [(32, 64, 64), (64, 32, 10), (5, 30, 70)])
  func large(rows: Int, inner: Int, columns: Int) {
    var random = SplitMix64(seed: 7)
    for orientation in 0..<8 { compare(rows, inner, columns, orientation, &random) }
  }

  /// Compares a product with its bound call, alone, with a bias for all rows, and as a step from C.
  private func compare(
    _ rows: Int, _ inner: Int, _ columns: Int, _ orientation: Int, _ random: inout SplitMix64
  ) {
    let a = padded(random.numbers(rows * inner))
    let b = padded(random.numbers(inner * columns))
    let bias = padded(random.numbers(columns))
    let old: [Float] = padded(random.numbers(rows * columns))
    let factor: Float = 0.3
    func strides(_ bit: Int, _ rows: Int, _ columns: Int) -> (Int, Int) {
      orientation & bit == 0 ? (columns, 1) : (1, rows)
    }
    let (inA, inB) = (strides(1, rows, inner), strides(2, inner, columns))
    let (down, right) = strides(4, rows, columns)
    for loops in Processor.loops {
      for kind in 0..<3 {
        func result(_ run: (MatrixProduct<Float>) -> Void) -> [UInt32] {
          var c = old
          c.withUnsafeMutableBufferPointer { c in
            let c = c.baseAddress!
            let _: [Float] = output(MatrixProduct<Float>.scratchCount(inner: inner)) { scratch in
              withUnsafePointer(to: factor) { factor in
                bias.withUnsafeBufferPointer { bias in
                  run(
                    MatrixProduct(
                      rows: rows, inner: inner, columns: columns, MatrixOperand(a, inA.0, inA.1),
                      MatrixOperand(b, inB.0, inB.1),
                      bias: [
                        nil, MatrixOperand(bias.baseAddress!, 0, 1),
                        MatrixOperand(UnsafePointer(c), down, right),
                      ][kind],
                      factor: kind == 2 ? factor : nil, rectifies: kind == 1,
                      into: MatrixResult(c, down, right), scratch: scratch))
                }
              }
            }
          }
          return c.prefix(rows * columns).map { $0.bitPattern }
        }
        let expected = result { loops.product($0) }
        #expect(
          result { loops.boundProduct($0)() } == expected,
          "\(loops.name) \(rows) \(inner) \(columns) \(orientation) \(kind)")
      }
    }
  }
}
