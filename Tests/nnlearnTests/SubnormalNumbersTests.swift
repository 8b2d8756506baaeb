import Synchronization
import TestSupport
import Testing

@testable import nnlearn

#if arch(x86_64)
  @Suite("Subnormal numbers")
  struct SubnormalNumbersTests {
    /// Factors with a subnormal product, and a subnormal number; in memory, so that they are multiplied while the program runs.
    private static let factors = [1e-30, 1e-10, Float(bitPattern: 1 << 21)]

    /// A subnormal result, and the product of a subnormal operand.
    private static var products: [Float] {
      let x = factors
      return [x[0] * x[1], x[2] * 1e10]
    }

    @Test("they are 0 inside, as results and operands, and as always outside")
    func scope() throws {
      let (result, operand) = (Self.products[0], Self.products[1])
      #expect(result > 0 && result < .leastNormalMagnitude)
      #expect(operand == Float.leastNormalMagnitude / 4 * 1e10)
      #expect(SubnormalNumbers.ignored { Self.products } == [0, 0])
      struct Failure: Error {}
      #expect(throws: Failure.self) { try SubnormalNumbers.ignored { throw Failure() } }
      #expect(Self.products == [result, operand])
    }

    @Test("a thread that is started inside ignores them, too")
    func threads() {
      final class Seen: Sendable {
        let isZero = Atomic(false)
        let isDone = Atomic(false)
      }
      let seen = Seen()
      let hasStarted = SubnormalNumbers.ignored {
        startThread {
          seen.isZero.store(Self.products == [0, 0], ordering: .relaxed)
          seen.isDone.store(true, ordering: .releasing)
        }
      }
      #expect(hasStarted)
      while !seen.isDone.load(ordering: .acquiring) { usleep(1000) }
      let isZero = seen.isZero.load(ordering: .relaxed)
      #expect(isZero)
    }
  }
#endif
