import Autodiff
import Testing
import Text

@testable import Rendering

@Suite("No printed line is false")
struct TrueDigitsTests {
  private func book(_ decimals: Int = 4) -> NumberBook {
    NumberBook(NumberFormat(decimals: decimals, unicode: true))
  }

  private func text(_ formula: Formula, _ book: NumberBook) -> String {
    FormulaText(style: Style(), book: book).text(formula)
  }

  @Test("the sum of two paths gets the digits that make it true")
  func paths() {
    let a = 0.000668412345
    let b = 0.000229845678
    let sum = Formula.number(a) - .number(b)
    let book = book()
    TrueDigits.settle([TrueDigits.Chain([sum], result: .number(a - b))], in: book)
    #expect(text(sum, book) == "0.0006684 − 0.0002298")
    #expect(text(.number(a - b), book) == "0.000439")
  }

  @Test("a number looks the same in all chains that are settled together")
  func together() {
    let third = 1.0 / 3
    let product = Formula.number(third) * .number(3000, spelling: "3000")
    let sum = Formula.number(third) + .number(1, spelling: "1")
    let book = book()
    TrueDigits.settle(
      [
        TrueDigits.Chain([product], result: .number(third * 3000)),
        TrueDigits.Chain([sum], result: .number(third + 1)),
      ], in: book)
    #expect(text(product, book).hasPrefix(text(.number(third), book)))
    #expect(text(sum, book).hasPrefix(text(.number(third), book)))
    #expect(abs((book.printedValue(of: product) ?? 0) - 1000) <= 0.5)
  }

  @Test("random sums and products print true lines", arguments: [0, 2, 4, 8])
  func random(decimals: Int) {
    var random = PlotTestGenerator(state: 11)
    for _ in 0..<400 {
      let a = Double.random(in: -2...2, using: &random)
      let b = Double.random(in: -0.01...0.01, using: &random)
      let c = Double.random(in: -300...300, using: &random)
      let lines = [
        Formula.number(a) * .number(b) + .number(c), .number(a * b) + .number(c),
      ]
      let chain = TrueDigits.Chain(lines, result: .number(a * b + c))
      let books = TrueDigits.books(for: chain, sharing: book(decimals))
      let result = books[2].print(a * b + c)
      for (line, book) in zip(lines, books) {
        let printed = book.printedValue(of: line) ?? .nan
        #expect(abs(printed - result.value) <= result.halfUnit * (1 + 1e-6))
      }
    }
  }

  @Test(
    "ordinary sums show no binary traces",
    arguments: [
      "0.1 + 0.2", "0.3 - 0.1", "1.1 * 1.1", "0.7 + 0.1 + 0.3", "3 * 0.1", "0.1 * 3 + 0.2",
      "1 - 0.9",
      "4.35 * 100", "1.005 * 1000", "0.57 * 100", "2.3 - 0.9 - 0.4", "0.15 * 0.05 + 0.35",
      "sum([0.1, 0.2, 0.3])", "mean([0.1, 0.2, 0.6])", "[0.1, 0.7] * 3", "1 / 3 * 3",
    ])
  func traces(expression: String) {
    for decimals in [2, 4, 9] {
      let text = Rendered("digits \(decimals)\na = \(expression)").text()
      for trace in ["00000", "99999"] { #expect(!text.contains(trace), "\(text)") }
    }
  }

  @Test("an equals sign precedes exact values only")
  func relations() {
    #expect(
      Rendered("a = 0.15 * 0.05 + 1/3").block("a") == """
        a = 0.15 × 0.05 + 1/3
          ≈ 0.0075 + 0.3333
          ≈ 0.3408
        """)
    #expect(Rendered("a = 2 / 4").block("a") == "a = 2/4\n  = 0.5")
  }
}
