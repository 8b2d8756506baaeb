import Kernels

/// x ⋆ k, image by image.
private struct Convolved: RowwiseFunction {
  let sizes: ConvolutionSizes
  let memory = WorkingMemory()

  init(_ sizes: ConvolutionSizes) { self.sizes = sizes }

  var work: Double { sizes.work }
  var rowCount: Int { sizes.batch }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    let images = stretch(part, of: parts, count: sizes.batch)
    fill(out + images.lowerBound * sizes.outputSize, rows: images, part: part, inputs)
  }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, rows: Range<Int>, part: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    convolution(
      sizes, images: rows, part: part, image: inputs[0].start, kernel: inputs[1].start, into: out,
      memory)
  }
}

/// The gradient of a convolution by its image, image by image.
private struct ImageGradient: DivisibleFunction {
  let sizes: ConvolutionSizes
  let memory = WorkingMemory()

  init(_ sizes: ConvolutionSizes) { self.sizes = sizes }

  var work: Double { sizes.work }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    convolutionImageGradient(
      sizes, images: stretch(part, of: parts, count: sizes.batch), part: part,
      arriving: inputs[0].start, kernel: inputs[1].start, into: out, memory)
  }
}

/// The gradient of a convolution by its kernel, to which every image adds: place by place of the window.
private struct KernelGradient: DivisibleFunction {
  let sizes: ConvolutionSizes
  let memory = WorkingMemory()

  init(_ sizes: ConvolutionSizes) { self.sizes = sizes }

  var work: Double { sizes.work }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    convolutionKernelGradient(
      sizes, places: stretch(part, of: parts, count: sizes.places), part: part,
      arriving: inputs[0].start, image: inputs[1].start, into: out, memory)
  }
}

extension ConvolutionSizes {
  /// The places (c, u, v) of the window.
  fileprivate var places: Int { inputs * window.windowHeight * window.windowWidth }

  /// About how many arithmetic operations a pass takes.
  fileprivate var work: Double { 2 * Double(outputCount) * Double(kernelCount / max(outputs, 1)) }
}

extension Kernel {
  static func convolution(_ sizes: ConvolutionSizes) -> Kernel { Kernel(Convolved(sizes)) }
  static func imageGradient(_ sizes: ConvolutionSizes) -> Kernel { Kernel(ImageGradient(sizes)) }
  static func kernelGradient(_ sizes: ConvolutionSizes) -> Kernel { Kernel(KernelGradient(sizes)) }
}
