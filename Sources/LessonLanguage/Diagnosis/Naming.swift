import Autodiff

/// Chooses the mistakes to name among those that give a reader's number.
///
/// Some of them are one mistake seen twice: a factor left out is its last link left out, and half of a gradient is the 2 of a
/// square forgotten. Two are the same if they agree for other given numbers too. Those that only agree for these are both
/// named, as either may have been made.
struct Naming {
  private let search: SlipSearch
  private let slips: [Slip]
  private let values: [Tensor?]
  /// The computation with other given numbers; `nil` if it is undefined there.
  private let elsewhere: EditedComputation?

  /// The largest number of mistakes that are named, and by how much each may cost more than the first.
  private static let mostNamed = 4
  private static let range = 1.5
  /// The largest number of mistakes that are compared with each other.
  private static let mostCompared = 24

  init(_ search: SlipSearch, _ slips: [Slip], _ values: [Tensor?]) {
    self.search = search
    self.slips = slips
    self.values = values
    elsewhere = search.computation.withOtherNumbers()
  }

  /// The positions of the mistakes to name, the most plausible first.
  func named(_ positions: [Int]) -> [Int] {
    var named: [Int] = []
    var first: Double?
    for (position, cost) in ranked(Array(positions.prefix(Self.mostCompared))) {
      if named.count == Self.mostNamed { break }
      // Two mistakes are named only if a single one does not give the number.
      if slips[position].second != nil, let first = named.first, slips[first].second == nil {
        break
      }
      if let first, cost > first + Self.range { break }
      if named.contains(where: { isKnown(position, besides: $0) }) { continue }
      named.append(position)
      if first == nil { first = cost }
    }
    return named
  }

  /// The mistakes with their costs, in order. One that only names the effect of others, as half a value is, gives its cost to
  /// the most plausible of them and is left out.
  private func ranked(_ positions: [Int]) -> [(position: Int, cost: Double)] {
    var costs = positions.map { slips[$0].cost }
    var kept: [Int] = []
    for (index, position) in positions.enumerated() {
      if let cause = cause(of: position, in: positions) {
        costs[cause] = min(costs[cause], costs[index])
      } else {
        kept.append(index)
      }
    }
    return kept.map { (positions[$0], costs[$0]) }.enumerated().sorted {
      ($0.element.1, $0.offset) < ($1.element.1, $1.offset)
    }.map { $0.element }
  }

  /// The positions of all single mistakes that give a number other than the right one, each once.
  func distinct(from wanted: Tensor) -> [Int] {
    let single = slips.indices.filter { position in
      guard slips[position].second == nil, let value = values[position] else { return false }
      return value.isFinite && value != wanted
    }
    // Only mistakes with nearly the same value are compared.
    let keys = single.map { Float(values[$0]?.elements.first ?? 0) }
    var kept: [Int] = []
    for index in single.indices {
      let alike = single.indices.filter { keys[$0] == keys[index] }
      let isTaken = kept.contains { other in
        keys[other] == keys[index] && isKnown(single[index], besides: single[other])
      }
      if !isTaken, cause(of: single[index], in: alike.map { single[$0] }) == nil {
        kept.append(index)
      }
    }
    return kept.map { single[$0] }
  }

  /// The index of the most plausible mistake whose effect alone another one names.
  func cause(of effect: Int, in positions: [Int]) -> Int? {
    guard slips[effect].isEffect else { return nil }
    return positions.firstIndex {
      !slips[$0].isEffect && slips[$0].second == nil && isIdentical(effect, $0)
    }
  }

  // MARK: Mistakes that are the same

  private func isKnown(_ position: Int, besides other: Int) -> Bool {
    let (slip, named) = (slips[position], slips[other])
    if slip.rounding != nil, named.rounding != nil { return true }
    if search.isSame(slip.reason, named.reason) { return true }
    guard Self.isSame(values[position], values[other]) else { return false }
    return slip.isPart || isOfOnePlace(slip, named) || isOfOneKind(slip, named)
      || isIdentical(position, other) && isOfOneLine(slip, named)
  }

  /// Whether both replace the same nodes.
  private func isOfOnePlace(_ slip: Slip, _ other: Slip) -> Bool {
    !slip.edits.isEmpty && slip.kind != other.kind
      && Set(slip.edits.keys) == Set(other.edits.keys)
  }

  /// Whether one is made further back than the other, or both have known values.
  private func isOfOneKind(_ slip: Slip, _ other: Slip) -> Bool {
    guard slip.kind == other.kind else { return false }
    return slip.cost >= other.cost + 1 || slip.isTimeless && other.isTimeless
  }

  private func isOfOneLine(_ slip: Slip, _ other: Slip) -> Bool {
    slip.kind == other.kind || search.lines(of: slip) == search.lines(of: other)
  }

  /// Whether two mistakes give one value, for other given numbers too.
  private func isIdentical(_ a: Int, _ b: Int) -> Bool {
    guard Self.isSame(values[a], values[b]), let elsewhere else { return false }
    return Self.isSame(elsewhere.value(of: slips[a]), elsewhere.value(of: slips[b]))
  }

  private static func isSame(_ a: Tensor?, _ b: Tensor?) -> Bool {
    guard let a, let b, a.shape == b.shape else { return false }
    return zip(a.elements, b.elements).allSatisfy { $0 == $1 || abs($0 - $1) <= 1e-12 * abs($0) }
  }
}

extension EditedComputation {
  /// The largest number of nodes that are computed with other numbers.
  private static let mostMoved = 2_000

  /// The same computation with each given number a few per cent nearer to 0; `nil` if it is large or undefined there.
  fileprivate func withOtherNumbers() -> EditedComputation? {
    guard all.count <= Self.mostMoved, work <= 5e7 else { return nil }
    var moved = self
    var count = 0.0
    for id in all.sorted() {
      if graph[id].operation == nil {
        let value = value(id)
        if graph[id].isLiteral, value.count == 1 { continue }
        let elements = value.elements.map { element -> Double in
          count += 1
          // Multiples of the golden ratio are spread evenly, and no two are alike.
          let share = count * 0.618_033_988_749_895
          return element * (0.99 - 0.05 * (share - share.rounded(.down)))
        }
        moved.set(id, to: Tensor(value.shape, elements))
      } else if !moved.evaluate(id) {
        return nil
      }
    }
    return moved
  }

  /// The target's value with a mistake; `nil` if it is not known for other given numbers.
  fileprivate func value(of slip: Slip) -> Tensor? {
    if let source = slip.source {
      return source.offset.map { Tensor(value(source.node)[$0]) } ?? value(source.node)
    }
    return slip.edits.isEmpty ? nil : value(replacing: slip.edits)
  }
}

extension SlipSearch {
  /// The lines of the working in which a mistake is made: the target's, if another quantity is taken for it.
  fileprivate func lines(of slip: Slip) -> Set<NodeID> {
    slip.source == nil
      ? Set(slip.edits.keys.map { computation.line(of: $0) }) : [computation.target]
  }

  /// Whether two reasons read the same.
  fileprivate func isSame(_ a: [Slip.Word], _ b: [Slip.Word]) -> Bool {
    a.count == b.count
      && zip(a, b).allSatisfy { pair in
        switch pair {
        case (.text(let a), .text(let b)): a == b
        case (.node(let a), .node(let b)): reads(a, like: b)
        case (.element(let a, let i), .element(let b, let j)): i == j && reads(a, like: b)
        default: false
        }
      }
  }

  /// Whether two nodes are written the same way, as a weight before and after a step is.
  func reads(_ a: NodeID, like b: NodeID) -> Bool {
    if a == b { return true }
    let (first, second) = (computation.graph[a], computation.graph[b])
    switch (first.label, second.label) {
    case (.name(let a), .name(let b)): return a == b
    case (.derivative(let a, let x), .derivative(let b, let y)):
      return reads(a, like: b) && reads(x, like: y)
    case (.share(let a, let x, let p), .share(let b, let y, let q)):
      return reads(a, like: b) && reads(x, like: y) && reads(p, like: q)
    case (nil, nil):
      if first.operation == nil, second.operation == nil {
        return computation.value(a) == computation.value(b)
      }
      return Form.isOneOperation(first, second) && first.inputs.count == second.inputs.count
        && zip(first.inputs, second.inputs).allSatisfy { reads($0, like: $1) }
    default: return false
    }
  }
}
