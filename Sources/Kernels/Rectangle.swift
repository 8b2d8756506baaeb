/// A rectangle of one matrix and one of the same size in another: row r begins at source + r · sourceStride and at
/// target + r · targetStride. The two do not overlap.
public struct Rectangle<S: Scalar> {
  public let rows: Int
  public let columns: Int
  public let source: UnsafePointer<S>
  public let sourceStride: Int
  public let target: UnsafeMutablePointer<S>
  public let targetStride: Int
  /// Whether negative sums are replaced with 0.
  public let rectifies: Bool

  @inlinable public init(
    rows: Int, columns: Int, _ source: UnsafePointer<S>, _ sourceStride: Int,
    to target: UnsafeMutablePointer<S>, _ targetStride: Int, rectifies: Bool = false
  ) {
    self.rectifies = rectifies
    (self.rows, self.columns) = (rows, columns)
    (self.source, self.sourceStride) = (source, sourceStride)
    (self.target, self.targetStride) = (target, targetStride)
  }

  /// target ← source
  @inlinable func copy() {
    for r in 0..<rows {
      (target + r * targetStride).update(from: source + r * sourceStride, count: columns)
    }
  }

  /// target ← target + source, or the larger of that and 0
  @inlinable func add() {
    for r in 0..<rows {
      let line = target + r * targetStride
      zipElements(count: columns, line, source + r * sourceStride, into: line) { $0 + $1 }
      if rectifies { mapElements(count: columns, line, into: line) { S.larger(0, $0) } }
    }
  }
}
