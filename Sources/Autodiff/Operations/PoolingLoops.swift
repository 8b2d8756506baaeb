import Kernels

/// The planes of images [height, width] or [n, c, height, width], and the windows of a pooling over them.
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

  /// Arithmetic operations of a matrix product that take about as long.
  fileprivate var work: Double { 10 * Double(count * window.height * window.width) }

  /// How many elements a plane and its outputs have.
  fileprivate var size: Int { window.height * window.width }
  fileprivate var outputSize: Int { window.outputHeight * window.outputWidth }

  /// The pooling of some planes of x alone.
  fileprivate func pooling<S: Scalar>(
    _ planes: Range<Int>, of x: UnsafePointer<S>
  ) -> MaximumPooling<S> {
    MaximumPooling(window, planes: planes.count, of: x + planes.lowerBound * size)
  }
}

/// The largest element under each window.
private struct MaximumPooled: DivisibleFunction {
  let planes: Planes

  init(_ planes: Planes) { self.planes = planes }

  var work: Double { planes.work }
  var operations: Double { 0 }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    let some = stretch(part, of: parts, count: planes.count)
    S.pool(
      planes.pooling(some, of: inputs[0].start), into: out + some.lowerBound * planes.outputSize)
  }
}

/// Each element of the first input is added where the window of the second has its first maximum.
private struct SentToMaximum: RowwiseFunction {
  let planes: Planes

  init(_ planes: Planes) { self.planes = planes }

  var work: Double { planes.work }
  var operations: Double { 0 }
  var rowCount: Int { planes.count }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    let rows = stretch(part, of: parts, count: planes.count)
    fill(out + rows.lowerBound * planes.size, rows: rows, part: part, inputs)
  }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, rows: Range<Int>, part: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    let arriving = inputs[0].start + rows.lowerBound * planes.outputSize
    S.send(arriving, by: planes.pooling(rows, of: inputs[1].start), to: out)
  }
}

/// The element of the first input that stands where each window of the second has its first maximum.
private struct MaximumPicked: TensorFunction {
  let planes: Planes

  init(_ planes: Planes) { self.planes = planes }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    let u = inputs[0].start
    forEachMaximum(planes.window, planes: planes.count, in: inputs[1].start) { out[$1] = u[$0] }
  }
}

private struct Averaged: TensorFunction {
  let planes: Planes

  init(_ planes: Planes) { self.planes = planes }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    let x = inputs[0].start
    out.update(repeating: 0, count: count)
    forEachWindowElement(planes.window, planes: planes.count) { out[$1] += x[$0] }
    let divisor = S(planes.window.windowHeight * planes.window.windowWidth)
    mapElements(count: count, out, into: out) { $0 / divisor }
  }
}

/// Each element of the input is divided evenly among those under its window.
private struct Spread: TensorFunction {
  let planes: Planes

  init(_ planes: Planes) { self.planes = planes }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    let g = inputs[0].start
    let divisor = S(planes.window.windowHeight * planes.window.windowWidth)
    out.update(repeating: 0, count: count)
    forEachWindowElement(planes.window, planes: planes.count) { out[$0] += g[$1] / divisor }
  }
}

extension Kernel {
  static func maximumPooled(_ planes: Planes) -> Kernel { Kernel(MaximumPooled(planes)) }
  static func maximumPicked(_ planes: Planes) -> Kernel { Kernel(MaximumPicked(planes)) }

  static func sentToMaximum(_ planes: Planes) -> Kernel { Kernel(SentToMaximum(planes)) }
  static func averaged(_ planes: Planes) -> Kernel { Kernel(Averaged(planes)) }
  static func spread(_ planes: Planes) -> Kernel { Kernel(Spread(planes)) }
}
