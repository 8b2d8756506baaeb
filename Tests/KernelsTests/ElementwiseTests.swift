import Kernels
import TestSupport
import Testing

struct ElementwiseTests {
  @Test(arguments: seeds) func mapAppliesTheFunctionToEachElement(seed: UInt64) {
    func check<S: Scalar>(_: S.Type) {
      var random = SplitMix64(seed: seed)
      let a: [S] = random.wholeNumbers(random.size(0...20))
      let out: [S] = output(a.count + 1) { mapElements(count: a.count, a, into: $0) { 2 * $0 + 1 } }
      #expect(Array(out.dropLast()) == a.map { 2 * $0 + 1 })
      #expect(out[a.count].isNaN, "the element behind the last is left alone")
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func mapMayWriteWhereItReads() {
    var a = [1.0, 2, 3]
    a.withUnsafeMutableBufferPointer { buffer in
      let start = buffer.baseAddress!
      mapElements(count: 3, UnsafePointer(start), into: start) { $0 * $0 }
    }
    #expect(a == [1, 4, 9])
  }

  @Test(arguments: [(1, 1), (0, 1), (1, 0), (0, 0)])
  func zipRepeatsTheOperandWhoseStrideIsZero(aStride: Int, bStride: Int) {
    func check<S: Scalar>(_: S.Type) {
      let (a, b): ([S], [S]) = ([7, 5, 3], [1, 2, 4])
      let out: [S] = output(3) {
        zipElements(count: 3, a, stride: aStride, b, stride: bStride, into: $0, -)
      }
      #expect(out == (0..<3).map { a[$0 * aStride] - b[$0 * bStride] })
    }
    check(Float.self)
    check(Double.self)
  }
}

struct ForEachOffsetTests {
  /// The pairs that a walk visits.
  private func walk(sizes: [Int], strides: [Int]) -> [[Int]] {
    var pairs: [[Int]] = []
    forEachOffset(sizes: sizes, strides: strides) { pairs.append([$0, $1]) }
    return pairs
  }

  @Test func aScalarIsOnePosition() {
    #expect(walk(sizes: [], strides: []) == [[0, 0]])
  }

  @Test(arguments: [[0], [0, 3], [3, 0], [2, 0, 2]])
  func anEmptyArrayHasNoPositions(sizes: [Int]) {
    #expect(walk(sizes: sizes, strides: sizes.map { _ in 1 }).isEmpty)
  }

  @Test(arguments: seeds) func theOffsetIsTheIndexTimesTheStrides(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let sizes = (0..<3).map { _ in random.size(1...4) }
    let strides = (0..<3).map { _ in random.size(0...5) }
    var expected: [[Int]] = []
    for i in 0..<sizes[0] {
      for j in 0..<sizes[1] {
        for k in 0..<sizes[2] {
          expected.append([expected.count, i * strides[0] + j * strides[1] + k * strides[2]])
        }
      }
    }
    #expect(walk(sizes: sizes, strides: strides) == expected)
  }
}
