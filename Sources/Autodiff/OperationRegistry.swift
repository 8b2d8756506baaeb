extension Operation {
  /// An operation with example settings.
  package struct Registered: Sendable {
    package let operation: Operation
    /// Several sets of shapes of example inputs.
    package let shapes: [[Shape]]
    /// The range of valid inputs, such as (0, 1) for probabilities.
    package let domain: Range<Double>
  }

  /// Every operation. Tests of what holds for all of them iterate over this list.
  package static let registry: [Registered] =
    unary + binary + [
      entry(choice, [[3], [3], [3]], [[2, 1], [], [2, 2]]),
      entry(matrixProduct, [[2, 3], [3]], [[3], [3, 2]], [[3], [3]], [[2, 3], [3, 4]]),
      entry(outer, [[2], [3]]),
      entry(transpose, [[2, 3]], [[3]], [[2, 1, 3]]),
      entry(sum(), [[]], [[5]], [[2, 3]]), entry(sum(axis: 0), [[2, 3]], [[4]]),
      entry(sum(axis: -1), [[2, 3, 2]]), entry(sumOfRows, [[4, 3]]),
      entry(sum(to: Shape([3])), [[2, 3]]),
      entry(sum(to: Shape([2, 1])), [[2, 3]]),
      entry(mean(), [[5]], [[2, 3]]), entry(mean(axis: 1), [[2, 3]]),
      entry(max(), [[5]], [[2, 3]]), entry(max(axis: 1), [[2, 3]]),
      entry(min(), [[5]]), entry(min(axis: 0), [[2, 3]]),
      entry(argmax(), [[5]]), entry(argmax(axis: 1), [[2, 3]]),
      entry(broadcast(to: Shape([2, 3])), [[3]], [[2, 1]], [[]]),
      entry(reshape(to: Shape([3, 2])), [[6]], [[2, 3]]),
      entry(flatten, [[2, 1, 2, 2]], [[2, 3]]),
      entry(softmax, [[4]], [[2, 3]]), entry(logSoftmax, [[4]], [[2, 3]]),
      entry(softmaxCrossEntropy, [[3], [3]], [[2, 3], [2, 3]]),
      entry(stack, [[], [], []], [[3], [3]]),
      entry(index([1]), [[3]], [[2, 3]]), entry(index([1, 0]), [[2, 3]]),
      entry(place([1], in: Shape([2, 3])), [[3]]),
      Registered(operation: oneHot(classes: 1), shapes: [[Shape([2])]], domain: 0..<0.0),
      entry(
        convolution(stride: 1, padding: 0), [[4, 4], [2, 2]], [[2, 2, 4, 4], [3, 2, 2, 2]]),
      entry(
        convolution(stride: 2, padding: 1), [[5, 5], [3, 3]], [[1, 2, 4, 5], [2, 2, 3, 2]]),
      entry(
        convolutionImageGradient(ConvolutionSetting(stride: 1, padding: 1), of: Shape([3, 3])),
        [[3, 3], [3, 3]]),
      entry(
        convolutionKernelGradient(ConvolutionSetting(stride: 2, padding: 0), of: Shape([2, 2])),
        [[2, 2], [5, 5]]),
      entry(maxPool(size: 2), [[4, 5]], [[2, 1, 4, 4]]),
      entry(maxPoolGradient(size: 2), [[2, 2], [4, 5]]),
      entry(maxPoolPick(size: 2), [[4, 4], [4, 4]]),
      entry(averagePool(size: 2), [[5, 4]], [[2, 1, 4, 4]]),
      entry(averagePoolGradient(size: 2, of: Shape([4, 4])), [[2, 2]]),
    ]

  private static let unary: [Registered] =
    [negate, exp, abs, sign, sin, cos, tanh, sigmoid, relu, leakyRelu(slope: 0.01)].map(onAnything)
    + [softplus, square, identity].map(onAnything)
    + [log, sqrt, clampedLog].map {
      Registered(operation: $0, shapes: [[.scalar], [Shape([2, 3])]], domain: 0.05..<0.95)
    }

  private static let binary: [Registered] =
    [add, subtract, multiply, divide, maximum, minimum, bounded].map(onPairs)
    + Comparison.allCases.map { onPairs(comparison($0)) }
    + [power, productWithLog, quotient].map {
      Registered(operation: $0, shapes: pairs, domain: 0.05..<0.95)
    }

  private static let pairs: [[Shape]] = [
    [.scalar, .scalar], [Shape([3]), .scalar], [.scalar, Shape([2, 2])],
    [Shape([2, 3]), Shape([3])], [Shape([2, 1]), Shape([1, 3])],
  ]

  private static func onAnything(_ operation: Operation) -> Registered {
    Registered(
      operation: operation, shapes: [[.scalar], [Shape([4])], [Shape([2, 3])]], domain: -2..<2)
  }

  private static func onPairs(_ operation: Operation) -> Registered {
    Registered(operation: operation, shapes: pairs, domain: -2..<2)
  }

  private static func entry(_ operation: Operation, _ shapes: [[Int]]...) -> Registered {
    Registered(
      operation: operation, shapes: shapes.map { $0.map { Shape($0) } }, domain: -2..<2)
  }
}
