/// Places the boxes of an acyclic graph in columns, so that every edge runs from left to right and past the boxes in between.
///
/// A box is in the column given by its longest path to the last one. Within a column, boxes and passing edges are ordered by
/// the mean position of what they lead to, and placed as near to its height as the others allow.
struct LayeredLayout {
  struct Size: Equatable {
    var width: Double
    var height: Double
  }

  struct Frame: Equatable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }
    var middle: Double { y + height / 2 }
  }

  struct Edge {
    /// The positions of two boxes, `from` before `to`.
    let from: Int
    let to: Int
    /// The room for a text on the edge, in a column of its own.
    var label: Size?
    /// The least distance between the column of `from` and the next.
    var room = 0.0
  }

  struct Point: Equatable {
    let x: Double
    let y: Double
  }

  struct Route {
    /// Two points at the same height in each column that the edge leaves, passes or enters, from left to right.
    var points: [Point] = []
    /// The place of the text.
    var label: Frame?
  }

  /// The column of each box, from the left.
  let columns: [Int]
  let frames: [Frame]
  let routes: [Route]
  let size: Size

  private static let gap = 26.0
  private static let space = 14.0
  private static let passage = 10.0

  init(_ sizes: [Size], _ edges: [Edge]) {
    let ranks = Self.ranks(sizes.count, edges)
    var items = Self.items(sizes, edges, ranks)
    let last = ranks.max() ?? 0
    var layers = (0...last).map { rank in items.indices.filter { items[$0].rank == rank } }
    for rank in layers.indices {
      if rank > 0 { Self.order(&layers[rank], after: layers[rank - 1], items) }
      Self.place(layers[rank], &items)
    }
    let top = items.map { $0.middle - $0.size.height / 2 }.min() ?? 0
    for index in items.indices { items[index].middle -= top }

    var left = [Double](repeating: 0, count: last + 1)
    let widths = layers.map { layer in layer.map { items[$0].size.width }.max() ?? 0 }
    var x = 0.0
    for rank in layers.indices.reversed() {
      left[rank] = x
      let room = edges.reduce(Self.gap) { ranks[$1.from] == rank ? max($0, $1.room) : $0 }
      x += widths[rank] + (rank == 0 ? 0 : room)
    }
    func frame(_ item: Item) -> Frame {
      Frame(
        x: left[item.rank] + (widths[item.rank] - item.size.width) / 2,
        y: item.middle - item.size.height / 2, width: item.size.width, height: item.size.height)
    }
    frames = items.prefix(sizes.count).map { frame($0) }
    columns = ranks.map { last - $0 }
    size = Size(width: x, height: items.map { $0.middle + $0.size.height / 2 }.max() ?? 0)
    routes = edges.indices.map { edge in
      let passing = items.indices.filter { items[$0].edge == edge }.sorted {
        items[$0].rank > items[$1].rank
      }
      let (from, to) = (items[edges[edge].from], items[edges[edge].to])
      var route = Route()
      let right = left[from.rank] + widths[from.rank]
      route.points += [
        Point(x: frame(from).right, y: from.middle), Point(x: right, y: from.middle),
      ]
      for position in passing {
        let item = items[position]
        route.points += [
          Point(x: left[item.rank], y: item.middle),
          Point(x: left[item.rank] + widths[item.rank], y: item.middle),
        ]
        if item.isLabel { route.label = frame(item) }
      }
      route.points += [Point(x: left[to.rank], y: to.middle), Point(x: frame(to).x, y: to.middle)]
      return route
    }
  }

  /// A box, or the passage of an edge through a column.
  private struct Item {
    var size: Size
    let rank: Int
    /// The edge that passes here; `nil` for a box.
    var edge: Int?
    var isLabel = false
    /// What it leads to in the next column to the right, with the place of the edge among those that enter there, from −½ to ½.
    var users: [(item: Int, place: Double)] = []
    var middle = 0.0

    /// The mean height of what it leads to.
    func wanted(_ items: [Item]) -> Double {
      if users.isEmpty { return 0 }
      return users.reduce(0) { $0 + items[$1.item].middle } / Double(users.count)
    }
  }

  /// The length of the longest path from each box to the last one.
  private static func ranks(_ count: Int, _ edges: [Edge]) -> [Int] {
    var ranks = [Int](repeating: 0, count: count)
    var outgoing = [[Edge]](repeating: [], count: count)
    for edge in edges { outgoing[edge.from].append(edge) }
    for box in (0..<count).reversed() {
      for edge in outgoing[box] {
        ranks[box] = max(ranks[box], ranks[edge.to] + (edge.label == nil ? 1 : 2))
      }
    }
    return ranks
  }

  private static func items(_ sizes: [Size], _ edges: [Edge], _ ranks: [Int]) -> [Item] {
    var items = zip(sizes, ranks).map { Item(size: $0, rank: $1) }
    var entering = [Int](repeating: 0, count: sizes.count)
    for edge in edges { entering[edge.to] += 1 }
    var entered = [Int](repeating: 0, count: sizes.count)
    for (position, edge) in edges.enumerated() {
      let place = (Double(entered[edge.to]) + 0.5) / Double(entering[edge.to]) - 0.5
      entered[edge.to] += 1
      var next = edge.to
      var rank = ranks[edge.to] + 1
      while rank < ranks[edge.from] {
        let isLabel = edge.label != nil && rank == ranks[edge.from] - 1
        let size = isLabel ? edge.label! : Size(width: 0, height: passage)
        items.append(
          Item(
            size: size, rank: rank, edge: position, isLabel: isLabel,
            users: [(next, next == edge.to ? place : 0)]))
        next = items.count - 1
        rank += 1
      }
      items[edge.from].users.append((next, next == edge.to ? place : 0))
    }
    return items
  }

  /// Sorts a column by the mean position of what its items lead to.
  private static func order(_ layer: inout [Int], after next: [Int], _ items: [Item]) {
    var positions = [Double](repeating: 0, count: items.count)
    for (position, item) in next.enumerated() { positions[item] = Double(position) }
    var keys = [Double](repeating: 0, count: items.count)
    for item in layer {
      let users = items[item].users
      let sum = users.reduce(0) { $0 + positions[$1.item] + $1.place }
      keys[item] = users.isEmpty ? 0 : sum / Double(users.count)
    }
    layer.sort { (keys[$0], $0) < (keys[$1], $1) }
  }

  /// Places the items of a column, in their order and without overlap, as near as possible to the heights at which they are
  /// wanted: the least sum of weighted squared distances, by pooling neighbours that would overlap. The weight is the square of
  /// the height, so that a small box gives way to a large one.
  private static func place(_ layer: [Int], _ items: inout [Item]) {
    var offset = 0.0
    var offsets: [Double] = []
    var pools: [(sum: Double, weight: Double, count: Int)] = []
    for (position, item) in layer.enumerated() {
      let height = items[item].size.height
      if position > 0 {
        offset += (items[layer[position - 1]].size.height + height) / 2 + space
      }
      offsets.append(offset)
      let weight = height * height
      pools.append((weight * (items[item].wanted(items) - offset), weight, 1))
      while pools.count > 1 {
        let (last, previous) = (pools[pools.count - 1], pools[pools.count - 2])
        if previous.sum / previous.weight <= last.sum / last.weight { break }
        pools.removeLast()
        pools[pools.count - 1] = (
          previous.sum + last.sum, previous.weight + last.weight, previous.count + last.count
        )
      }
    }
    var position = 0
    for pool in pools {
      for _ in 0..<pool.count {
        items[layer[position]].middle = pool.sum / pool.weight + offsets[position]
        position += 1
      }
    }
  }
}
