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

  /// How many elements one example's image and output have.
  public var imageSize: Int { inputs * window.height * window.width }
  public var outputSize: Int { outputs * window.outputHeight * window.outputWidth }

  /// Visits every product x·k that goes into an output, as offsets (image, kernel, output).
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

  /// Visits the products of the one output at [example, output, row, column], as offsets (image, kernel).
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

/// Memory for the patches of one image, for each thread that computes a part: taken when a part is first computed, kept for the next time.
public final class PatchMemory: @unchecked Sendable {
  @usableFromInline static var most: Int { 256 }
  @usableFromInline let slots: UnsafeMutablePointer<UnsafeMutableRawPointer?>

  public init() {
    slots = .allocate(capacity: Self.most)
    slots.initialize(repeating: nil, count: Self.most)
  }

  deinit {
    for slot in 0..<Self.most { slots[slot]?.deallocate() }
    slots.deallocate()
  }

  /// At least `count` elements, of the same count at every call; each part has its own.
  @inlinable func patches<S: Scalar>(_ part: Int, _ count: Int, of: S.Type) -> UnsafeMutablePointer<
    S
  > {
    let slot = part % Self.most
    let memory =
      slots[slot]
      ?? .allocate(byteCount: Swift.max(count, 1) * MemoryLayout<S>.stride, alignment: 64)
    slots[slot] = memory
    return memory.bindMemory(to: S.self, capacity: Swift.max(count, 1))
  }
}

/// out = x ⋆ k, cross-correlation: out[n,o,i,j] = Σ_c,u,v x[n,c,i·s+u−p,j·s+v−p] · k[o,c,u,v].
///
/// The pointers hold at least the counts of `sizes`; computes the images in `images` alone.
@inlinable public func convolution<S: Scalar>(
  _ sizes: ConvolutionSizes, images: Range<Int>, part: Int, image: UnsafePointer<S>,
  kernel: UnsafePointer<S>, into out: UnsafeMutablePointer<S>, _ memory: PatchMemory
) {
  let patches = Patches(sizes)
  let matrix = memory.patches(part, patches.count, of: S.self)
  for n in images {
    patches.gather(image + n * sizes.imageSize, into: matrix)
    S.product(
      rows: sizes.outputs, inner: patches.rows, columns: patches.columns,
      MatrixOperand(kernel, patches.rows, 1),
      MatrixOperand(UnsafePointer(matrix), patches.columns, 1), into: out + n * sizes.outputSize)
  }
}

/// The gradient of a convolution with respect to its image: each product sends g·k back to its x.
@inlinable public func convolutionImageGradient<S: Scalar>(
  _ sizes: ConvolutionSizes, images: Range<Int>, part: Int, arriving: UnsafePointer<S>,
  kernel: UnsafePointer<S>, into out: UnsafeMutablePointer<S>, _ memory: PatchMemory
) {
  let patches = Patches(sizes)
  let matrix = memory.patches(part, patches.count, of: S.self)
  for n in images {
    S.product(
      rows: patches.rows, inner: sizes.outputs, columns: patches.columns,
      MatrixOperand(kernel, 1, patches.rows),
      MatrixOperand(arriving + n * sizes.outputSize, patches.columns, 1), into: matrix)
    patches.scatter(matrix, into: out + n * sizes.imageSize)
  }
}

/// The gradient of a convolution with respect to its kernel: each product sends g·x back to its k. Of the outputs in `outputs` alone;
/// every image adds to them in turn.
@inlinable public func convolutionKernelGradient<S: Scalar>(
  _ sizes: ConvolutionSizes, outputs: Range<Int>, part: Int, arriving: UnsafePointer<S>,
  image: UnsafePointer<S>, into out: UnsafeMutablePointer<S>, _ memory: PatchMemory
) {
  let patches = Patches(sizes)
  let matrix = memory.patches(part, patches.count + outputs.count * patches.rows, of: S.self)
  let share = matrix + patches.count
  let total = out + outputs.lowerBound * patches.rows
  for i in 0..<outputs.count * patches.rows { total[i] = 0 }
  for n in 0..<sizes.batch {
    patches.gather(image + n * sizes.imageSize, into: matrix)
    S.product(
      rows: outputs.count, inner: patches.columns, columns: patches.rows,
      MatrixOperand(
        arriving + n * sizes.outputSize + outputs.lowerBound * patches.columns, patches.columns, 1),
      MatrixOperand(UnsafePointer(matrix), 1, patches.columns), into: share)
    zipElements(count: outputs.count * patches.rows, total, share, into: total) { $0 + $1 }
  }
}
