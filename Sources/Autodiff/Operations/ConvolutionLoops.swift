import Kernels

struct Convolved: TensorFunction {
  let sizes: ConvolutionSizes

  init(_ sizes: ConvolutionSizes) { self.sizes = sizes }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    convolution(sizes, image: inputs[0].start, kernel: inputs[1].start, into: out)
  }
}

struct ImageGradient: TensorFunction {
  let sizes: ConvolutionSizes

  init(_ sizes: ConvolutionSizes) { self.sizes = sizes }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    convolutionImageGradient(
      sizes, arriving: inputs[0].start, kernel: inputs[1].start, into: out)
  }
}

struct KernelGradient: TensorFunction {
  let sizes: ConvolutionSizes

  init(_ sizes: ConvolutionSizes) { self.sizes = sizes }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ count: Int, _ inputs: UnsafePointer<Kernel.Operand<S>>
  ) {
    convolutionKernelGradient(
      sizes, arriving: inputs[0].start, image: inputs[1].start, into: out)
  }
}
