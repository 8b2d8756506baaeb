import Kernels
import TestSupport
import Testing

struct ReductionTests {
  @Test(arguments: seeds) func softmaxIsTheShareOfEachExponential(seed: UInt64) {
    func check<S: Scalar>(_: S.Type) {
      var random = SplitMix64(seed: seed)
      let (rows, count) = (random.size(), random.size())
      let x: [S] = random.numbers(rows * count)
      let softmax: [S] = output(x.count) { softmaxRows(rows: rows, count: count, x, into: $0) }
      let logarithms: [S] = output(x.count) {
        logSoftmaxRows(rows: rows, count: count, x, into: $0)
      }
      for row in 0..<rows {
        let range = row * count..<(row + 1) * count
        let exponentials = x[range].map { S.exp($0) }
        let expected = exponentials.map { $0 / exponentials.reduce(0, +) }
        #expect(isClose(Array(softmax[range]), expected))
        #expect(isClose(Array(logarithms[range]), expected.map { S.log($0) }))
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test func softmaxMayWriteWhereItReads() {
    var x = [1.0, 2, 3, 3, 2, 1]
    let apart: [Double] = output(6) { softmaxRows(rows: 2, count: 3, x, into: $0) }
    x.withUnsafeMutableBufferPointer { buffer in
      softmaxRows(
        rows: 2, count: 3, UnsafePointer(buffer.baseAddress!), into: buffer.baseAddress!)
    }
    #expect(x == apart)
  }

  @Test func softmaxOfLargeInputsDoesNotOverflow() {
    func check<S: Scalar>(_: S.Type) {
      let x: [S] = [1000, 1000, -1000]
      let softmax: [S] = output(3) { softmaxRows(rows: 1, count: 3, x, into: $0) }
      #expect(softmax == [0.5, 0.5, 0])
      let logarithms: [S] = output(3) { logSoftmaxRows(rows: 1, count: 3, x, into: $0) }
      #expect(isClose(logarithms, [-S.log(2), -S.log(2), -2000 - S.log(2)]))
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(
    arguments: [
      ([3], 3), ([1, 4, 2], 4), ([-5, -7], -5), ([.nan, 9], .nan), ([9, .nan], .nan),
      ([1, .nan, 2], .nan), ([-.infinity, -.infinity], -.infinity),
    ] as [([Double], Double)])
  func maximumIsTheLargestElementOrNaN(elements: [Double], largest: Double) {
    #expect(isClose(maximum(count: elements.count, elements), largest))
    #expect(isClose(maximum(count: elements.count, elements.map { Float($0) }), Float(largest)))
  }
}
