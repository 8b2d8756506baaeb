import Autodiff
import Testing
import Text

@testable import Rendering

@Suite("Equations on the page")
struct EquationTests {
  /// The equation of a subject with formulas that are given as their text, and a value.
  private func equation(
    _ subject: String, _ symbols: String..., value: Double, isAssignment: Bool = false,
    unicode: Bool = true
  ) -> EquationText {
    var working = Working(
      subject: .name(subject), symbols: symbols.map { .name($0) }, arithmetic: [],
      result: .number(value), value: Tensor(value))
    working.isAssignment = isAssignment
    let format = NumberFormat(decimals: 4, unicode: unicode)
    return EquationText(Equation(working, NumberBook(format)), Style(unicode: unicode))
  }

  @Test("links are aligned")
  func stacked() {
    let third = equation("w", "a / b", "1 / 3", value: 1.0 / 3)
    #expect(
      third.stacked(width: 80, indent: 2) == ["  w = a / b", "    = 1 / 3", "    ≈ 0.3333"])
    #expect(third.line == "w = a / b = 1 / 3 ≈ 0.3333")
  }

  @Test("an equation is on one line if it fits, to the column")
  func compact() {
    let short = equation("w", "a − b", "3 − 1", value: 2)
    #expect(short.compact(width: 23, indent: 2) == ["  w = a − b = 3 − 1 = 2"])
    #expect(short.compact(width: 22, indent: 2).count == 3)
  }

  @Test("a line that repeats the previous one is omitted")
  func repeated() {
    #expect(equation("w", "w", "w", value: 0.5).line == "w = 0.5")
    let spelled = Working(
      subject: .name("w"), symbols: [], arithmetic: [.number(0.5, spelling: "0.5")],
      result: .number(0.5), value: Tensor(0.5))
    let book = NumberBook(NumberFormat(decimals: 4, unicode: true))
    #expect(EquationText(Equation(spelled, book), Style()).line == "w = 0.5")
  }

  @Test("a long subject has a separate line")
  func longSubject() {
    #expect(
      equation("dE/d(w1 × x + 0.35)", "a × b", value: 2).stacked(width: 50, indent: 2) == [
        "  dE/d(w1 × x + 0.35)", "    = a × b", "    = 2",
      ])
  }

  @Test("a long sum breaks before a sign, a list between its elements")
  func wrapped() {
    #expect(
      equation("L", "0.1234 × 10 + 0.2345 × 20 + 0.3456 × 30", value: 2)
        .stacked(width: 36, indent: 2) == [
          "  L = 0.1234 × 10 + 0.2345 × 20", "        + 0.3456 × 30", "    = 2",
        ])
    #expect(
      equation("W", "[[0.15, 0.20, 0.25], [0.30, 0.35, 0.40]]", value: 2)
        .stacked(width: 36, indent: 2) == [
          "  W = [[0.15, 0.20, 0.25],", "       [0.30, 0.35, 0.40]]", "    = 2",
        ])
  }

  @Test("an assignment has an arrow, and its links are aligned in ASCII")
  func assignment() {
    let plain = equation("w", "w − r", value: 2, isAssignment: true)
    #expect(plain.stacked(width: 80, indent: 0) == ["w ← w − r", "  = 2"])
    let ascii = equation("w", "w - r", value: 2, isAssignment: true, unicode: false)
    #expect(ascii.stacked(width: 80, indent: 0) == ["w <- w - r", "   = 2"])
  }

  @Test("a large tensor is described by its shape and size")
  func summary() {
    #expect(
      Rendered("v = one_hot(3, 40)\nu = 2 * v").block("u")
        == "u = 2 × v\n  → shape [40], smallest 0, largest 2, mean 0.05")
  }
}
