#if AVX2 || AVX512
  import Kernels
#endif

// Bounds: each row of source and target has `columns` elements; there are `rows` of them.

/// target ← source
///
/// Storing a part of a register is slow. If the rows of the target are contiguous, the remainder of each but the last is stored
/// as a whole register, of which the next row overwrites the rest.
func vectorCopy(_ rectangle: Rectangle<Float>) {
  let columns = rectangle.columns
  let missing = Lanes.scalarCount &- columns % Lanes.scalarCount
  let isOverwritten =
    rectangle.targetStride == columns && missing <= Swift.min(columns, rectangle.sourceStride)
  visit(rectangle, wholeRows: isOverwritten ? rectangle.rows &- 1 : 0) { _, source in source }
}

/// target ← target + source
func vectorAdd(_ rectangle: Rectangle<Float>) { visit(rectangle, wholeRows: 0) { $0 + $1 } }

/// target ← f(target, source), for each whole register and the remainder of each row.
/// - Parameter wholeRows: the number of first rows whose remainder is computed as a whole register.
@inline(__always)
private func visit(
  _ rectangle: Rectangle<Float>, wholeRows: Int, _ f: (Lanes, Lanes) -> Lanes
) {
  var (source, target) = (rectangle.source, rectangle.target)
  let width = Lanes.scalarCount
  let rest = rectangle.columns % width
  let whole = rectangle.columns &- rest
  for row in 0..<rectangle.rows {
    var j = 0
    let end = row < wholeRows ? rectangle.columns : whole
    while j < end {
      f(.load(target + j), .load(source + j)).store(target + j)
      j &+= width
    }
    if j < rectangle.columns {
      f(.load(target + j, rest), .load(source + j, rest)).store(target + j, rest)
    }
    source += rectangle.sourceStride
    target += rectangle.targetStride
  }
}
