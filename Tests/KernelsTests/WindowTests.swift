import Kernels
import TestSupport
import Testing

struct WindowTests {
  @Test(arguments: [
    // (size, window, stride, padding, outputs)
    (5, 3, 1, 0, 3), (5, 2, 2, 0, 2), (4, 2, 2, 0, 2), (3, 3, 3, 0, 1), (7, 3, 2, 1, 4),
    (1, 3, 1, 1, 1), (8, 3, 3, 0, 2),
  ])
  func aWindowThatDoesNotFitIsDropped(
    size: Int, window: Int, stride: Int, padding: Int, outputs: Int
  ) {
    let geometry = Window(
      height: size, width: size + stride, windowHeight: window, windowWidth: window,
      stride: stride, padding: padding)
    #expect(geometry.outputHeight == outputs)
    #expect(geometry.outputWidth == outputs + 1)
  }

  @Test(arguments: seeds) func placesAreThoseOfTheWindowThatLieOnTheImage(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let window = random.window(maximumPadding: 2)
    for row in 0..<window.outputHeight {
      for column in 0..<window.outputWidth {
        var visited: [[Int]] = []
        window.forEachPlace(row: row, column: column) { visited.append([$0, $1]) }
        var expected: [[Int]] = []
        for u in 0..<window.windowHeight {
          for v in 0..<window.windowWidth {
            let y = row * window.stride + u - window.padding
            let x = column * window.stride + v - window.padding
            guard 0..<window.height ~= y, 0..<window.width ~= x else { continue }
            expected.append([y * window.width + x, u * window.windowWidth + v])
          }
        }
        #expect(visited == expected)
      }
    }
  }

  @Test func aWindowOnPaddingAloneHasNoPlaces() {
    let window = Window(
      height: 1, width: 1, windowHeight: 1, windowWidth: 1, stride: 1, padding: 2)
    var count = 0
    window.forEachPlace(row: 0, column: 0) { _, _ in count += 1 }
    #expect(count == 0)
  }
}
