import Autodiff
import Learning
import LessonLanguage
import Testing
import Text

@testable import Rendering

@Suite("Formulas as MathML")
struct MathMLTests {
  /// The markup of a formula without the surrounding element.
  private func markup(_ formula: Formula) -> String {
    var html = HTMLWriter()
    let book = NumberBook(NumberFormat(decimals: 4, unicode: true))
    FormulaHTML.write(formula, Style(), book, to: &html)
    #expect(ParsedPage(html.text).fault == nil)
    let start = "<math>"
    let end = "</math>"
    #expect(html.text.hasPrefix(start) && html.text.hasSuffix(end))
    return String(html.text.dropFirst(start.count).dropLast(end.count))
      .replacingNames()
  }

  private let a = Formula.name("a")
  private let b = Formula.name("b")
  private let x = Formula.name("x")

  @Test("numbers")
  func numbers() {
    #expect(markup(.number(0.5)) == "<mn>0.5</mn>")
    #expect(markup(.number(-2)) == "<mn>−2</mn>")
    #expect(markup(.number(0.5, spelling: "0.50")) == "<mn>0.50</mn>")
    #expect(
      markup(.number(1.25e-9))
        == "<mrow><mn>1.25</mn><mo>×</mo><msup><mn>10</mn><mn>−9</mn></msup></mrow>")
    #expect(markup(.number(.infinity)) == "<mn>inf</mn>")
  }

  @Test("names have a `data-name`; their suffixes are subscripts")
  func names() {
    var html = HTMLWriter()
    let book = NumberBook(NumberFormat(decimals: 4, unicode: true))
    FormulaHTML.write(.element(.name("W1"), [0, 1]), Style(), book, to: &html)
    #expect(
      html.text == """
        <math><mrow data-name="W1[0, 1]"><msub data-name="W1"><mi>W</mi><mi>1</mi></msub><mo stretchy="false">[</mo>\
        <mn>0</mn><mo>,</mo><mn>1</mn><mo stretchy="false">]</mo></mrow></math>
        """)
    #expect(markup(.name("rate")) == "<mi>rate</mi>")
    #expect(markup(.name("v_w")) == "<msub><mi>v</mi><mi>w</mi></msub>")
    #expect(markup(.name("x_1")) == "<mi>x_1</mi>")
    #expect(markup(.name("ä1")) == "<mi>ä1</mi>")
  }

  @Test("sums, products and fractions")
  func arithmetic() {
    let plus = "<mo form=\"infix\">+</mo>"
    let minus = "<mo form=\"infix\">−</mo>"
    let times = "<mo form=\"infix\">×</mo>"
    #expect(markup(a + b - x) == "<mi>a</mi>\(plus)<mi>b</mi>\(minus)<mi>x</mi>")
    #expect(
      markup(a - .number(-2))
        == "<mi>a</mi>\(minus)<mo stretchy=\"false\">(</mo><mn>−2</mn><mo stretchy=\"false\">)</mo>"
    )
    #expect(
      markup(a * (b + x))
        == "<mi>a</mi>\(times)<mo stretchy=\"false\">(</mo><mi>b</mi>\(plus)<mi>x</mi><mo stretchy=\"false\">)</mo>"
    )
    #expect(
      markup((a + b) / x)
        == "<mfrac><mrow><mi>a</mi>\(plus)<mi>b</mi></mrow><mrow><mi>x</mi></mrow></mfrac>")
    #expect(
      markup(a / b * x)
        == "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>\(times)<mi>x</mi>")
    #expect(
      markup(a * b / x)
        == "<mfrac><mrow><mi>a</mi>\(times)<mi>b</mi></mrow><mrow><mi>x</mi></mrow></mfrac>")
    #expect(markup(-a) == "<mo form=\"prefix\">−</mo><mi>a</mi>")
    #expect(
      markup(a + .number(-2) * b)
        == "<mi>a</mi>\(plus)<mo stretchy=\"false\">(</mo><mn>−2</mn><mo stretchy=\"false\">)</mo>\(times)<mi>b</mi>"
    )
  }

  @Test("powers and roots")
  func powers() {
    #expect(
      markup(.power(a, .number(2))) == "<msup><mrow><mi>a</mi></mrow><mrow><mn>2</mn></mrow></msup>"
    )
    #expect(
      markup(.power(.number(-2), b)).hasPrefix(
        "<msup><mrow><mo stretchy=\"false\">(</mo><mn>−2</mn><mo stretchy=\"false\">)</mo></mrow>"))
    // A fraction raised to a power is in parentheses of its height.
    #expect(
      markup(.power(a / b, .number(2))).hasPrefix("<msup><mrow><mrow><mo>(</mo><mfrac>"))
    #expect(
      markup(.operation("sqrt", [a + b], options: []))
        == "<msqrt><mrow><mi>a</mi><mo form=\"infix\">+</mo><mi>b</mi></mrow></msqrt>")
  }

  @Test("derivatives, comparisons, choices, calls")
  func others() {
    #expect(
      markup(.derivative(of: a, by: x))
        == "<mfrac><mrow><mi>d</mi><mi>a</mi></mrow><mrow><mi>d</mi><mi>x</mi></mrow></mfrac>")
    #expect(
      markup(.share(of: a, by: x, through: b)).hasSuffix(
        "</mfrac><mtext>\u{A0}by\u{A0}</mtext><mi>b</mi>"))
    #expect(
      markup(.comparison(.lessOrEqual, a, b)) == "<mi>a</mi><mo form=\"infix\">≤</mo><mi>b</mi>")
    #expect(
      markup(.choice(a, condition: x, otherwise: b))
        == "<mi>a</mi><mtext>\u{A0}if\u{A0}</mtext><mi>x</mi></math><wbr/><math><mtext>\u{A0}else\u{A0}</mtext><mi>b</mi>"
    )
    #expect(
      markup(.matrixProduct(a, b)) == "<mi>a</mi><mo form=\"infix\">@</mo><mi>b</mi>")
    #expect(
      markup(.operation("sum", [a], options: [.init(name: "axis", value: .number(1))])) == """
        <mi>sum</mi><mo>\u{2061}</mo><mo stretchy="false">(</mo><mi>a</mi><mo>,</mo><mi>axis</mi><mo>=</mo><mn>1</mn>\
        <mo stretchy="false">)</mo>
        """)
    #expect(
      markup(.operation("index", [a, b], options: []))
        == "<mrow><mi>a</mi><mo stretchy=\"false\">[</mo><mi>b</mi><mo stretchy=\"false\">]</mo></mrow>"
    )
    #expect(markup(.abridged(a, value: 1)) == "<mi>a</mi>")
    #expect(markup(.omitted(count: 3)) == "<mtext>… 3 more …</mtext>")
    let summary = TensorSummary(Tensor(2))
    #expect(markup(.summary(summary)).hasPrefix("<mtext>shape "))
  }

  @Test("lists are in a row, matrices in rows and columns, wide ones row by row")
  func lists() {
    #expect(
      markup(.list([a, b])) == """
        <mo stretchy="false">[</mo><mi>a</mi><mo>,</mo><mi>b</mi><mo stretchy="false">]</mo>
        """)
    #expect(
      markup(.list([.list([a, b]), .list([x, .number(1)])])) == """
        <mrow class="matrix"><mo>[</mo><mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>x</mi>\
        </mtd><mtd><mn>1</mn></mtd></mtr></mtable><mo>]</mo></mrow>
        """)
    #expect(
      markup(.list([.list([a]), .omitted(count: 5)])).contains(
        "<mtr><mtd columnspan=\"1\"><mtext>… 5 more …</mtext></mtd></mtr>"))
    let wide = Formula.list((0..<12).map { .number(100_000 + Double($0)) })
    let rows = markup(.list([wide, wide]))
    #expect(rows.contains("</math><br/><math>") && !rows.contains("mtable"))
  }

  @Test("a long formula may break between its parts, a short one may not")
  func breaks() {
    let terms = (1...8).map { Formula.number(0.125 * Double($0)) }
    let sum = terms.dropFirst().reduce(terms[0]) { $0 + $1 }
    #expect(markup(sum).contains("</math><wbr/><math><mo form=\"infix\">+</mo>"))
    #expect(!markup(a + b).contains("wbr"))
    // Not inside a group that counts as one element.
    #expect(!markup(.power(sum, .number(2))).contains("wbr"))
  }
}

@Suite("Linked numbers")
struct LinkedNumberTests {
  /// The names of a program's numbers, as `number name`, in order.
  private func links(_ program: String) -> [String] {
    let body = Rendered(program).body()
    return body.matches(of: #/<mn data-name="([^"]*)">([^<]*)</mn>/#).map { "\($0.2) \($0.1)" }
  }

  @Test(
    "a number carries the name that it replaces, and a value its own name")
  func names() {
    #expect(
      links("w = 0.38\nL = (w - 0.655)^2") == ["0.38 w", "0.38 w", "0.075625 L"])
    #expect(
      links("x = [1, 2]\ny = x * 3") == ["1 x[0]", "2 x[1]", "3 y[0]", "6 y[1]"])
    #expect(links("W = [[1, 2], [3, 4]]") == ["1 W[0, 0]", "2 W[0, 1]", "3 W[1, 0]", "4 W[1, 1]"])
  }

  @Test("gradients do, too")
  func gradients() {
    let program = "param w = 3\nL = w^2\nbackprop L"
    #expect(links(program).suffix(3) == ["1 dL/dL", "3 w", "6 dL/dw"])
  }
}

extension String {
  /// The markup without `data-name`, which has separate tests.
  fileprivate func replacingNames() -> String { replacing(#/ data-name="[^"]*"/#, with: "") }
}
