import Kernels
import TestSupport
import Testing

struct MatrixProductTests {
  @Test(arguments: seeds) func eachElementIsARowTimesAColumn(seed: UInt64) {
    func check<S: Scalar>(_: S.Type) {
      var random = SplitMix64(seed: seed)
      let (rows, inner, columns) = (random.size(1...40), random.size(1...40), random.size(1...40))
      let a: [S] = random.wholeNumbers(rows * inner)
      let b: [S] = random.wholeNumbers(inner * columns)
      let c: [S] = output(rows * columns) {
        matrixProduct(rows: rows, inner: inner, columns: columns, a, b, into: $0)
      }
      var expected: [S] = []
      for i in 0..<rows {
        for j in 0..<columns {
          expected.append((0..<inner).reduce(0) { $0 + a[i * inner + $1] * b[$1 * columns + j] })
        }
      }
      #expect(c == expected)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func aSumOfNothingIsZero() {
    let c: [Double] = output(4) { matrixProduct(rows: 2, inner: 0, columns: 2, [], [], into: $0) }
    #expect(c == [0, 0, 0, 0])
  }

  @Test func anInfinityTimesZeroIsNotANumber() {
    let c: [Double] = output(1) {
      matrixProduct(rows: 1, inner: 2, columns: 1, [0, 1], [.infinity, 1], into: $0)
    }
    #expect(c[0].isNaN, "a kernel that skips zeros hides a training that has diverged")
  }
}
