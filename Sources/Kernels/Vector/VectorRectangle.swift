#if AVX2 || AVX512
  import Kernels
#endif

// Bounds: each row of source and target has `columns` elements; there are `rows` of them.

/// target ← source
func vectorCopy(_ rectangle: Rectangle<Float>) {
  visit(rectangle) { source, target in
    Lanes.load(source).store(target)
  } rest: { source, target, count in
    Lanes.load(source, count).store(target, count)
  }
}

/// target ← target + source
func vectorAdd(_ rectangle: Rectangle<Float>) {
  visit(rectangle) { source, target in
    (Lanes.load(target) + Lanes.load(source)).store(target)
  } rest: { source, target, count in
    (Lanes.load(target, count) + Lanes.load(source, count)).store(target, count)
  }
}

/// Each whole register of each row, and the rest of the row.
@inline(__always)
private func visit(
  _ rectangle: Rectangle<Float>,
  _ body: (UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void,
  rest: (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void
) {
  var (source, target) = (rectangle.source, rectangle.target)
  for _ in 0..<rectangle.rows {
    var j = 0
    while j + Lanes.scalarCount <= rectangle.columns {
      body(source + j, target + j)
      j += Lanes.scalarCount
    }
    if j < rectangle.columns { rest(source + j, target + j, rectangle.columns - j) }
    source += rectangle.sourceStride
    target += rectangle.targetStride
  }
}
