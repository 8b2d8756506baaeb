import Testing

@testable import Rendering

@Suite("Boxes in columns")
struct LayeredLayoutTests {
  /// A linear congruential generator: the same graphs in every run.
  private struct Dice {
    var state: UInt64

    mutating func roll(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
  }

  /// A graph whose last box is reached from every other.
  private static func graph(
    seed: UInt64
  ) -> (sizes: [LayeredLayout.Size], edges: [LayeredLayout.Edge]) {
    var dice = Dice(state: seed)
    let count = 2 + dice.roll(18)
    let sizes = (0..<count).map { _ in
      LayeredLayout.Size(width: Double(20 + dice.roll(80)), height: Double(16 + dice.roll(60)))
    }
    var edges: [LayeredLayout.Edge] = []
    for from in 0..<count - 1 {
      let targets = Set((0...dice.roll(3)).map { _ in from + 1 + dice.roll(count - from - 1) })
      for to in targets.sorted() {
        var edge = LayeredLayout.Edge(from: from, to: to)
        if targets.count > 1 { edge.label = LayeredLayout.Size(width: 30, height: 32) }
        if dice.roll(5) == 0 { edge.room = 90 }
        edges.append(edge)
      }
    }
    return (sizes, edges)
  }

  private static func overlap(_ a: LayeredLayout.Frame, _ b: LayeredLayout.Frame) -> Bool {
    a.x < b.right - 1e-9 && b.x < a.right - 1e-9 && a.y < b.bottom - 1e-9 && b.y < a.bottom - 1e-9
  }

  @Test("no two boxes or texts overlap, and all are inside the picture", arguments: 1...200)
  func overlaps(seed: UInt64) {
    let (sizes, edges) = Self.graph(seed: seed)
    let layout = LayeredLayout(sizes, edges)
    let all = layout.frames + layout.routes.compactMap { $0.label }
    #expect(all.count == sizes.count + edges.filter { $0.label != nil }.count)
    for (position, frame) in all.enumerated() {
      for other in all[(position + 1)...] { #expect(!Self.overlap(frame, other)) }
      #expect(frame.x >= 0 && frame.right <= layout.size.width + 1e-9)
      #expect(frame.y >= -1e-9 && frame.bottom <= layout.size.height + 1e-9)
    }
    for (frame, size) in zip(layout.frames, sizes) {
      #expect(frame.width == size.width && frame.height == size.height)
    }
  }

  @Test(
    "every edge runs from left to right, from box to box and past the others", arguments: 1...200)
  func edges(seed: UInt64) {
    let (sizes, edges) = Self.graph(seed: seed)
    let layout = LayeredLayout(sizes, edges)
    for (edge, route) in zip(edges, layout.routes) {
      let (from, to) = (layout.frames[edge.from], layout.frames[edge.to])
      #expect(layout.columns[edge.from] < layout.columns[edge.to])
      #expect(route.points.first == LayeredLayout.Point(x: from.right, y: from.middle))
      #expect(route.points.last == LayeredLayout.Point(x: to.x, y: to.middle))
      for (a, b) in zip(route.points, route.points.dropFirst()) {
        #expect(a.x <= b.x + 1e-9)
        guard a.y == b.y else { continue }
        for (box, frame) in layout.frames.enumerated() where box != edge.from && box != edge.to {
          let isThrough =
            a.x < frame.right - 1e-9 && frame.x < b.x - 1e-9 && frame.y < a.y && a.y < frame.bottom
          #expect(!isThrough, "\(edge) through \(box)")
        }
      }
      if layout.columns[edge.from] + 1 == layout.columns[edge.to] {
        #expect(to.x - from.right >= edge.room - 1e-9)
      }
    }
  }

  @Test("a chain is a row, and the inputs of a box are in order beside it")
  func shapes() {
    let size = LayeredLayout.Size(width: 40, height: 20)
    let chain = LayeredLayout(
      [size, size, size], [.init(from: 0, to: 1), .init(from: 1, to: 2)])
    #expect(chain.columns == [0, 1, 2])
    #expect(Set(chain.frames.map { $0.y }) == [0])
    #expect(chain.frames.map { $0.x } == [0, 66, 132])
    let fan = LayeredLayout(
      [size, size, size, size],
      [.init(from: 0, to: 3), .init(from: 1, to: 3), .init(from: 2, to: 3)]
    )
    #expect(fan.frames.prefix(3).map { $0.y } == [0, 34, 68])
    #expect(fan.frames[3].y == 34)
    // One pass uncrosses two pairs.
    let crossed = LayeredLayout(
      [size, size, size, size, size],
      [
        .init(from: 0, to: 3), .init(from: 1, to: 2), .init(from: 2, to: 4), .init(from: 3, to: 4),
      ])
    #expect(crossed.frames[1].y < crossed.frames[0].y)
    #expect(crossed.frames[2].y < crossed.frames[3].y)
  }
}
