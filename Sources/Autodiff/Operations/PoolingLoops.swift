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
}

/// The element of the first input that stands where each window of input `source` has its first maximum.
private struct MaximumPicked: TensorFunction {
  let planes: Planes
  let source: Int

  init(_ planes: Planes, of source: Int) {
    self.planes = planes
    self.source = source
  }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    let u = inputs[0].start
    forEachMaximum(planes.window, planes: planes.count, in: inputs[source].start) {
      out[$1] = u[$0]
    }
  }
}

/// Each element of the first input is added where the window of the second has its first maximum.
private struct SentToMaximum: TensorFunction {
  let planes: Planes

  init(_ planes: Planes) { self.planes = planes }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    let g = inputs[0].start
    out.update(repeating: 0, count: count)
    forEachMaximum(planes.window, planes: planes.count, in: inputs[1].start) { out[$0] += g[$1] }
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
  static func maximumPicked(_ planes: Planes, of source: Int) -> Kernel {
    Kernel(MaximumPicked(planes, of: source))
  }

  static func sentToMaximum(_ planes: Planes) -> Kernel { Kernel(SentToMaximum(planes)) }
  static func averaged(_ planes: Planes) -> Kernel { Kernel(Averaged(planes)) }
  static func spread(_ planes: Planes) -> Kernel { Kernel(Spread(planes)) }
}
