import Kernels
import Processor
import TestSupport
import Testing

/// Copying, adding, pooling and summing by every table of loops, against plain loops.
@Suite("Vector loops that move numbers")
struct VectorMovementTests {
  @Test(
    "only the rectangle is copied and added", arguments: 0..<40 as Range<UInt64>)
  func rectangles(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let (rows, columns) = (random.size(0...5), random.size(0...40))
    let (apart, wide) = (columns + random.size(0...3), columns + random.size(0...3))
    let source: [Float] = random.wholeNumbers(rows * apart + 1)
    for loops in Processor.loops {
      for (isAdded, rectifies) in [(false, false), (true, false), (true, true)] {
        let start: Float = rectifies ? -1 : 5
        let target: [Float] = output(rows * wide + 4, startingAs: start) { target in
          let rectangle = Rectangle(
            rows: rows, columns: columns, source, apart, to: target, wide, rectifies: rectifies)
          if isAdded { loops.add(rectangle) } else { loops.copy(rectangle) }
        }
        for (position, value) in target.enumerated() {
          let (row, column) = position.quotientAndRemainder(dividingBy: max(wide, 1))
          let isInside = row < rows && column < columns
          var moved = isInside ? source[row * apart + column] + (isAdded ? start : 0) : start
          if rectifies && isInside { moved = max(0, moved) }
          #expect(value == moved, "\(loops.name)")
        }
      }
    }
  }

  @Test("sums are within their rounding", arguments: [1, 3, 4, 15, 16, 17, 63, 64, 65, 200, 1000])
  func sums(_ count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let x: [Float] = random.numbers(count)
    let exact = x.reduce(0) { $0 + Double($1) }
    let bound = Double(count) * 0x1p-24 * x.reduce(0) { $0 + Double(abs($1)) }
    for loops in Processor.loops {
      #expect(abs(Double(loops.sum(x, count)) - exact) <= bound, "\(loops.name)")
    }
  }

  /// Whole numbers that tie often, and some that are not numbers, from small planes to wider ones than two registers.
  @Test("pooling by two takes the first maximum of each window", arguments: 0..<40 as Range<UInt64>)
  func pooling(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let window = Window(
      height: random.size(2...9), width: random.size(2...70), windowHeight: 2, windowWidth: 2,
      stride: 2)
    let planes = random.size(1...4)
    var x: [Float] = random.wholeNumbers(planes * window.height * window.width)
    for position in x.indices where random.fraction() < 0.05 { x[position] = .nan }
    let outputs = planes * window.outputHeight * window.outputWidth
    let arriving: [Float] = random.numbers(outputs)
    var expected = (largest: [Float](repeating: 0, count: outputs), sent: x.map { _ in Float(0) })
    forEachMaximum(window, planes: planes, in: x) { input, output in
      expected.largest[output] = x[input]
      expected.sent[input] = arriving[output]
    }
    for loops in Processor.loops {
      // The memory after the result belongs to others.
      func filled(_ count: Int, _ fill: (UnsafeMutablePointer<Float>) -> Void) -> [Float] {
        let memory: [Float] = output(count + 40, startingAs: 5, fill)
        #expect(memory[count...].allSatisfy { $0 == 5 }, "\(loops.name)")
        return Array(memory[..<count])
      }
      let largest = filled(outputs) {
        loops.pool(MaximumPooling(window, planes: planes, of: x), $0)
      }
      let sent = filled(x.count) {
        loops.send(MaximumPooling(window, planes: planes, of: x), arriving, $0)
      }
      #expect(
        largest.map { $0.isNaN ? -99 : $0 } == expected.largest.map { $0.isNaN ? -99 : $0 },
        "\(loops.name)")
      #expect(sent == expected.sent, "\(loops.name)")
    }
  }
}
