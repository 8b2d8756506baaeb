import Testing

@testable import Rendering

@Suite("Equals signs and approximate ones")
struct ExactnessTests {
  @Test(
    "= precedes what follows exactly, ≈ what does not",
    arguments: [
      ("exp(-1000)", "≈ 0.0000"), ("1 + 1e-20", "≈ 1.0000"),
      ("9 * 0.9999999999999991", "≈ 9.0000"), ("0.1 + 0.2", "= 0.3"), ("1.1 * 1.1", "= 1.21"),
      ("3 / 8", "= 0.375"), ("1 / 3", "≈ 0.3333"), ("2^10", "= 1024"), ("2^-2", "= 0.25"),
      ("(1/2)^0.5", "≈ 0.7071"), ("exp(0)", "= 1"), ("log(1)", "= 0"), ("cos(0)", "= 1"),
      ("sqrt(2.25)", "= 1.5"), ("sqrt(2)", "≈ 1.4142"), ("tanh(0) + exp(0)", "= 1"),
      ("sigmoid(0)", "= 0.5"), ("sigmoid(40)", "≈ 1.0000"), ("tanh(30)", "≈ 1.0000"),
      ("relu(-3)", "= 0"), ("abs(-0.25)", "= 0.25"), ("max(1/3, 0.5)", "= 0.5"),
      ("min(1/3, 0.5)", "≈ 0.3333"), ("0 * exp(2)", "= 0"), ("100.1 - 100", "= 0.1000"),
      ("0 * (1 / 3)", "= 0"), ("0 / (1 / 3)", "= 0"),
      ("bce(1, 0)", "= 100"), ("sum([0.1, 0.2, 0.3])", "= 0.6"),
    ])
  func relations(expression: String, ending: String) {
    let lines = Rendered("a = \(expression)").block("a").split(separator: "\n")
    #expect(lines.last?.hasSuffix(ending) ?? false, "\(lines)")
  }

  @Test(
    "the result of a comparison or argmax is an integer and exact, even of rounded numbers",
    arguments: [
      ("argmax(p)", "≈ argmax(0.0900, 0.2447, 0.6652) = 2"), ("1/3 < 0.5", "≈ (0.3333 < 0.5) = 1"),
      ("p[0] > p[1]", "≈ (0.0900 > 0.2447) = 0"),
      ("one_hot(argmax(p), 3)", "= [2 == 0, 2 == 1, 2 == 2]\n    = [0, 0, 1]"),
      ("1 + argmax(p)", "≈ 1 + argmax(0.0900, 0.2447, 0.6652)\n    = 1 + 2\n    = 3"),
      ("p < 0.5", "≈ [0.0900 < 0.5, 0.2447 < 0.5, 0.6652 < 0.5] = [1, 1, 0]"),
    ])
  func decisions(expression: String, ending: String) {
    let text = Rendered("p = softmax([1, 2, 3])\n\(expression)\na = \(expression)")
      .text(Style(width: 120))
    #expect(text.contains(ending), "\(text)")
  }

  @Test("after a rounded number, results are rounded")
  func sticky() {
    #expect(
      Rendered("x = 1/3\na = 3 * x + 1").block("a") == """
        a = 3 × x + 1
          ≈ 3 × 0.33333 + 1
          ≈ 1 + 1
          ≈ 2.0000
        """)
  }

  @Test("the chain rule's lines follow exactly too")
  func chainRule() {
    let exact = Rendered("param w = 3\nv = 2 * w\nL = v^2\nbackprop L\nwhy w").block("why w")
    #expect(exact.contains("= 12 × 2\n") && exact.hasSuffix("= 24"), "\(exact)")
    let rounded = Rendered("param w = 1\nv = w / 3\nL = 9 * v\nbackprop L\nwhy w").block("why w")
    #expect(rounded.contains("≈ 9 × 0.33333\n") && rounded.hasSuffix("≈ 3.0000"), "\(rounded)")
  }

  @Test("comparisons have one sign, in ASCII if necessary")
  func signs() {
    let program = "a = 3 >= 2; b = 3 <= 2; c = 3 != 2; d = 3 == 2"
    let text = Rendered(program).text()
    for sign in ["(3 ≥ 2)", "(3 ≤ 2)", "(3 ≠ 2)", "(3 == 2)"] { #expect(text.contains(sign)) }
    let ascii = Rendered(program).text(Style(unicode: false))
    for sign in ["(3 >= 2)", "(3 <= 2)", "(3 != 2)"] { #expect(ascii.contains(sign)) }
  }

  @Test("value(e) shows its arithmetic and keeps its number")
  func cutOff() {
    let program = "param m = 3\nS = m * value(m^2)\nbackprop S\nstep sgd(rate = 0.1)\nforward S"
    let text = Rendered(program).text()
    #expect(text.contains("S = m × value(m²)\n    = 3 × 3²\n    = 3 × 9\n    = 27"), "\(text)")
    #expect(text.contains("S = m × value(m²)\n      = 2.1 × 9\n      = 18.9"), "\(text)")
    #expect(Rendered("v = value(3 * 4 + 1)").block("v").contains("= 12 + 1\n  = 13"))
  }
}
