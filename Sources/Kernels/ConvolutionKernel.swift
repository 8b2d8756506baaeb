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

extension Patches {
  /// Memory for one part of a convolution: the patches of one image, and the scratch memory of a product with `inner` terms.
  @inlinable func memory<S: Scalar>(
    _ memory: WorkingMemory, _ part: Int, inner: Int, _: S.Type
  ) -> (patches: UnsafeMutablePointer<S>, scratch: UnsafeMutablePointer<S>) {
    let count = self.count
    let start = memory.elements(
      of: part, count: count + MatrixProduct<S>.scratchCount(inner: inner), S.self)
    return (start, start + count)
  }
}

/// out = x ⋆ k, cross-correlation: out[n,o,i,j] = Σ_c,u,v x[n,c,i·s+u−p,j·s+v−p] · k[o,c,u,v].
///
/// The pointers hold at least as many elements as the sizes say. Only `images` are computed, the first into `out`.
@inlinable public func convolution<S: Scalar>(
  _ patches: Patches, images: Range<Int>, part: Int, image: UnsafePointer<S>,
  kernel: UnsafePointer<S>, into out: UnsafeMutablePointer<S>, _ memory: WorkingMemory
) {
  let sizes = patches.sizes
  let (matrix, scratch) = patches.memory(memory, part, inner: patches.rows, S.self)
  for n in images {
    patches.gather(image + n * sizes.imageSize, into: matrix)
    S.compute(
      MatrixProduct(
        rows: sizes.outputs, inner: patches.rows, columns: patches.columns,
        MatrixOperand(kernel, patches.rows, 1),
        MatrixOperand(UnsafePointer(matrix), patches.columns, 1),
        into: MatrixResult(
          out + (n - images.lowerBound) * sizes.outputSize, patches.columns, 1),
        scratch: scratch))
  }
}

/// The gradient of a convolution with respect to its image: each product sends g·k back to its x.
@inlinable public func convolutionImageGradient<S: Scalar>(
  _ patches: Patches, images: Range<Int>, part: Int, arriving: UnsafePointer<S>,
  kernel: UnsafePointer<S>, into out: UnsafeMutablePointer<S>, _ memory: WorkingMemory
) {
  let sizes = patches.sizes
  let (matrix, scratch) = patches.memory(memory, part, inner: sizes.outputs, S.self)
  for n in images {
    S.compute(
      MatrixProduct(
        rows: patches.rows, inner: sizes.outputs, columns: patches.columns,
        MatrixOperand(kernel, 1, patches.rows),
        MatrixOperand(arriving + n * sizes.outputSize, patches.columns, 1),
        into: MatrixResult(matrix, patches.columns, 1), scratch: scratch))
    patches.scatter(matrix, into: out + n * sizes.imageSize)
  }
}

/// The gradient of a convolution with respect to its kernel: each product sends g·x back to its k. Only the places (c, u, v)
/// in `places` are computed; the images are added in order.
@inlinable public func convolutionKernelGradient<S: Scalar>(
  _ patches: Patches, places: Range<Int>, part: Int, arriving: UnsafePointer<S>,
  image: UnsafePointer<S>, into out: UnsafeMutablePointer<S>, _ memory: WorkingMemory
) {
  let sizes = patches.sizes
  let (matrix, scratch) = patches.memory(memory, part, inner: patches.columns, S.self)
  let target = MatrixResult(out + places.lowerBound, patches.rows, 1)
  for n in 0..<sizes.batch {
    patches.gather(image + n * sizes.imageSize, places, into: matrix)
    S.compute(
      MatrixProduct(
        rows: sizes.outputs, inner: patches.columns, columns: places.count,
        MatrixOperand(arriving + n * sizes.outputSize, patches.columns, 1),
        MatrixOperand(UnsafePointer(matrix), 1, patches.columns),
        bias: n == 0 ? nil : MatrixOperand(UnsafePointer(target.start), patches.rows, 1),
        into: target, scratch: scratch))
  }
  if sizes.batch == 0 {
    for i in 0..<sizes.outputs { for j in places { out[i * patches.rows + j] = 0 } }
  }
}
