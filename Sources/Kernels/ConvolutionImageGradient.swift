/// The gradient of a convolution with respect to its image: each product sends g·k back to its x.
///
/// With stride 1, that is a convolution too, of g with k turned by 180°, whose inputs are the outputs. Otherwise the gradients
/// of the patches are added to the image.
public struct ConvolutionImageGradient: Sendable {
  public let sizes: ConvolutionSizes
  @usableFromInline let patches: Patches
  /// The patches of g, of which dx is a convolution.
  @usableFromInline let turned: PatchMatrix?
  @usableFromInline let memory = WorkingMemory()
  @usableFromInline let kernels = WorkingMemory()

  public init(_ sizes: ConvolutionSizes) {
    self.sizes = sizes
    patches = Patches(sizes)
    let window = sizes.window
    guard window.stride == 1, window.windowHeight == window.windowWidth,
      window.padding < window.windowHeight
    else {
      turned = nil
      return
    }
    turned = PatchMatrix(
      ConvolutionSizes(
        batch: sizes.batch, inputs: sizes.outputs, outputs: sizes.inputs,
        window: Window(
          height: window.outputHeight, width: window.outputWidth,
          windowHeight: window.windowHeight, windowWidth: window.windowWidth, stride: 1,
          padding: window.windowHeight - 1 - window.padding)))
  }

  /// Computes some images.
  @inlinable public func fill<S: Scalar>(
    _ images: Range<Int>, part: Int, arriving: UnsafePointer<S>, kernel: UnsafePointer<S>,
    into out: UnsafeMutablePointer<S>
  ) {
    if let turned {
      convolution(
        turned, images: images, part: part, image: arriving, kernel: turn(kernel, part),
        into: out + images.lowerBound * sizes.imageSize, memory)
    } else {
      scatter(images, part: part, arriving: arriving, kernel: kernel, into: out)
    }
  }

  /// Returns k'[c, o, u, v] = k[o, c, K − 1 − u, K − 1 − v].
  @inlinable @inline(never) func turn<S: Scalar>(_ kernel: UnsafePointer<S>, _ part: Int)
    -> UnsafePointer<S>
  {
    let places = sizes.window.windowHeight * sizes.window.windowWidth
    let turned = kernels.elements(of: part, count: sizes.kernelCount, S.self)
    for o in 0..<sizes.outputs {
      for c in 0..<sizes.inputs {
        let source = kernel + (o * sizes.inputs + c) * places
        let target = turned + (c * sizes.outputs + o) * places
        for i in 0..<places { target[i] = source[places - 1 - i] }
      }
    }
    return UnsafePointer(turned)
  }

  @inlinable @inline(never) func scatter<S: Scalar>(
    _ images: Range<Int>, part: Int, arriving: UnsafePointer<S>, kernel: UnsafePointer<S>,
    into out: UnsafeMutablePointer<S>
  ) {
    let matrix = memory.elements(
      of: part, count: patches.count + MatrixProduct<S>.scratchCount(inner: sizes.outputs), S.self)
    for n in images {
      S.compute(
        MatrixProduct(
          rows: patches.rows, inner: sizes.outputs, columns: patches.columns,
          MatrixOperand(kernel, 1, patches.rows),
          MatrixOperand(arriving + n * sizes.outputSize, patches.columns, 1),
          into: MatrixResult(matrix, patches.columns, 1), scratch: matrix + patches.count))
      patches.scatter(matrix, into: out + n * sizes.imageSize)
    }
  }
}
