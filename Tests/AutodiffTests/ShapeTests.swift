import Testing

@testable import Autodiff

struct ShapeTests {
  @Test(
    "two shapes broadcast by NumPy's rule, in either order",
    arguments: [
      ([], [], []), ([3], [], [3]), ([2, 3], [3], [2, 3]), ([2, 3], [1], [2, 3]),
      ([2, 1], [1, 3], [2, 3]), ([2, 1], [3], [2, 3]), ([4, 1, 3], [2, 1], [4, 2, 3]),
      ([1], [1, 1], [1, 1]), ([0], [1], [0]), ([2, 0], [1, 1], [2, 0]), ([5, 4], [4], [5, 4]),
    ] as [([Int], [Int], [Int])])
  func broadcast(a: [Int], b: [Int], result: [Int]) {
    #expect(Shape(a).broadcast(with: Shape(b)) == Shape(result))
    #expect(Shape(b).broadcast(with: Shape(a)) == Shape(result))
  }

  @Test(
    "sizes that differ and are not 1 do not broadcast",
    arguments: [
      ([3], [2]), ([2, 3], [2]), ([2, 3], [3, 2]), ([0], [2]), ([4, 2, 3], [4, 3]),
    ] as [([Int], [Int])])
  func mismatch(a: [Int], b: [Int]) {
    #expect(Shape(a).broadcast(with: Shape(b)) == nil)
    #expect(Shape(b).broadcast(with: Shape(a)) == nil)
  }

  @Test(
    "strides are row-major",
    arguments: [
      ([], []), ([5], [1]), ([2, 3], [3, 1]), ([4, 2, 3], [6, 3, 1]), ([2, 0, 3], [0, 3, 1]),
    ] as [([Int], [Int])])
  func strides(sizes: [Int], strides: [Int]) {
    #expect(Shape(sizes).strides == strides)
  }

  @Test(
    "an axis that is repeated is walked with stride 0",
    arguments: [
      ([], [2, 3], [0, 0]), ([3], [2, 3], [0, 1]), ([2, 1], [2, 3], [1, 0]),
      ([2, 3], [2, 3], [3, 1]), ([2, 1], [4, 2, 3], [0, 1, 0]),
    ] as [([Int], [Int], [Int])])
  func repeatedStrides(sizes: [Int], larger: [Int], strides: [Int]) {
    #expect(Shape(sizes).strides(broadcastTo: Shape(larger)) == strides)
  }

  @Test(
    "offset and index are inverse",
    arguments: [[], [4], [2, 3], [3, 1, 2], [2, 2, 2, 2]])
  func roundTrip(sizes: [Int]) {
    let shape = Shape(sizes)
    for offset in 0..<shape.count {
      let index = shape.index(ofOffset: offset)
      #expect(shape.offset(of: index) == offset)
      #expect(zip(index, shape.strides).reduce(0) { $0 + $1.0 * $1.1 } == offset)
    }
  }

  @Test(
    "an offset of the larger shape is found in the smaller one",
    arguments: [
      ([], [0, 0, 0, 0, 0, 0]), ([3], [0, 1, 2, 0, 1, 2]), ([2, 1], [0, 0, 0, 1, 1, 1]),
      ([2, 3], [0, 1, 2, 3, 4, 5]), ([1, 1], [0, 0, 0, 0, 0, 0]),
    ] as [([Int], [Int])])
  func offsetInTheSmaller(sizes: [Int], offsets: [Int]) {
    let larger = Shape([2, 3])
    #expect((0..<6).map { Shape(sizes).offset($0, broadcastFrom: larger) } == offsets)
  }

  @Test(
    "the count is the product of the sizes, at most Int.max",
    arguments: [
      ([], 1), ([7], 7), ([2, 3, 4], 24), ([3, 0], 0), ([.max, 2], .max),
      ([1 << 40, 1 << 40], .max),
      ([.max, 2, 0], 0),
    ] as [([Int], Int)])
  func count(sizes: [Int], count: Int) {
    #expect(Shape(sizes).count == count)
  }

  @Test("a shape is written as a list")
  func description() {
    #expect("\(Shape([2, 3]))" == "[2, 3]")
    #expect("\(Shape.scalar)" == "[]")
  }
}
