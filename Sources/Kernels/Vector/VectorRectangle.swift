#if AVX2 || AVX512
  import Kernels
#endif

// Bounds: each row of source and target has `columns` elements; there are `rows` of them.

/// target ← source
///
/// Storing a part of a register is slow. If the rows of the target are contiguous, the remainder of each but the last is stored
/// as a whole register, of which the next row overwrites the rest.
func vectorCopy(_ rectangle: Rectangle<Float>) {
  let isContiguous =
    rectangle.sourceStride == rectangle.columns && rectangle.targetStride == rectangle.columns
  let rows = isContiguous ? 1 : rectangle.rows
  let columns = isContiguous ? rectangle.rows &* rectangle.columns : rectangle.columns
  let width = Lanes.scalarCount
  let rest = columns % width
  let whole = columns &- rest
  let isOverwritten =
    rectangle.targetStride == columns
    && width &- rest <= Swift.min(columns, rectangle.sourceStride)
  let overwritten = isOverwritten ? rows &- 1 : 0
  var (source, target) = (rectangle.source, rectangle.target)
  for row in 0..<rows {
    var j = 0
    let end = row < overwritten ? columns : whole
    while j < end {
      Lanes.load(source + j).store(target + j)
      j &+= width
    }
    if j < columns { Lanes.load(source + j, rest).store(target + j, rest) }
    source += rectangle.sourceStride
    target += rectangle.targetStride
  }
}

/// target ← target + source, or the larger of that and 0
///
/// The remainder of a row is added in pieces. What is stored as a part of a register is slow to load again, and the patches of
/// a convolution overlap: the next row, or the next patch, soon does.
func vectorAdd(_ rectangle: Rectangle<Float>) {
  var (source, target) = (rectangle.source, rectangle.target)
  let width = Lanes.scalarCount
  for _ in 0..<rectangle.rows {
    var j = 0
    while j &+ width <= rectangle.columns {
      add(source + j, to: target + j, Lanes.self)
      j &+= width
    }
    let rest = rectangle.columns &- j
    if rest & 8 != 0 {
      add(source + j, to: target + j, SIMD8<Float>.self)
      j &+= 8
    }
    if rest & 4 != 0 {
      add(source + j, to: target + j, SIMD4<Float>.self)
      j &+= 4
    }
    if rest & 2 != 0 {
      add(source + j, to: target + j, SIMD2<Float>.self)
      j &+= 2
    }
    if rest & 1 != 0 { target[j] += source[j] }
    if rectangle.rectifies {
      let sums = target
      fill(sums, rectangle.columns) {
        .relu(.load(sums + $0))
      } rest: {
        .relu(.load(sums + $0, $1))
      }
    }
    source += rectangle.sourceStride
    target += rectangle.targetStride
  }
}

@inline(__always)
private func add<V: SIMD>(
  _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, _: V.Type
) where V.Scalar == Float {
  let sum =
    UnsafeRawPointer(target).loadUnaligned(as: V.self)
    + UnsafeRawPointer(source).loadUnaligned(as: V.self)
  UnsafeMutableRawPointer(target).storeBytes(of: sum, as: V.self)
}
