import Kernels

extension Shape {
  /// Whether a matrix of this shape can be drawn as an image: from 3 × 3 to 8 × 8 pixels.
  package var canBeImage: Bool {
    rank == 2 && sizes.allSatisfy { (3...Working.longestSide).contains($0) }
  }

  /// The largest side of an image that `show` draws.
  package static let longestDrawnSide = 32

  /// Whether `show` draws a matrix of this shape by itself.
  package var canBeDrawn: Bool {
    rank == 2 && sizes.allSatisfy { (3...Self.longestDrawnSide).contains($0) }
  }
}

extension Graph {
  /// Whether a matrix is an image: the input or result of a convolution or pooling, or computed element by element from one
  /// of them.
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

  /// The part of the input that the window of a node's operation does not reach; `nil` if it reaches everything.
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

  /// `nil` if the window reaches the whole image.
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
