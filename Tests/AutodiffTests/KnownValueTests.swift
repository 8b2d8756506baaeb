import TestSupport
import Testing

@testable import Autodiff

@Suite("Known values")
struct KnownValueTests {
  @Test(
    "of functions of one number",
    arguments: [
      (.sigmoid, 0, 0.5), (.sigmoid, 1, 0.731058578630004879), (.sigmoid, 1000, 1),
      (.sigmoid, -1000, 0), (.softplus, 0, 0.693147180559945309), (.softplus, 1000, 1000),
      (.softplus, -1000, 0), (.tanh, 1, 0.761594155955764888), (.exp, 1, 2.71828182845904524),
      (.log, 10, 2.30258509299404568), (.sqrt, 2, 1.41421356237309505),
      (.sin, 1, 0.841470984807896507),
      (.cos, 1, 0.540302305868139717), (.abs, -3, 3), (.sign, -3, -1), (.sign, 0, 0),
      (.relu, -2, 0), (.relu, 2, 2), (.relu, .nan, .nan), (.leakyRelu(slope: 0.01), -2, -0.02),
      (.square, -3, 9), (.negate, 3, -3), (.clampedLog, 0, -100), (.clampedLog, 1, 0),
    ] as [(Autodiff.Operation, Double, Double)])
  func function(operation: Autodiff.Operation, x: Double, expected: Double) throws {
    #expect(isClose(try operation(Tensor(x))[0], expected))
  }

  @Test(
    "softmax is the published one, and a shift of its input changes nothing",
    arguments: [0, 1000, -1000] as [Double])
  func softmax(shift: Double) throws {
    let x = vector(1 + shift, 2 + shift, 3 + shift)
    let shares = [0.0900305731703804634, 0.244728471054797649, 0.665240955774821888]
    #expect(isClose(try Operation.softmax(x).elements, shares))
    let logarithms = [-2.40760596444437979, -1.40760596444437979, -0.407605964444379792]
    #expect(isClose(try Operation.logSoftmax(x).elements, logarithms))
  }

  @Test("softmax runs over each row")
  func softmaxOfRows() throws {
    #expect(try Operation.softmax(matrix([5, 5], [0, -2000])) == matrix([0.5, 0.5], [1, 0]))
  }

  @Test("cross-entropy from logits of 1000 is the cost of the class, and finite")
  func softmaxCrossEntropy() throws {
    let y = matrix([0, 1, 0], [1, 0, 0])
    let x = matrix([1000, 0, 0], [0, 0, 0])
    #expect(isClose(try Operation.softmaxCrossEntropy(y, x).elements, [1000, 1.09861228866810969]))
  }

  @Test("y · ln p is 0 where y is 0, even at p = 0")
  func productWithLog() throws {
    let (y, p) = (vector(0, 0, 1, 1), vector(0, 0.5, 0.5, 0))
    let products = try Operation.productWithLog(y, p)
    #expect(isClose(products.elements, [0, 0, -0.693147180559945309, -.infinity]))
    #expect(try Operation.productWithLog.gradients(y, p)[1] == vector(0, 0, 2, .infinity))
    #expect(try Operation.quotient(y, p) == vector(0, 0, 2, .infinity))
  }

  @Test(
    "a power with a constant exponent has a slope at a negative base",
    arguments: [
      (-0.275, 2, 0.075625, -0.55), (-2, 3, -8, 12), (-2, -1, -0.5, -0.25), (-2, 1, -2, 1),
      (-2, 0, 1, 0), (0, 2, 0, 0), (0, 1, 0, 1),
    ] as [(Double, Double, Double, Double)])
  func power(base: Double, exponent: Double, value: Double, slope: Double) throws {
    var graph = Graph()
    let x = graph.variable(Tensor(base))
    let y = graph.emit(.power, x, graph.constant(exponent))
    #expect(isClose(try graph.value(of: y)[0], value))
    let gradient = try #require(graph.differentiate(y, by: [x]).gradients[x])
    #expect(isClose(try graph.value(of: gradient)[0], slope))
  }

  @Test("NaN wins every choice of a largest or smallest")
  func notANumber() throws {
    for operation in [Operation.max(), .min()] {
      for x in [vector(.nan, 1, 2), vector(1, .nan, 2), vector(1, 2, .nan)] {
        #expect(try operation(x)[0].isNaN)
      }
    }
    for operation in [Operation.maximum, .minimum] {
      #expect(try operation(Tensor(.nan), Tensor(1))[0].isNaN)
      #expect(try operation(Tensor(1), Tensor(.nan))[0].isNaN)
    }
  }
}

@Suite("Known images")
struct KnownImageTests {
  static let image = matrix([1, 2, 3], [4, 5, 6], [7, 8, 9])
  static let kernel = matrix([1, 2], [3, 4])

  @Test("conv2d by hand: the kernel is not turned")
  func convolution() throws {
    let operation = Operation.convolution(stride: 1, padding: 0)
    #expect(try operation(Self.image, Self.kernel) == matrix([37, 47], [67, 77]))
  }

  @Test("conv2d by hand, in strides of 2 with a frame of zeros")
  func stridedConvolution() throws {
    let operation = Operation.convolution(stride: 2, padding: 1)
    #expect(try operation(Self.image, Self.kernel) == matrix([4, 18], [36, 77]))
  }

  @Test("conv2d adds over channels and has a plane for each kernel")
  func channels() throws {
    let image = Tensor(Shape([1, 2, 2, 2]), [1, 2, 3, 4, 10, 20, 30, 40])
    let kernels = Tensor(Shape([2, 2, 1, 1]), [1, 1, 2, -1])
    let result = try Operation.convolution(stride: 1, padding: 0)(image, kernels)
    #expect(result == Tensor(Shape([1, 2, 2, 2]), [11, 22, 33, 44, -8, -16, -24, -32]))
  }

  @Test("a pooling window that does not fit is dropped")
  func pooling() throws {
    let image = matrix([1, 2, 3, 4, 99], [5, 6, 7, 8, 99], [99, 99, 99, 99, 99])
    #expect(try Operation.maxPool(size: 2)(image) == matrix([6, 8]))
    #expect(try Operation.averagePool(size: 2)(image) == matrix([3.5, 5.5]))
    let slopes = try Operation.averagePool(size: 2).gradients(image)[0]
    #expect(
      slopes == matrix([0.25, 0.25, 0.25, 0.25, 0], [0.25, 0.25, 0.25, 0.25, 0], [0, 0, 0, 0, 0]))
  }

  @Test("the first of equal maxima under a pooling window receives the gradient")
  func firstMaximum() throws {
    let image = matrix([1, 3, 0, 0], [3, 3, 0, 0])
    #expect(
      try Operation.maxPool(size: 2).gradients(image)[0] == matrix([0, 1, 1, 0], [0, 0, 0, 0]))
  }
}
