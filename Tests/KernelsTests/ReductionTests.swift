import Kernels
import TestSupport
import Testing

struct ReductionTests {
  @Test func softmaxMayWriteWhereItReads() {
    var x = [1.0, 2, 3, 3, 2, 1]
    let apart: [Double] = output(6) {
      Rows(rows: 2, count: 3, x, into: $0).compute(.softmax)
    }
    x.withUnsafeMutableBufferPointer { buffer in
      Rows(rows: 2, count: 3, UnsafePointer(buffer.baseAddress!), into: buffer.baseAddress!)
        .compute(.softmax)
    }
    #expect(x == apart)
  }

  @Test func softmaxOfLargeInputsDoesNotOverflow() {
    let x: [Double] = [1000, 1000, -1000]
    let softmax = output(3) { Rows(rows: 1, count: 3, x, into: $0).compute(.softmax) }
    #expect(softmax == [0.5, 0.5, 0])
    let logarithms = output(3) { Rows(rows: 1, count: 3, x, into: $0).compute(.logSoftmax) }
    #expect(isClose(logarithms, [-Double.log(2), -Double.log(2), -2000 - Double.log(2)]))
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
