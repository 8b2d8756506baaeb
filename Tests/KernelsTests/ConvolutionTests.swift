import Kernels
import TestSupport
import Testing

/// A convolution of random sizes, on whole numbers.
private struct Sample<S: Scalar> {
  let sizes: ConvolutionSizes
  let image: [S]
  let kernel: [S]
  let arriving: [S]

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    sizes = ConvolutionSizes(
      batch: random.size(1...6), inputs: random.size(1...3), outputs: random.size(1...9),
      window: random.window(maximumPadding: 2))
    image = random.wholeNumbers(sizes.imageCount)
    kernel = random.wholeNumbers(sizes.kernelCount)
    arriving = random.wholeNumbers(sizes.outputCount)
  }

  /// out[n,o,i,j] = Σ_c,u,v x[n,c,i·s+u−p,j·s+v−p] · k[o,c,u,v], word for word.
  func direct(_ image: [S], _ kernel: [S]) -> [S] {
    let window = sizes.window
    func x(_ n: Int, _ c: Int, _ y: Int, _ x: Int) -> S {
      guard 0..<window.height ~= y, 0..<window.width ~= x else { return 0 }
      return image[((n * sizes.inputs + c) * window.height + y) * window.width + x]
    }
    func k(_ o: Int, _ c: Int, _ u: Int, _ v: Int) -> S {
      kernel[((o * sizes.inputs + c) * window.windowHeight + u) * window.windowWidth + v]
    }
    var out: [S] = []
    for n in 0..<sizes.batch {
      for o in 0..<sizes.outputs {
        for i in 0..<window.outputHeight {
          for j in 0..<window.outputWidth {
            var total: S = 0
            for c in 0..<sizes.inputs {
              for u in 0..<window.windowHeight {
                for v in 0..<window.windowWidth {
                  let (y, z) = (i * window.stride + u, j * window.stride + v)
                  total += x(n, c, y - window.padding, z - window.padding) * k(o, c, u, v)
                }
              }
            }
            out.append(total)
          }
        }
      }
    }
    return out
  }

  /// Σ g · ∂out/∂z for each z of `count`, where `effect` is the output of a z of 1 among zeros.
  ///
  /// A convolution is linear in its image and in its kernel, so that this output is the derivative.
  func gradient(_ count: Int, effect: ([S]) -> [S]) -> [S] {
    (0..<count).map { position in
      var unit = [S](repeating: 0, count: count)
      unit[position] = 1
      return zip(arriving, effect(unit)).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }
}

/// Parts of 0 ..< count as threads would compute them: one, or two that are not equal.
private func parts(_ count: Int, _ seed: UInt64) -> [Range<Int>] {
  let cut = (count + 1) / 2
  return seed.isMultiple(of: 2) ? [0..<count] : [0..<cut, cut..<count]
}

struct ConvolutionTests {
  @Test(arguments: seeds) func theOutputIsTheSumOverChannelsAndWindow(seed: UInt64) {
    func check<S: Scalar>(_ sample: Sample<S>) {
      let memory = WorkingMemory()
      let out: [S] = output(sample.sizes.outputCount) { out in
        for (part, images) in parts(sample.sizes.batch, seed).enumerated() {
          convolution(
            PatchMatrix(sample.sizes), images: images, part: part, image: sample.image,
            kernel: sample.kernel,
            into: out + images.lowerBound * sample.sizes.outputSize, memory)
        }
      }
      #expect(out == sample.direct(sample.image, sample.kernel))
    }
    check(Sample<Float>(seed: seed))
    check(Sample<Double>(seed: seed))
  }

  @Test(arguments: seeds) func theImageReceivesItsShareOfEveryOutput(seed: UInt64) {
    func check<S: Scalar>(_ sample: Sample<S>) {
      let gradient = ConvolutionImageGradient(sample.sizes)
      let out: [S] = output(sample.sizes.imageCount) { out in
        for (part, images) in parts(sample.sizes.batch, seed).enumerated() {
          gradient.fill(
            images, part: part, arriving: sample.arriving, kernel: sample.kernel, into: out)
        }
      }
      let expected = sample.gradient(sample.image.count) { sample.direct($0, sample.kernel) }
      #expect(out == expected)
    }
    check(Sample<Float>(seed: seed))
    check(Sample<Double>(seed: seed))
  }

  @Test(arguments: seeds) func theKernelReceivesItsShareOfEveryOutput(seed: UInt64) {
    func check<S: Scalar>(_ sample: Sample<S>) {
      let memory = WorkingMemory()
      let patches = PatchMatrix(sample.sizes, images: 4)
      let shares = parts(sample.sizes.batch, seed).enumerated().map { part, images -> [S] in
        output(sample.sizes.kernelCount) { out in
          convolutionKernelGradient(
            patches, images: images, part: part, arriving: sample.arriving,
            image: sample.image, into: out, memory)
        }
      }
      let sum = shares.dropFirst().reduce(shares[0]) { zip($0, $1).map { $0 + $1 } }
      let expected = sample.gradient(sample.kernel.count) { sample.direct(sample.image, $0) }
      #expect(sum == expected)
    }
    check(Sample<Float>(seed: seed))
    check(Sample<Double>(seed: seed))
  }
}
