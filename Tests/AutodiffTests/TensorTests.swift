import TestSupport
import Testing

@testable import Autodiff

struct TensorTests {
  @Test("one element is a number, whatever the rank")
  func number() {
    #expect(Tensor(3).number == 3)
    #expect(Tensor(Shape([1, 1]), [3]).number == 3)
    #expect(vector(1, 2).number == nil)
  }

  @Test("one element that is not finite makes the tensor not finite")
  func finiteness() {
    #expect(vector(1, 2).isFinite)
    #expect(!vector(1, .nan).isFinite)
    #expect(!vector(1, -.infinity).isFinite)
  }

  @Test("broadcasting repeats rows and columns")
  func broadcasting() {
    let target = Shape([2, 3])
    #expect(vector(1, 2, 3).broadcast(to: target) == matrix([1, 2, 3], [1, 2, 3]))
    #expect(matrix([1], [2]).broadcast(to: target) == matrix([1, 1, 1], [2, 2, 2]))
    #expect(Tensor(7).broadcast(to: target) == Tensor(target, repeating: 7))
  }

  @Test("an empty tensor goes through every operation on elements")
  func emptyTensor() throws {
    let empty = Tensor(Shape([0]), [])
    #expect(try Operation.exp(empty) == empty)
    #expect(try Operation.add(empty, Tensor(1)) == empty)
    #expect(try Operation.sum()(empty) == Tensor(0))
    #expect(try Operation.matrixProduct(Tensor(Shape([2, 0]), []), empty) == vector(0, 0))
  }
}
