import Kernels
import TestSupport
import Testing

struct PoolingTests {
  /// For each output, the offsets of the elements under its window, row by row.
  private func elements(_ window: Window, planes: Int) -> [[Int]] {
    var outputs: [[Int]] = []
    for plane in 0..<planes {
      for i in 0..<window.outputHeight {
        for j in 0..<window.outputWidth {
          var offsets: [Int] = []
          for y in i * window.stride..<i * window.stride + window.windowHeight {
            for x in j * window.stride..<j * window.stride + window.windowWidth {
              offsets.append((plane * window.height + y) * window.width + x)
            }
          }
          outputs.append(offsets)
        }
      }
    }
    return outputs
  }

  @Test(arguments: seeds) func everyElementUnderAWindowIsVisitedOnce(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let (window, planes) = (random.window(), random.size(1...3))
    let expected = elements(window, planes: planes)
    var visited = expected.map { _ in [Int]() }
    forEachWindowElement(window, planes: planes) { visited[$1].append($0) }
    #expect(visited == expected)
  }

  /// Whole numbers from −4 to 4 tie often.
  @Test(arguments: seeds) func theFirstOfEqualMaximaIsTaken(seed: UInt64) {
    func check<S: Scalar>(_: S.Type) {
      var random = SplitMix64(seed: seed)
      let (window, planes) = (random.window(), random.size(1...3))
      let image: [S] = random.wholeNumbers(planes * window.height * window.width)
      var chosen: [[Int]] = []
      forEachMaximum(window, planes: planes, in: image) { chosen.append([$1, $0]) }
      let expected = elements(window, planes: planes).enumerated().map { output, offsets in
        let largest = offsets.map { image[$0] }.max()!
        return [output, offsets.first { image[$0] == largest }!]
      }
      #expect(chosen == expected)
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(
    arguments: [
      ([1, .nan, 5, 2], 1), ([.nan, 1, 5, 2], 0), ([1, .nan, .nan, 2], 1),
    ] as [([Double], Int)])
  func aNaNCountsAsLargest(plane: [Double], offset: Int) {
    let window = Window(height: 2, width: 2, windowHeight: 2, windowWidth: 2, stride: 2)
    #expect(offsetOfMaximum(window, row: 0, column: 0, in: plane) == offset)
  }
}
