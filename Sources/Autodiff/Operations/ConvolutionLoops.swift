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

/// The gradient of a convolution by its kernel, the sum over all images. They are divided into groups, the same for any number
/// of threads, so that a thread reads the images that it has computed; the sums of the groups are added in order.
private struct KernelGradient: DivisibleFunction {
  let patches: PatchMatrix
  let memory = WorkingMemory()
  /// The sum of each group.
  let sums = WorkingMemory()

  /// The number of images at a time, which stay in the cache.
  private static let most = 4

  init(_ sizes: ConvolutionSizes) {
    patches = PatchMatrix(sizes, images: max(1, min(Self.most, sizes.batch)))
  }

  var sizes: ConvolutionSizes { patches.sizes }
  var work: Double { sizes.work }
  var groups: Int { max(1, min(16, sizes.batch / Self.most)) }

  func fill<S: Scalar>(
    _ out: UnsafeMutablePointer<S>, _ part: Int, of parts: Int, _ inputs: Kernel.Operands<S>
  ) {
    for group in stretch(part, of: parts, count: groups) {
      convolutionKernelGradient(
        patches, images: stretch(group, of: groups, count: sizes.batch), part: part,
        arriving: inputs[0].start, image: inputs[1].start, into: sum(of: group, S.self), memory)
    }
    if parts == 1 { combine(out, 1) }
  }

  func combine<S: Scalar>(_ out: UnsafeMutablePointer<S>, _: Int) {
    out.update(from: sum(of: 0, S.self), count: sizes.kernelCount)
    for group in 1..<groups {
      S.add(
        Rectangle(
          rows: 1, columns: sizes.kernelCount, sum(of: group, S.self), sizes.kernelCount, to: out,
          sizes.kernelCount))
    }
  }

  private func sum<S: Scalar>(of group: Int, _: S.Type) -> UnsafeMutablePointer<S> {
    sums.elements(of: group, count: sizes.kernelCount, S.self)
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
