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

/// out = x ⋆ k, cross-correlation: out[n,o,i,j] = Σ_c,u,v x[n,c,i·s+u−p,j·s+v−p] · k[o,c,u,v].
///
/// The pointers hold at least the counts of `sizes`.
@inlinable public func convolution<S: Scalar>(
  _ sizes: ConvolutionSizes, image: UnsafePointer<S>, kernel: UnsafePointer<S>,
  into out: UnsafeMutablePointer<S>
) {
  for i in 0..<sizes.outputCount { out[i] = 0 }
  sizes.forEachProduct { out[$2] += image[$0] * kernel[$1] }
}

/// The gradient of a convolution with respect to its image: each product sends g·k back to its x.
@inlinable public func convolutionImageGradient<S: Scalar>(
  _ sizes: ConvolutionSizes, arriving: UnsafePointer<S>, kernel: UnsafePointer<S>,
  into out: UnsafeMutablePointer<S>
) {
  for i in 0..<sizes.imageCount { out[i] = 0 }
  sizes.forEachProduct { out[$0] += arriving[$2] * kernel[$1] }
}

/// The gradient of a convolution with respect to its kernel: each product sends g·x back to its k.
@inlinable public func convolutionKernelGradient<S: Scalar>(
  _ sizes: ConvolutionSizes, arriving: UnsafePointer<S>, image: UnsafePointer<S>,
  into out: UnsafeMutablePointer<S>
) {
  for i in 0..<sizes.kernelCount { out[i] = 0 }
  sizes.forEachProduct { out[$1] += arriving[$2] * image[$0] }
}
