import TestSupport
import Testing

@testable import Autodiff

@Suite("The shape of a result")
struct ResultShapeTests {
  @Test(
    "is that of NumPy and PyTorch",
    arguments: [
      (.add, [[2, 1], [3]], [2, 3]), (.exp, [[2, 3]], [2, 3]),
      (.choice, [[2, 1], [], [1, 3]], [2, 3]), (.matrixProduct, [[2, 3], [3, 4]], [2, 4]),
      (.matrixProduct, [[2, 3], [3]], [2]), (.matrixProduct, [[3], [3, 4]], [4]),
      (.matrixProduct, [[3], [3]], []), (.outer, [[2], [3]], [2, 3]),
      (.transpose, [[2, 3]], [3, 2]), (.transpose, [[2, 3, 4]], [4, 3, 2]),
      (.transpose, [[3]], [3]), (.sum(), [[2, 3]], []), (.sum(axis: 0), [[2, 3, 4]], [3, 4]),
      (.sum(axis: -1), [[2, 3, 4]], [2, 3]), (.mean(axis: 1), [[2, 3, 4]], [2, 4]),
      (.max(axis: -2), [[2, 3, 4]], [2, 4]), (.argmax(axis: 1), [[2, 3]], [2]),
      (.softmax, [[2, 3]], [2, 3]), (.softmaxCrossEntropy, [[2, 3], [2, 3]], [2]),
      (.softmaxCrossEntropy, [[3], [3]], []), (.stack, [[3], [3]], [2, 3]),
      (.stack, [[], [], []], [3]), (.index([1]), [[2, 3]], [3]), (.index([1, 2]), [[2, 3]], []),
      (.oneHot(classes: 10), [[4]], [4, 10]), (.flatten, [[2, 3, 4, 5]], [2, 60]),
      (.flatten, [[2, 3]], [6]), (.reshape(to: Shape([3, 2])), [[6]], [3, 2]),
      (.convolution(stride: 1, padding: 0), [[5, 7], [3, 2]], [3, 6]),
      (.convolution(stride: 2, padding: 1), [[8, 3, 5, 5], [4, 3, 3, 3]], [8, 4, 3, 3]),
      (.maxPool(size: 2), [[5, 4]], [2, 2]),
      (.averagePool(size: 3), [[2, 1, 7, 6]], [2, 1, 2, 2]),
    ] as [(Autodiff.Operation, [[Int]], [Int])])
  func shape(operation: Autodiff.Operation, inputs: [[Int]], result: [Int]) throws {
    #expect(try operation.shape(inputs.map { Shape($0) }) == Shape(result))
  }

  @Test("a negative position counts from the end")
  func negativeIndex() throws {
    let x = matrix([1, 2, 3], [4, 5, 6])
    #expect(try Operation.index([-1])(x) == vector(4, 5, 6))
    #expect(try Operation.index([0, -1])(x) == Tensor(3))
    #expect(try Operation.index([-1, 0]).gradients(x)[0] == matrix([0, 0, 0], [1, 0, 0]))
  }

  @Test("transposing moves rows to columns, stacking puts rows under each other")
  func arrangement() throws {
    let x = matrix([1, 2, 3], [4, 5, 6])
    #expect(try Operation.transpose(x) == matrix([1, 4], [2, 5], [3, 6]))
    #expect(try Operation.stack(vector(1, 2, 3), vector(4, 5, 6)) == x)
    #expect(try Operation.reshape(to: Shape([3, 2]))(x) == matrix([1, 2], [3, 4], [5, 6]))
    #expect(try Operation.oneHot(classes: 3)(vector(2, 0)) == matrix([0, 0, 1], [1, 0, 0]))
  }
}
