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
      #expect(out[a.count].isNaN, "the element after the last is unchanged")
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

  @Test func zipCombinesElementByElement() {
    func check<S: Scalar>(_: S.Type) {
      let (a, b): ([S], [S]) = ([7, 5, 3], [1, 2, 4])
      let out: [S] = output(3) { zipElements(count: 3, a, b, into: $0, -) }
      #expect(out == [6, 3, -1])
    }
    check(Float.self)
    check(Double.self)
  }
}
