#if AVX2 || AVX512
  import Kernels
#endif

// Bounds: each row of source and target has `columns` elements; there are `rows` of them.

/// target ← source
func vectorCopy(_ rectangle: Rectangle<Float>) { visit(rectangle) { _, source in source } }

/// target ← target + source
func vectorAdd(_ rectangle: Rectangle<Float>) { visit(rectangle) { $0 + $1 } }

/// target ← f(target, source), for each whole register and the remainder of each row.
@inline(__always)
private func visit(_ rectangle: Rectangle<Float>, _ f: (Lanes, Lanes) -> Lanes) {
  var (source, target) = (rectangle.source, rectangle.target)
  let width = Lanes.scalarCount
  let rest = rectangle.columns % width
  let whole = rectangle.columns &- rest
  for _ in 0..<rectangle.rows {
    var j = 0
    while j < whole {
      f(.load(target + j), .load(source + j)).store(target + j)
      j &+= width
    }
    if rest > 0 {
      f(.load(target + j, rest), .load(source + j, rest)).store(target + j, rest)
    }
    source += rectangle.sourceStride
    target += rectangle.targetStride
  }
}
