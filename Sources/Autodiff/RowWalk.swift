import Kernels

/// The offsets of a tensor that is broadcast to a larger one, for each row along the larger one's last axis.
///
/// Computed once, so that a walk takes no memory. Neighbouring axes are merged if both tensors walk through them, or if
/// the smaller one is repeated along all of them.
struct RowWalk: Sendable {
  /// The number of elements in a row.
  let inner: Int
  /// 1 if the smaller tensor advances with the row, 0 if one element is repeated.
  let stride: Int
  /// The offset in the smaller tensor at which each row starts.
  let starts: [Int]

  /// - Parameter joined: the number of last axes that form one row; as many as possible if `nil`.
  init(_ smaller: Shape, under larger: Shape, joined: Int? = nil) {
    let strides = smaller.strides(broadcastTo: larger)
    let axes = joined ?? Self.joinable(strides, larger)
    let outer = Shape(Array(larger.sizes.dropLast(axes)))
    inner = larger.sizes.suffix(axes).reduce(1, *)
    let last = zip(strides, larger.sizes).suffix(axes).last { $0.1 != 1 }
    stride = last?.0 ?? 0
    let outerStrides = Array(strides.dropLast(axes))
    var starts: [Int] = []
    starts.reserveCapacity(outer.count)
    for row in 0..<outer.count {
      var offset = 0
      var rest = row
      for axis in outerStrides.indices.reversed() {
        offset += rest % outer.sizes[axis] * outerStrides[axis]
        rest /= outer.sizes[axis]
      }
      starts.append(offset)
    }
    self.starts = starts
  }

  /// The number of last axes that a tensor walks as one: through neighbouring elements, or staying at one element.
  static func joinable(_ smaller: Shape, under larger: Shape) -> Int {
    joinable(smaller.strides(broadcastTo: larger), larger)
  }

  private static func joinable(_ strides: [Int], _ larger: Shape) -> Int {
    var count = 0
    var size = 1
    var isRepeated: Bool?
    for axis in strides.indices.reversed() {
      if larger.sizes[axis] != 1 {
        let repeats = strides[axis] == 0
        if isRepeated ?? repeats != repeats || (!repeats && strides[axis] != size) { break }
        isRepeated = repeats
        size *= larger.sizes[axis]
      }
      count += 1
    }
    return count
  }
}

/// x broadcast to a larger shape.
struct Repeated: TensorFunction {
  let walk: RowWalk

  init(_ smaller: Shape, to larger: Shape) { walk = RowWalk(smaller, under: larger) }

  func fill<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: Kernel.Operands<S>) {
    let x = inputs[0].start
    for (row, start) in walk.starts.enumerated() {
      let target = out + row * walk.inner
      if walk.stride == 0 {
        target.update(repeating: x[start], count: walk.inner)
      } else {
        target.update(from: x + start, count: walk.inner)
      }
    }
  }
}

/// Sums over the axes along which a tensor was broadcast, divided by `divisor`. Each thread computes separate sums.
struct Totalled: DivisibleFunction {
  let walk: RowWalk
  let divisor: Int
  /// The number of sums.
  let count: Int
  /// Whether every row is added to the same result, as in the gradient of a bias.
  private let isSumOfRows: Bool
  /// Whether one sum is taken over contiguous elements.
  private let isOneSum: Bool

  /// - Parameter kept: a shape that broadcasts to `larger`; the axes along which it is repeated are summed over.
  init(_ larger: Shape, to kept: Shape, divisor: Int = 1) {
    walk = RowWalk(kept, under: larger)
    self.divisor = divisor
    count = kept.count
    isSumOfRows = walk.stride != 0 && walk.inner == count
    isOneSum = walk.stride == 0 && walk.starts.count == 1 && count == 1
  }

  /// The number of multiplications and additions that take as long as reading an element.
  private static var workOfElement: Double { 20 }

  var work: Double {
    count == 1 ? 0 : Self.workOfElement * Double(walk.starts.count) * Double(walk.inner)
  }
  var operations: Double { 0 }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int, _ inputs: Kernel.Operands<S>
  ) {
    let x = inputs[0].start
    let results: Range<Int>
    if isOneSum {
      results = 0..<1
      out.pointee = S.sum(x, walk.inner)
    } else if isSumOfRows {
      results = stretch(part, of: parts, count: count, unit: 16)
      let first = results.lowerBound
      S.sum(
        Rows(rows: walk.starts.count, count: results.count, x + first, into: out + first),
        stride: count)
    } else {
      results = stretch(part, of: parts, count: count, unit: walk.stride == 0 ? 1 : walk.inner)
      add(x, to: out, results)
    }
    divide(out + results.lowerBound, results.count)
  }

  @inline(__always)
  func bound<S: Scalar>(
    _ inputs: Kernel.Operands<S>, _ out: UnsafeMutablePointer<S>
  ) -> () -> Void {
    let (x, rows, count, inner) = (inputs[0].start, walk.starts.count, count, walk.inner)
    if isOneSum { return S.boundSum(x, inner, dividedBy: S(divisor), into: out) }
    if isSumOfRows && divisor == 1 {
      return S.boundSum(Rows(rows: rows, count: count, x, into: out), stride: count)
    }
    return { fill(out, 0, of: 1, inputs) }
  }

  /// Computes the sums at some positions of `out`.
  private func add<S: Scalar>(
    _ x: UnsafePointer<S>, to out: UnsafeMutablePointer<S>, _ results: Range<Int>
  ) {
    (out + results.lowerBound).update(repeating: 0, count: results.count)
    for (row, start) in walk.starts.enumerated() where results.contains(start) {
      let line = x + row * walk.inner
      if walk.stride == 0 {
        out[start] += S.sum(line, walk.inner)
      } else {
        zipElements(count: walk.inner, out + start, line, into: out + start) { $0 + $1 }
      }
    }
  }

  private func divide<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ count: Int) {
    if divisor == 1 { return }
    let divisor = S(divisor)
    mapElements(count: count, out, into: out) { $0 / divisor }
  }
}

// These kernels are in the file of their loops, because a debug build specializes only within a file.
extension Kernel {
  static func repeated(_ smaller: Shape, to larger: Shape) -> Kernel {
    Kernel(Repeated(smaller, to: larger))
  }

  static func totalled(_ larger: Shape, to kept: Shape, divisor: Int = 1) -> Kernel {
    Kernel(Totalled(larger, to: kept, divisor: divisor))
  }
}
