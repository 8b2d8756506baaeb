/// The sizes of a batched convolution: images [batch, inputs, height, width] with kernels
/// [outputs, inputs, windowHeight, windowWidth] give [batch, outputs, outputHeight, outputWidth].
public struct ConvolutionSizes: Sendable, Equatable {
  public var batch: Int
  public var inputs: Int
  public var outputs: Int
  public var window: Window

  public init(batch: Int, inputs: Int, outputs: Int, window: Window) {
    self.batch = batch
    self.inputs = inputs
    self.outputs = outputs
    self.window = window
  }

  public var imageCount: Int { batch * inputs * window.height * window.width }
  public var kernelCount: Int { outputs * inputs * window.windowHeight * window.windowWidth }
  public var outputCount: Int { batch * outputs * window.outputHeight * window.outputWidth }

  /// The number of elements of one example's image and of its output.
  public var imageSize: Int { inputs * window.height * window.width }
  public var outputSize: Int { outputs * window.outputHeight * window.outputWidth }

  /// Visits every product x·k of the convolution, as offsets (image, kernel, output).
  @inlinable public func forEachProduct(
    _ body: (_ image: Int, _ kernel: Int, _ output: Int) -> Void
  ) {
    var output = 0
    for n in 0..<batch {
      for o in 0..<outputs {
        for row in 0..<window.outputHeight {
          for column in 0..<window.outputWidth {
            forEachProduct(example: n, output: o, row: row, column: column) { body($0, $1, output) }
            output += 1
          }
        }
      }
    }
  }

  /// Visits the products of the output at [example, output, row, column], as offsets (image, kernel).
  @inlinable public func forEachProduct(
    example: Int, output: Int, row: Int, column: Int, _ body: (_ image: Int, _ kernel: Int) -> Void
  ) {
    let imagePlane = window.height * window.width
    let kernelPlane = window.windowHeight * window.windowWidth
    for c in 0..<inputs {
      let image = (example * inputs + c) * imagePlane
      let kernel = (output * inputs + c) * kernelPlane
      window.forEachPlace(row: row, column: column) { body(image + $0, kernel + $1) }
    }
  }
}

/// out = x ⋆ k, cross-correlation: out[n,o,i,j] = Σ_c,u,v x[n,c,i·s+u−p,j·s+v−p] · k[o,c,u,v].
///
/// The pointers hold at least as many elements as the sizes say. Only `images` are computed, the first into `out`.
@inlinable public func convolution<S: Scalar>(
  _ patches: PatchMatrix, images: Range<Int>, part: Int, image: UnsafePointer<S>,
  kernel: UnsafePointer<S>, into out: UnsafeMutablePointer<S>, _ memory: WorkingMemory
) {
  let (sizes, width) = (patches.sizes, patches.width)
  let rows = (sizes.outputs + 3) / 4 * 4
  let matrix = memory.elements(of: part, count: patches.count + rows * width, S.self)
  let sums = matrix + patches.count
  patches.offsets.withUnsafeBufferPointer { offsets in
    for n in images {
      patches.fill(matrix, from: image + n * sizes.imageSize, images: 1)
      S.compute(
        PatchProduct(rows: sizes.outputs, kernel, matrix, offsets, width: width, into: sums))
      patches.unpack(
        sizes.outputs, sums, to: out + (n - images.lowerBound) * sizes.outputSize)
    }
  }
}

/// The gradient of a convolution with respect to its kernel: each product sends g·x back to its k. Only the share of some
/// images is computed, in order, as many at a time as `patches` holds.
@inlinable public func convolutionKernelGradient<S: Scalar>(
  _ patches: PatchMatrix, images: Range<Int>, part: Int, arriving: UnsafePointer<S>,
  image: UnsafePointer<S>, into out: UnsafeMutablePointer<S>, _ memory: WorkingMemory
) {
  let (sizes, width) = (patches.sizes, patches.width)
  let matrix = memory.elements(
    of: part, count: patches.count + sizes.outputs * width + PatchGradient<S>.scratchCount, S.self)
  let columns = matrix + patches.count
  let scratch = columns + sizes.outputs * width
  columns.update(repeating: 0, count: sizes.outputs * width)
  if images.isEmpty { out.update(repeating: 0, count: sizes.kernelCount) }
  patches.offsets.withUnsafeBufferPointer { offsets in
    for first in stride(from: images.lowerBound, to: images.upperBound, by: patches.images) {
      let count = min(patches.images, images.upperBound - first)
      patches.fill(matrix, from: image + first * sizes.imageSize, images: count)
      for n in 0..<count {
        patches.pack(sizes.outputs, arriving + (first + n) * sizes.outputSize, to: columns, n)
      }
      S.compute(
        PatchGradient(
          rows: sizes.outputs, columns, rowStride: width, matrix, offsets,
          width: patches.width(count), into: out, adds: first > images.lowerBound, scratch: scratch
        ))
    }
  }
}
