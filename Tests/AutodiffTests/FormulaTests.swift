import TestSupport
import Testing

@testable import Autodiff

struct FormulaTests {
  private let a = Formula.number(2)
  private let b = Formula.number(3)
  private let c = Formula.number(5)

  @Test("a sum of a sum is one sum, a product of a product one product")
  func flattening() {
    #expect((a + b - c + a).text == "2.0 + 3.0 - 5.0 + 2.0")
    #expect((a * b / c * a).text == "2.0 * 3.0 / 5.0 * 2.0")
    #expect((a + b * c).text == "2.0 + (3.0 * 5.0)")
  }

  @Test("a subtrahend or divisor is kept in brackets")
  func grouping() {
    #expect((a - (b + c)).text == "2.0 - (3.0 + 5.0)")
    #expect((a / (b * c)).text == "2.0 / (3.0 * 5.0)")
    #expect((a - (b + c)).value == -6)
    #expect(isClose((a / (b * c)).value!, 2.0 / 15))
  }

  @Test("minus a positive number is a negative number, spelling included")
  func negation() {
    #expect((-Formula.number(2, spelling: "2.00")).text == "-2.00")
    #expect((-Formula.number(-2)).text == "-(-2.0)")
    #expect((-(-Formula.number(2))).value == 2)
    #expect((-Formula.name("x")).text == "-x")
  }

  @Test("a step does every operation whose operands are numbers, a sum of several at once")
  func steps() throws {
    let formula = (a * b + b * c) * (a + b + c)
    let lines = formula.lines.map(\.text)
    #expect(
      lines == [
        "((2.0 * 3.0) + (3.0 * 5.0)) * (2.0 + 3.0 + 5.0)", "(6.0 + 15.0) * 10.0", "21.0 * 10.0",
        "210.0",
      ])
  }

  @Test("a function with a definition is written out before it is computed")
  func definitions() {
    let lines = Formula.call(.sigmoid, [.number(-2) + .number(2.5)]).lines.prefix(4).map(\.text)
    #expect(
      lines == [
        "sigmoid(-2.0 + 2.5)", "sigmoid(0.5)", "1.0 / (1.0 + exp(-0.5))",
        "1.0 / (1.0 + 0.60653066)",
      ])
  }

  @Test("a choice reduces its condition first, then becomes the chosen value")
  func choices() {
    let formula = Formula.choice(
      a * b, condition: .comparison(.greater, a + b, c), otherwise: b * c)
    #expect(
      formula.lines.map(\.text) == [
        "2.0 * 3.0 if (2.0 + 3.0) > 5.0 else 3.0 * 5.0", "2.0 * 3.0 if 5.0 > 5.0 else 3.0 * 5.0",
        "2.0 * 3.0 if 0.0 else 3.0 * 5.0", "3.0 * 5.0", "15.0",
      ])
  }

  @Test("a name has no value and no step")
  func names() {
    let formula = Formula.name("w") - .number(2)
    #expect(formula.hasNames)
    #expect(formula.value == nil)
    #expect(formula.reduced == nil)
    #expect(!(a + b).hasNames)
  }

  @Test("numbers next to names are computed")
  func partialSteps() throws {
    let next = try #require((.name("w") - a * b).reduced)
    #expect(next.text == "w - 6.0")
    #expect(next.reduced == nil)
  }

  @Test("a long sum keeps its ends and its total")
  func longSum() throws {
    let sum = Formula.sum(count: 20) {
      .number(Double($0))
    } value: {
      Double($0)
    }
    #expect(sum.text == "0.0 + 1.0 + 2.0 + 3.0 + <14 more> + 18.0 + 19.0")
    #expect(sum.value == 190)
    #expect(sum.lines.map(\.text) == [sum.text, "190.0"])
  }

  @Test(
    "a short sum is written as it is", arguments: [(0, "0.0"), (1, "0.0"), (3, "0.0 + 1.0 + 2.0")])
  func shortSum(count: Int, text: String) {
    let sum = Formula.sum(count: count) {
      .number(Double($0))
    } value: {
      Double($0)
    }
    #expect(sum.text == text)
  }

  @Test("parts of a long sum are worked out before the total")
  func longSumOfProducts() {
    let sum = Formula.sum(count: 20) {
      .number(Double($0)) * .number(2)
    } value: {
      Double($0) * 2
    }
    #expect(sum.lines.map(\.omittedCount) == [14, 14, 0])
    #expect(sum.lines.map(\.value) == [380, 380, 380])
  }
}

extension Formula {
  /// The formula and every step after it.
  var lines: [Formula] { [self] + (reduced?.lines ?? []) }
}
