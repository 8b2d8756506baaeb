import Kernels

/// x ⋆ k, image by image.
private struct Convolved: RowwiseFunction {
  let patches: PatchMatrix
  let memory = WorkingMemory()

  init(_ sizes: ConvolutionSizes) { patches = PatchMatrix(sizes) }

  var sizes: ConvolutionSizes { patches.sizes }
  var work: Double { sizes.work }
  var rowCount: Int { sizes.batch }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int, _ inputs: Kernel.Operands<S>
  ) {
    let images = stretch(part, of: parts, count: sizes.batch)
    fill(out + images.lowerBound * sizes.outputSize, rows: images, part: part, inputs)
  }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, rows: Range<Int>, part: Int, _ inputs: Kernel.Operands<S>
  ) {
    convolution(
      patches, images: rows, part: part, image: inputs[0].start, kernel: inputs[1].start, into: out,
      memory)
  }
}

/// The gradient of a convolution by its image, image by image.
private struct ImageGradient: DivisibleFunction {
  let gradient: ConvolutionImageGradient

  var work: Double { gradient.sizes.work }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int, _ inputs: Kernel.Operands<S>
  ) {
    gradient.fill(
      stretch(part, of: parts, count: gradient.sizes.batch), part: part,
      arriving: inputs[0].start, kernel: inputs[1].start, into: out)
  }
}

/// The gradient of a convolution by its kernel, the sum over all images, divided by outputs.
private struct KernelGradient: DivisibleFunction {
  let patches: PatchMatrix
  let memory = WorkingMemory()

  /// The images at a time stay in the cache.
  init(_ sizes: ConvolutionSizes) {
    patches = PatchMatrix(sizes, images: min(4, max(sizes.batch, 1)))
  }

  var sizes: ConvolutionSizes { patches.sizes }
  var work: Double { sizes.work }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int, _ inputs: Kernel.Operands<S>
  ) {
    // Tiles have four rows.
    let unit = sizes.outputs < 4 * parts ? 1 : 4
    convolutionKernelGradient(
      patches, outputs: stretch(part, of: parts, count: sizes.outputs, unit: unit), part: part,
      arriving: inputs[0].start, image: inputs[1].start, into: out, memory)
  }
}

extension ConvolutionSizes {
  /// The approximate number of arithmetic operations in a pass.
  fileprivate var work: Double { 2 * Double(outputCount) * Double(kernelCount / max(outputs, 1)) }
}

extension Kernel {
  static func convolution(_ sizes: ConvolutionSizes) -> Kernel { Kernel(Convolved(sizes)) }
  static func imageGradient(_ sizes: ConvolutionSizes) -> Kernel {
    Kernel(ImageGradient(gradient: ConvolutionImageGradient(sizes)))
  }
  static func kernelGradient(_ sizes: ConvolutionSizes) -> Kernel { Kernel(KernelGradient(sizes)) }
}
