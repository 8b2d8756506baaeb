import Kernels

/// x ⋆ k, image by image.
private struct Convolved: DivisibleFunction {
  let sizes: ConvolutionSizes

  init(_ sizes: ConvolutionSizes) { self.sizes = sizes }

  var work: Double { sizes.work }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    let images = stretch(part, of: parts, count: sizes.batch)
    convolution(
      sizes.images(images), image: inputs[0].start + images.lowerBound * sizes.imageSize,
      kernel: inputs[1].start, into: out + images.lowerBound * sizes.outputSize)
  }
}

/// The gradient of a convolution by its image, image by image.
private struct ImageGradient: DivisibleFunction {
  let sizes: ConvolutionSizes

  init(_ sizes: ConvolutionSizes) { self.sizes = sizes }

  var work: Double { sizes.work }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    let images = stretch(part, of: parts, count: sizes.batch)
    convolutionImageGradient(
      sizes.images(images), arriving: inputs[0].start + images.lowerBound * sizes.outputSize,
      kernel: inputs[1].start, into: out + images.lowerBound * sizes.imageSize)
  }
}

/// The gradient of a convolution by its kernel, to which every image adds.
private struct KernelGradient: TensorFunction {
  let sizes: ConvolutionSizes

  init(_ sizes: ConvolutionSizes) { self.sizes = sizes }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    convolutionKernelGradient(
      sizes, arriving: inputs[0].start, image: inputs[1].start, into: out)
  }
}

extension ConvolutionSizes {
  /// About how many arithmetic operations a pass takes.
  fileprivate var work: Double { 2 * Double(outputCount) * Double(kernelCount / max(outputs, 1)) }
  fileprivate var imageSize: Int { imageCount / max(batch, 1) }
  fileprivate var outputSize: Int { outputCount / max(batch, 1) }

  /// The sizes of some of the images.
  fileprivate func images(_ range: Range<Int>) -> ConvolutionSizes {
    var sizes = self
    sizes.batch = range.count
    return sizes
  }
}

extension Kernel {
  static func convolution(_ sizes: ConvolutionSizes) -> Kernel { Kernel(Convolved(sizes)) }
  static func imageGradient(_ sizes: ConvolutionSizes) -> Kernel { Kernel(ImageGradient(sizes)) }
  static func kernelGradient(_ sizes: ConvolutionSizes) -> Kernel { Kernel(KernelGradient(sizes)) }
}
