import Kernels

/// The planes of images [height, width] or [n, c, height, width], and the window of a pooling over them.
struct Planes: Sendable {
  let window: Window
  let count: Int

  init(_ shape: Shape, _ size: Int) {
    let sizes = shape.sizes
    window = Window(
      height: sizes[sizes.count - 2], width: sizes[sizes.count - 1], windowHeight: size,
      windowWidth: size, stride: size)
    count = sizes.dropLast(2).reduce(1, *)
  }

  /// The number of arithmetic operations of a matrix product that takes about as long.
  fileprivate var work: Double { 10 * Double(count * window.height * window.width) }

  /// The number of elements of a plane and of its outputs.
  fileprivate var size: Int { window.height * window.width }
  fileprivate var outputSize: Int { window.outputHeight * window.outputWidth }

  /// The pooling of some planes of x only.
  fileprivate func pooling<S: Scalar>(
    _ planes: Range<Int>, of x: UnsafePointer<S>
  ) -> MaximumPooling<S> {
    MaximumPooling(window, planes: planes.count, of: x + planes.lowerBound * size)
  }
}

/// The largest element under each window.
private struct MaximumPooled: DivisibleFunction {
  let planes: Planes

  var work: Double { planes.work }
  var operations: Double { 0 }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int, _ inputs: Kernel.Operands<S>
  ) {
    let some = stretch(part, of: parts, count: planes.count)
    S.pool(
      planes.pooling(some, of: inputs[0].start), into: out + some.lowerBound * planes.outputSize)
  }
}

/// Adds each element of the first input at the first maximum of the second input's window.
private struct SentToMaximum: RowwiseFunction {
  let planes: Planes

  var work: Double { planes.work }
  var operations: Double { 0 }
  var rowCount: Int { planes.count }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int, _ inputs: Kernel.Operands<S>
  ) {
    let rows = stretch(part, of: parts, count: planes.count)
    fill(out + rows.lowerBound * planes.size, rows: rows, part: part, inputs)
  }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, rows: Range<Int>, part: Int, _ inputs: Kernel.Operands<S>
  ) {
    let arriving = inputs[0].start + rows.lowerBound * planes.outputSize
    S.send(arriving, by: planes.pooling(rows, of: inputs[1].start), to: out)
  }
}

/// The element of the first input at the first maximum of each window of the second.
private struct MaximumPicked: TensorFunction {
  let planes: Planes

  func fill<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: Kernel.Operands<S>) {
    let u = inputs[0].start
    forEachMaximum(planes.window, planes: planes.count, in: inputs[1].start) { out[$1] = u[$0] }
  }
}

private struct Averaged: TensorFunction {
  let planes: Planes

  func fill<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: Kernel.Operands<S>) {
    let x = inputs[0].start
    out.update(repeating: 0, count: count)
    forEachWindowElement(planes.window, planes: planes.count) { out[$1] += x[$0] }
    let divisor = S(planes.window.windowHeight * planes.window.windowWidth)
    mapElements(count: count, out, into: out) { $0 / divisor }
  }
}

/// Divides each element of the input evenly among the elements under its window.
private struct Spread: TensorFunction {
  let planes: Planes

  func fill<S: Scalar>(_ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: Kernel.Operands<S>) {
    let g = inputs[0].start
    let divisor = S(planes.window.windowHeight * planes.window.windowWidth)
    out.update(repeating: 0, count: count)
    forEachWindowElement(planes.window, planes: planes.count) { out[$0] += g[$1] / divisor }
  }
}

extension Kernel {
  static func maximumPooled(_ planes: Planes) -> Kernel { Kernel(MaximumPooled(planes: planes)) }
  static func maximumPicked(_ planes: Planes) -> Kernel { Kernel(MaximumPicked(planes: planes)) }

  static func sentToMaximum(_ planes: Planes) -> Kernel { Kernel(SentToMaximum(planes: planes)) }
  static func averaged(_ planes: Planes) -> Kernel { Kernel(Averaged(planes: planes)) }
  static func spread(_ planes: Planes) -> Kernel { Kernel(Spread(planes: planes)) }
}
