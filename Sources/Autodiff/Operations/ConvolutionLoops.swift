import Kernels

/// x ⋆ k, image by image.
private struct Convolved: DivisibleFunction {
  let sizes: ConvolutionSizes
  let memory = PatchMemory()

  init(_ sizes: ConvolutionSizes) { self.sizes = sizes }

  var work: Double { sizes.work }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    convolution(
      sizes, images: stretch(part, of: parts, count: sizes.batch), part: part,
      image: inputs[0].start, kernel: inputs[1].start, into: out, memory)
  }
}

/// The gradient of a convolution by its image, image by image.
private struct ImageGradient: DivisibleFunction {
  let sizes: ConvolutionSizes
  let memory = PatchMemory()

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

/// The gradient of a convolution by its kernel, to which every image adds: output by output.
private struct KernelGradient: DivisibleFunction {
  let sizes: ConvolutionSizes
  let memory = PatchMemory()

  init(_ sizes: ConvolutionSizes) { self.sizes = sizes }

  var work: Double { sizes.work }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int,
    _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    convolutionKernelGradient(
      sizes, outputs: stretch(part, of: parts, count: sizes.outputs, unit: 4), part: part,
      arriving: inputs[0].start, image: inputs[1].start, into: out, memory)
  }
}

extension ConvolutionSizes {
  /// About how many arithmetic operations a pass takes.
  fileprivate var work: Double { 2 * Double(outputCount) * Double(kernelCount / max(outputs, 1)) }
}

extension Kernel {
  static func convolution(_ sizes: ConvolutionSizes) -> Kernel { Kernel(Convolved(sizes)) }
  static func imageGradient(_ sizes: ConvolutionSizes) -> Kernel { Kernel(ImageGradient(sizes)) }
  static func kernelGradient(_ sizes: ConvolutionSizes) -> Kernel { Kernel(KernelGradient(sizes)) }
}
