import TestSupport
import Testing

@testable import Autodiff

@Suite("Walking a tensor that is broadcast to a larger one")
struct RowWalkTests {
  @Test(arguments: [
    ([3], [2, 3]), ([2, 1], [2, 3]), ([], [2, 3]), ([2, 3], [2, 3]), ([1, 4, 1, 1], [2, 4, 3, 3]),
    ([2, 1, 3], [2, 4, 3]), ([1, 1], [2, 3]), ([], []), ([2, 0], [2, 0]), ([1], [0]),
  ])
  func everyElementIsFoundWhereBroadcastingPutsIt(smaller: [Int], larger: [Int]) {
    let (small, large) = (Shape(smaller), Shape(larger))
    for joined in 0...RowWalk.joinable(small, under: large) {
      let walk = RowWalk(small, under: large, joined: joined)
      var offsets: [Int] = []
      for start in walk.starts {
        for i in 0..<walk.inner { offsets.append(start + i * walk.stride) }
      }
      #expect(
        offsets == (0..<large.count).map { small.offset($0, broadcastFrom: large) },
        "\(joined) axes joined")
    }
  }

  @Test func asManyAxesAsPossibleAreOneRow() {
    #expect(RowWalk(Shape([2, 3, 4]), under: Shape([2, 3, 4])).inner == 24)
    #expect(RowWalk(.scalar, under: Shape([2, 3, 4])).inner == 24)
    #expect(RowWalk(Shape([4]), under: Shape([2, 3, 4])).inner == 4)
    #expect(RowWalk(Shape([1, 3, 1]), under: Shape([2, 3, 4])).inner == 4)
  }
}
