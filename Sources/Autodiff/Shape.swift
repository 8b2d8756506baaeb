/// The sizes of a tensor's axes, outermost first: `[]` is a number, `[3]` a vector, `[2, 3]` two rows of three.
package struct Shape: Hashable, Sendable, CustomStringConvertible {
  package let sizes: [Int]

  package init(_ sizes: [Int]) { self.sizes = sizes }

  package static let scalar = Shape([])

  package var rank: Int { sizes.count }

  /// The number of elements of a tensor of this shape. Saturates at `Int.max`.
  package var count: Int {
    var count = 1
    for size in sizes {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      if overflow { return sizes.contains(0) ? 0 : Int.max }
      count = product
    }
    return count
  }

  package var description: String {
    "[" + sizes.map { "\($0)" }.joined(separator: ", ") + "]"
  }

  /// Row-major strides: the distance between neighbours along each axis.
  package var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    var axis = rank - 2
    while axis >= 0 {
      strides[axis] = strides[axis + 1] * sizes[axis + 1]
      axis -= 1
    }
    return strides
  }

  /// The position along each axis of the element at a flat, row-major offset.
  package func index(ofOffset offset: Int) -> [Int] {
    var rest = offset
    var index = [Int](repeating: 0, count: rank)
    var axis = rank - 1
    while axis >= 0 {
      index[axis] = rest % sizes[axis]
      rest /= sizes[axis]
      axis -= 1
    }
    return index
  }

  /// The flat, row-major offset of the element at `index`, one position for each axis.
  package func offset(of index: [Int]) -> Int {
    var offset = 0
    for axis in 0..<rank { offset = offset * sizes[axis] + index[axis] }
    return offset
  }

  /// The shape of `self ∘ other` element by element, by NumPy's rule: axes are matched from the last, and
  /// a missing axis, or one of size 1, is repeated. `nil` if the sizes do not fit.
  package func broadcast(with other: Shape) -> Shape? {
    let rank = max(rank, other.rank)
    var sizes: [Int] = []
    for axis in 0..<rank {
      let a = size(axis, inRank: rank)
      let b = other.size(axis, inRank: rank)
      guard a == b || a == 1 || b == 1 else { return nil }
      sizes.append(a == 1 ? b : a)
    }
    return Shape(sizes)
  }

  /// The strides of a tensor of this shape when broadcast to the `larger` shape: 0 along an axis that is repeated.
  package func strides(broadcastTo larger: Shape) -> [Int] {
    let missing = larger.rank - rank
    let own = strides
    return larger.sizes.indices.map { axis in
      axis < missing || sizes[axis - missing] == 1 ? 0 : own[axis - missing]
    }
  }

  /// The offset in a tensor of this shape that corresponds to `offset` in the `larger` shape.
  package func offset(_ offset: Int, broadcastFrom larger: Shape) -> Int {
    if self == larger { return offset }
    if rank == 0 { return 0 }
    let index = larger.index(ofOffset: offset)
    let strides = strides(broadcastTo: larger)
    var result = 0
    for axis in 0..<larger.rank { result += index[axis] * strides[axis] }
    return result
  }

  private func size(_ axis: Int, inRank rank: Int) -> Int {
    let own = axis - (rank - self.rank)
    return own < 0 ? 1 : sizes[own]
  }
}
