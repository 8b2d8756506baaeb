import Testing
import Text

@testable import Rendering

@Suite("Fractions of any size")
struct ExactNumberTests {
  private func number(_ text: String) -> ExactNumber { ExactNumber(DecimalNumber(text)) }

  private func equals(_ a: ExactNumber?, _ b: String) -> Bool {
    a?.isEqual(to: number(b)) ?? false
  }

  @Test("decimals are added, multiplied and divided as on paper")
  func arithmetic() {
    #expect(equals(number("0.1") + number("0.2"), "0.3"))
    #expect(!equals(number("1") + number("1e-20"), "1"))
    #expect(equals(number("1") + number("1e-20"), "1.00000000000000000001"))
    #expect(equals(number("9") * number("0.9999999999999991"), "8.9999999999999919"))
    #expect(equals(number("-1.5e-3") - number("-2.5E-3"), "0.001"))
    #expect(equals((number("1") / number("3")).flatMap { $0 * number("3") }, "1"))
    #expect(equals(number("-2").raised(to: -3), "-0.125"))
    #expect(number("1") / number("0") == nil)
    #expect(number("1e300") + number("1e-3000") == nil)
    #expect(number("3").raised(to: 100_000) == nil)
  }

  @Test("whole numbers agree with machine numbers and their own identities")
  func identities() {
    var random = PlotTestGenerator(state: 5)
    for _ in 0..<300 {
      let a = Int.random(in: -1_000_000_000...1_000_000_000, using: &random)
      let b = Int.random(in: -1_000_000_000...1_000_000_000, using: &random)
      let (x, y) = (number("\(a)"), number("\(b)"))
      #expect(equals(x + y, "\(a + b)"))
      #expect(equals(x - y, "\(a - b)"))
      #expect(equals(x * y, "\(a * b)"))
      let square = (x + y).flatMap { $0 * $0 }
      let parts = (x * x).flatMap { xx in (y * y).flatMap { xx + $0 } }
      let twice = (x * y).flatMap { $0 + $0 }
      #expect(square?.isEqual(to: parts.flatMap { p in twice.flatMap { p + $0 } } ?? x) ?? false)
    }
  }
}
