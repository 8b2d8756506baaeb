import Autodiff

/// Contributions that are added: the paths of a gradient, and the terms of a matrix product or a sum.
extension SlipSearch {
  /// The largest number of contributions that are left out one by one.
  private static let mostTerms = 6

  mutating func addPaths(at id: NodeID) {
    let isBackward = computation.isBackward(id)
    switch form(id) {
    case .sum(let a, let b) where isBackward && !isPartOfSum(id):
      addPaths(id, contributions(a) + [b])
    case .matrixProduct(let a, let b):
      let terms = terms(of: a, b, id)
      if isBackward {
        addPaths(id, terms)
      } else {
        addTerms(id, terms)
      }
    case .total(let a):
      guard shape(a).count >= 1, shape(a)[0] <= Self.mostTerms, shape(a)[0] > 1 else { return }
      let terms = (0..<shape(a)[0]).compactMap { computation.apply(.index([$0]), [a]) }
      guard terms.allSatisfy({ hasShape($0, of: id) }) else { return }
      if isBackward { addPaths(id, terms) } else { addTerms(id, terms) }
    default: break
    }
  }

  /// Whether a sum is an inner one of a chain, which is treated as a whole.
  private func isPartOfSum(_ id: NodeID) -> Bool {
    let users = computation.users(of: id)
    guard users.count == 1, computation.graph[id].label == nil, computation.isBackward(users[0]),
      case .sum(id, _) = form(users[0])
    else { return false }
    return true
  }

  private func contributions(_ id: NodeID) -> [NodeID] {
    guard computation.graph[id].label == nil, computation.isBackward(id),
      case .sum(let a, let b) = form(id)
    else { return [id] }
    return contributions(a) + [b]
  }

  /// A gradient with only one of its contributions, without one, or with one counted twice.
  private mutating func addPaths(_ id: NodeID, _ terms: [NodeID]) {
    guard terms.count > 1, terms.count <= Self.mostTerms else { return }
    for (position, term) in terms.enumerated() {
      // The last contribution that is assigned replaces those before it.
      replace(
        id, by: same(term, inPlaceOf: id), .lostPath, term, position == terms.count - 1 ? 1 : 1.5,
        ["only ", .node(term), " is counted: the other contributions are overwritten"])
      if terms.count > 2 {
        replace(
          id, by: total(terms, without: position, id), .lostPath, term, 2,
          ["the contribution ", .node(term), " is left out"])
      }
      replace(
        id, by: computation.apply(.add, [unnamed(id), term], inPlaceOf: id), .doubledPath, term,
        2.5, ["the contribution ", .node(term), " is counted twice"])
    }
  }

  private mutating func addTerms(_ id: NodeID, _ terms: [NodeID]) {
    guard terms.count > 1, terms.count <= Self.mostTerms else { return }
    let line = place(of: id)
    for (position, term) in terms.enumerated() {
      replace(
        id, by: total(terms, without: position, id), .droppedTerm, term, 2,
        ["the term ", .node(term), " is left out"] + line)
      guard let twice = computation.apply(.add, [term, term]) else { continue }
      replace(
        id, by: computation.apply(.subtract, [unnamed(id), twice], inPlaceOf: id), .sign, term, 2.5,
        ["the term ", .node(term), " is subtracted, not added"])
    }
  }

  private mutating func total(_ terms: [NodeID], without position: Int, _ id: NodeID) -> NodeID? {
    var rest = terms
    rest.remove(at: position)
    var total: NodeID? = rest[0]
    for term in rest.dropFirst() { total = total.flatMap { computation.apply(.add, [$0, term]) } }
    return total.flatMap { same($0, inPlaceOf: id) }
  }

  /// The terms A_ik · B_kj of a product A @ B, one for each k.
  private mutating func terms(of a: NodeID, _ b: NodeID, _ id: NodeID) -> [NodeID] {
    guard let count = shape(b).first, count > 1, count <= Self.mostTerms else { return [] }
    var columns: NodeID? = a
    if shape(a).count == 2 {
      if case .transposed(let rows) = form(a) {
        columns = rows
      } else {
        columns = computation.apply(.transpose, [a])
      }
    }
    guard let columns else { return [] }
    let operation: Operation = shape(a).count == 2 && shape(b).count == 2 ? .outer : .multiply
    var terms: [NodeID] = []
    for k in 0..<count {
      guard let left = computation.apply(.index([k]), [columns]),
        let right = computation.apply(.index([k]), [b]),
        let term = computation.apply(operation, [left, right]), hasShape(term, of: id)
      else { return [] }
      terms.append(term)
    }
    return terms
  }
}

/// Rows taken for columns, and neighbouring elements.
extension SlipSearch {
  private static let mostNeighbours = 12

  mutating func addIndices(at id: NodeID) {
    switch form(id) {
    case .matrixProduct(let a, let b):
      guard let operation = computation.graph[id].operation else { return }
      for (matrix, other) in [(a, b), (b, a)] where shape(matrix).count == 2 {
        guard let turned = transposed(matrix) else { continue }
        replace(
          id,
          by: computation.apply(
            operation, matrix == a ? [turned, other] : [other, turned], inPlaceOf: id),
          .transposed, matrix, 2, ["the rows of ", .node(matrix), " are taken for its columns"])
      }
    case .outerProduct(let a, let b) where hasShape(a, of: b):
      replace(
        id, by: computation.apply(.outer, [b, a], inPlaceOf: id), .transposed, id, 2.5,
        ["rows and columns of ", .node(id), " are interchanged"])
    case .element(let tensor, let positions):
      addNeighbours(id, tensor, positions.map { max($0, 0) })
    default: break
    }
  }

  private mutating func transposed(_ matrix: NodeID) -> NodeID? {
    guard shape(matrix)[0] == shape(matrix)[1] else { return nil }
    if case .transposed(let original) = form(matrix) { return original }
    return computation.apply(.transpose, [matrix])
  }

  private mutating func addNeighbours(_ id: NodeID, _ tensor: NodeID, _ positions: [Int]) {
    guard positions.count == shape(tensor).count else { return }
    let count = computation.graph[tensor].shape.count
    guard count <= Self.mostNeighbours else { return }
    for offset in 0..<count {
      let index = computation.graph[tensor].shape.index(ofOffset: offset)
      if index == positions { continue }
      guard let other = computation.apply(.index(index), [tensor]) else { continue }
      let isTransposed = index == positions.reversed()
      replace(
        id, by: same(other, inPlaceOf: id), .transposed, other, isTransposed ? 1.5 : 2,
        [.node(other), " is taken instead of ", .node(id)])
    }
  }
}
