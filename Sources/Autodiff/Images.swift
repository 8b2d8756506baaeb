import Kernels

extension Shape {
  /// Whether it is a matrix that is drawn as an image where it is one: of 3 × 3 to 8 × 8 pixels.
  package var canBeImage: Bool {
    rank == 2 && sizes.allSatisfy { (3...Working.longestSide).contains($0) }
  }
}

extension Graph {
  /// Whether a matrix is an image: what a convolution or a pool slides its window over, its result, or what is computed from
  /// one of them element by element.
  func isImage(_ id: NodeID) -> Bool {
    guard self[id].shape.canBeImage else { return false }
    var isRelated = [Bool](repeating: false, count: count)
    isRelated[id.index] = true
    var waiting = [id]
    while let next = waiting.popLast() {
      guard let operation = self[next].operation else { continue }
      if operation.isWindowed { return true }
      guard case .elementwise = operation.computation else { continue }
      for input in self[next].inputs
      where !isRelated[input.index] && self[input].shape == self[id].shape {
        isRelated[input.index] = true
        waiting.append(input)
      }
    }
    return nodes.contains { node in
      guard let operation = node.operation, operation.isWindowed else { return false }
      return isRelated[node.inputs[0].index]
    }
  }

  /// What the window of a node's operation does not reach; nothing where it reaches all of the input.
  package func leftOut(at id: NodeID) -> LeftOut? {
    let node = self[id]
    return node.operation?.leftOut?(node.inputs.map { self[$0].shape })
  }
}

/// The rows and columns at the end of an image that a sliding window does not reach.
package struct LeftOut: Sendable, Equatable {
  package let operation: String
  package let rows: Int
  package let columns: Int
  package let windowHeight: Int
  package let windowWidth: Int
  package let stride: Int

  /// `nil` where the window reaches the whole image.
  init?(_ operation: String, _ window: Window) {
    self.operation = operation
    rows = window.rowsLeftOut
    columns = window.columnsLeftOut
    windowHeight = window.windowHeight
    windowWidth = window.windowWidth
    stride = window.stride
    if rows == 0 && columns == 0 { return nil }
  }
}
