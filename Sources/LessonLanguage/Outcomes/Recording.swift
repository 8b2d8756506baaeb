/// A sequence that grows at its end, and whose copies share all but its last piece: appending to a copy copies at most that
/// piece, however long the sequence is.
package struct Recording<Element: Sendable>: RandomAccessCollection, Sendable {
  /// The pieces; all but the last have `pieceSize` elements.
  private var pieces: [[Element]] = []
  package private(set) var endIndex = 0

  private static var pieceSize: Int { 256 }

  init() {}

  package var startIndex: Int { 0 }

  package subscript(position: Int) -> Element {
    pieces[position / Self.pieceSize][position % Self.pieceSize]
  }

  /// Makes room for at least one element, and returns the number that fit.
  private mutating func room() -> Int {
    let taken = endIndex % Self.pieceSize
    if taken == 0 {
      var piece: [Element] = []
      piece.reserveCapacity(Self.pieceSize)
      pieces.append(piece)
    }
    return Self.pieceSize - taken
  }

  /// Appends elements, as many at a time as fit in a piece.
  mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    var start = 0
    while start < elements.count {
      let end = start + Swift.min(elements.count - start, room())
      if end - start == 1 {
        pieces[pieces.count - 1].append(elements[start])
      } else {
        pieces[pieces.count - 1].append(contentsOf: elements[start..<end])
      }
      endIndex += end - start
      start = end
    }
  }

  /// Removes the last `count` elements; the sequence must have that many.
  mutating func removeLast(_ count: Int) {
    var left = count
    while left > 0 {
      let dropped = Swift.min(left, pieces[pieces.count - 1].count)
      pieces[pieces.count - 1].removeLast(dropped)
      if pieces[pieces.count - 1].isEmpty { pieces.removeLast() }
      left -= dropped
    }
    endIndex -= count
  }
}
