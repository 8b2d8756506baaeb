import Autodiff
import TestSupport
import Testing
import Text

@testable import Learning

@Suite("Losses at the edge")
struct LossEdgeTests {
  @Test("squared and absolute errors know no ½")
  func factors() throws {
    #expect(try Loss.mse.value(vector(1, 2), vector(3, 2)) == 2)
    #expect(try Loss.sse.value(vector(1, 2), vector(3, 2)) == 4)
    #expect(try Loss.mae.value(vector(1, 2), vector(3, 2)) == 1)
  }

  @Test("huber's parabola ends where |e| = δ", arguments: [(2, 0.5), (1, 0.5), (0.5, 0.375)])
  func huber(delta: Double, costOfOne: Double) throws {
    #expect(
      try LossSpecification(.huber, ["delta": delta]).value(Tensor(1), Tensor(0)) == costOfOne)
    #expect(
      try LossSpecification(.huber, ["delta": delta]).value(Tensor(-1), Tensor(0)) == costOfOne)
  }

  @Test("huber's slope is −e up to δ, then −δ with e's sign")
  func huberSlope() throws {
    let slopes = try Loss.huber.gradient(vector(0.5, 1, 3, -3), vector(0, 0, 0, 0))
    #expect(slopes == vector(-0.125, -0.25, -0.25, 0.25))
  }

  @Test("a certain and wrong probability costs 100, as in PyTorch", arguments: [(1, 0), (0, 1)])
  func certainAndWrong(y: Double, p: Double) throws {
    #expect(try Loss.bce.value(Tensor(y), Tensor(p)) == 100)
    #expect(try Loss.bce.value(Tensor(y), Tensor(y)) == 0)
  }

  @Test("bce rejects a number that is not a probability", arguments: [1.5, -0.5])
  func noProbability(p: Double) {
    #expect(throws: Diagnostic("a probability must lie in [0, 1]; here is \(p)")) {
      try Loss.bce.value(vector(1, 0), vector(0.5, p))
    }
  }

  @Test(
    "bce from logits overflows for none",
    arguments: [
      (1, 1000, 0), (1, -1000, 1000), (0, 1000, 1000), (0, -1000, 0),
      (0.5, 0, 0.693147180559945309),
    ] as [(Double, Double, Double)])
  func largeLogits(y: Double, x: Double, cost: Double) throws {
    #expect(isClose(try Loss.bceLogits.value(Tensor(y), Tensor(x)), cost))
  }

  @Test("bce from logits has the gradient (σ(x) − y) / n")
  func bceLogitsGradient() throws {
    let gradient = try Loss.bceLogits.gradient(vector(1, 0, 1), vector(0, -1, 1000))
    #expect(isClose(gradient.elements, [-0.5 / 3, 0.268941421369995121 / 3, 0]))
  }

  @Test("a class that does not occur costs nothing, even at probability 0")
  func absentClass() throws {
    let (y, p) = (vector(0, 1, 0), vector(0, 0.5, 0.5))
    #expect(isClose(try Loss.crossEntropy.value(y, p), 0.693147180559945309))
    #expect(try Loss.crossEntropy.gradient(y, p) == vector(0, -2, 0))
  }

  @Test(
    "cross-entropy from logits overflows for none, and has the gradient (softmax(x) − y) / rows")
  func crossEntropyLogits() throws {
    let y = Tensor(Shape([2, 2]), [1, 0, 0, 1])
    let x = Tensor(Shape([2, 2]), [1000, 0, 0, 0])
    #expect(isClose(try Loss.crossEntropyLogits.value(y, x), 0.693147180559945309 / 2))
    let gradient = try Loss.crossEntropyLogits.gradient(y, x)
    #expect(isClose(gradient.elements, [0, 0, 0.25, -0.25]))
  }
}
