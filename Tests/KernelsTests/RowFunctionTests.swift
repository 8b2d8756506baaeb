import Foundation
import Kernels
import Processor
import TestSupport
import Testing

/// Every function of rows, by each loop, against a plain one.
@Suite("Row functions")
struct RowFunctionTests {
  @Test(
    "rows shorter and longer than registers, few and many",
    arguments: RowFunction.allCases, [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 130])
  func rows(_ function: RowFunction, _ count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    for rows in [1, 2, 7, 8, 16, 37] {
      let x: [Float] = random.numbers(rows * count)
      // Shares, some of them 0, and rows of zeros.
      let y = x.indices.map { Float(random.size(0...2)) * ($0 / count % 3 == 2 ? 0 : 0.25) }
      let (wide, target) = (x.map { Double($0) }, y.map { Double($0) })
      func plainly(_ function: RowFunction) -> [Double] {
        (0..<rows).flatMap { r in
          let row = r * count..<(r + 1) * count
          return plain(function, Array(wide[row]), Array(target[row]))
        }
      }
      let expected = plainly(function)
      let costs = function.hasBoth ? plainly(.crossEntropy) : []
      var numbers: [Double] = []
      let scalar = output(expected.count) { out in
        numbers = output(costs.count) {
          Rows(
            rows: rows, count: count, wide, target: target, into: out,
            numbers: function.hasBoth ? $0 : nil
          ).compute(function)
        }
      }
      #expect(close(scalar, expected, 1e-13), "\(function) \(rows)")
      #expect(close(numbers, costs, 1e-13), "\(function) \(rows)")
      for loops in Processor.loops {
        var numbers: [Float] = []
        let out: [Float] = output(expected.count) { out in
          numbers = output(costs.count) {
            loops.rows(
              function,
              Rows(
                rows: rows, count: count, x, target: y, into: out,
                numbers: function.hasBoth ? $0 : nil))
          }
        }
        let name = "\(loops.name) \(function) \(rows)"
        #expect(close(out.map { Double($0) }, expected, 4e-6), "\(name)")
        #expect(close(numbers.map { Double($0) }, costs, 4e-6), "\(name)")
      }
    }
  }

  private func close(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
    zip(a, b).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($1)) }
  }
}

/// The functions once more, on purpose, as the textbook has them.
private func plain(_ function: RowFunction, _ x: [Double], _ y: [Double]) -> [Double] {
  let total = x.map { exp($0) }.reduce(0, +)
  let softmax = x.map { exp($0) / total }
  switch function {
  case .softmax: return softmax
  case .logSoftmax: return x.map { $0 - log(total) }
  case .softmaxDifference, .crossEntropyWithDifference:
    return zip(softmax, y).map { $0 * y.reduce(0, +) - $1 }
  case .crossEntropy: return [-zip(x, y).map { $1 * ($0 - log(total)) }.reduce(0, +)]
  }
}
