/// A sequence that grows at its end, and whose copies share all but the last piece of it: a copy that grows on costs no more
/// than that piece, however long the sequence is.
package struct Recording<Element: Sendable>: RandomAccessCollection, Sendable {
  /// All but the last have `pieceSize` elements.
  private var pieces: [[Element]] = []

  private static var pieceSize: Int { 256 }

  init() {}

  init(_ elements: some Sequence<Element>) {
    for element in elements { append(element) }
  }

  package var startIndex: Int { 0 }

  package var endIndex: Int {
    guard let last = pieces.last else { return 0 }
    return (pieces.count - 1) * Self.pieceSize + last.count
  }

  package subscript(position: Int) -> Element {
    pieces[position / Self.pieceSize][position % Self.pieceSize]
  }

  mutating func append(_ element: Element) {
    if let last = pieces.last, last.count < Self.pieceSize {
      pieces[pieces.count - 1].append(element)
    } else {
      var piece: [Element] = []
      piece.reserveCapacity(Self.pieceSize)
      piece.append(element)
      pieces.append(piece)
    }
  }

  /// There is at least one element.
  mutating func removeLast() {
    pieces[pieces.count - 1].removeLast()
    if pieces[pieces.count - 1].isEmpty { pieces.removeLast() }
  }
}
