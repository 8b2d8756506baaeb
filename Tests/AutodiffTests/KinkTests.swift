import TestSupport
import Testing

@testable import Autodiff

@Suite("Where an operation has no derivative")
struct KinkTests {
  @Test(
    "a function of one number takes PyTorch's side at 0",
    arguments: [
      (.relu, 0), (.abs, 0), (.sign, 0), (.leakyRelu(slope: 0.01), 0.01),
    ] as [(Autodiff.Operation, Double)])
  func slopeAtZero(operation: Autodiff.Operation, slope: Double) throws {
    #expect(try operation.gradients(Tensor(0)) == [Tensor(slope)])
  }

  @Test("equal extrema share the gradient of a max or min")
  func tiedElements() throws {
    let x = vector(2, 5, -1, 5, -1, -1)
    #expect(try Operation.max().gradients(x) == [vector(0, 0.5, 0, 0.5, 0, 0)])
    let third = 1.0 / 3
    #expect(try Operation.min().gradients(x) == [vector(0, 0, third, 0, third, third)])
    let rows = matrix([1, 1], [2, 3])
    #expect(try Operation.max(axis: 1).gradients(rows) == [matrix([0.5, 0.5], [0, 1])])
  }

  @Test("two equal numbers get half of the gradient each")
  func tiedPair() throws {
    let (a, b) = (vector(1, 2, 3), vector(3, 2, 1))
    let (rising, falling) = (vector(0, 0.5, 1), vector(1, 0.5, 0))
    #expect(try Operation.maximum.gradients(a, b) == [rising, falling])
    #expect(try Operation.minimum.gradients(a, b) == [falling, rising])
  }

  @Test("a choice passes the gradient to the chosen input, and none to its condition")
  func choice() throws {
    let condition = vector(0, 1, -2)
    let (a, b) = (vector(1, 2, 3), vector(4, 5, 6))
    #expect(try Operation.choice(condition, a, b) == vector(4, 2, 3))
    #expect(
      try Operation.choice.gradients(condition, a, b)
        == [vector(0, 0, 0), vector(0, 1, 1), vector(1, 0, 0)])
  }

  @Test("argmax takes the first of equal maxima")
  func argmax() throws {
    #expect(try Operation.argmax()(vector(1, 3, 3)) == Tensor(1))
    #expect(try Operation.argmax(axis: 0)(matrix([1, 3], [1, 4])) == vector(0, 1))
  }

  @Test(
    "a kink is reported exactly at a kink",
    arguments: [
      (.relu, [vector(1, 0)], true), (.relu, [vector(1, -1)], false),
      (.abs, [vector(0)], true), (.abs, [vector(0.1)], false),
      (.leakyRelu(slope: 0.1), [vector(0)], true), (.sign, [vector(0)], true),
      (.clampedLog, [vector(0, 1)], true), (.clampedLog, [vector(0.1, 1)], false),
      (.maximum, [vector(1, 2), Tensor(2)], true), (.maximum, [vector(1, 2), Tensor(3)], false),
      (.minimum, [vector(1, 2), vector(2, 2)], true),
      (.comparison(.less), [Tensor(1), Tensor(1)], true),
      (.max(), [vector(1, 1, 2)], false), (.max(), [vector(1, 2, 2)], true),
      (.max(axis: 0), [matrix([1, 5], [2, 5])], true),
      (.max(axis: 1), [matrix([1, 5], [2, 5])], false),
      (.min(), [vector(1, 1, 2)], true), (.maxPool(size: 2), [matrix([1, 2], [3, 3])], true),
      (.maxPool(size: 2), [matrix([1, 1], [2, 3])], false), (.square, [vector(0)], false),
    ] as [(Autodiff.Operation, [Tensor], Bool)])
  func kink(operation: Autodiff.Operation, inputs: [Tensor], lies: Bool) {
    #expect(operation.kink(inputs) == lies)
  }
}
