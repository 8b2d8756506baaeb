import Autodiff
import LessonLanguage
import Text

/// The elements of each kind of formula.
extension FormulaHTML {
  mutating func write(
    _ formula: Formula, within binding: Formula.Binding, like symbols: Formula? = nil
  ) {
    if formula.typesetBinding < binding {
      inParentheses(formula, like: symbols)
    } else {
      write(formula, like: symbols)
    }
  }

  mutating func inParentheses(_ formula: Formula, like symbols: Formula?) {
    fenced("(", ")", isTall: formula.isTall) { $0.write(formula, like: symbols) }
  }

  mutating func write(_ formula: Formula, like symbols: Formula? = nil) {
    switch formula {
    case .number(let value, let spelling):
      number(book.print(value, spelling: spelling).text, named: symbols)
    case .name(let name): identifier(name)
    case .element(let base, let index):
      row(named: formula) {
        $0.write(base, within: .atom)
        $0.fenced("[", "]", isTall: false) {
          $0.separated(index.map { .number(Double($0)) }, like: nil)
        }
      }
    case .derivative(let a, let b): derivative(a, b, named: formula)
    case .share(let a, let b, let through):
      derivative(a, b, named: .derivative(of: a, by: b))
      words(" by ")
      write(through)
    case .sum(let terms): sum(terms, like: symbols)
    case .product(let factors): product(factors[...], like: symbols)
    case .matrixProduct(let a, let b):
      let (left, right) = symbols.pair(like: formula)
      write(a, within: .product, like: left)
      mayBreak()
      between("@")
      write(b, within: .sign, like: right)
    case .power(let base, let exponent):
      let (left, right) = symbols.pair(like: formula)
      html.mark("<msup>")
      row {
        if base.isNegative || $0.isScientific(base) {
          $0.inParentheses(base, like: left)
        } else {
          $0.write(base, within: .atom, like: left)
        }
      }
      row { $0.write(exponent, like: right) }
      html.mark("</msup>")
    case .negative(let a):
      html.mark("<mo form=\"prefix\">−</mo>")
      length += 1
      let inner = symbols.operands(like: formula).first
      if a.isNegative {
        inParentheses(a, like: inner)
      } else {
        write(a, within: .sign, like: inner)
      }
    case .comparison(let comparison, let a, let b):
      let (left, right) = symbols.pair(like: formula)
      write(a, within: .sum, like: left)
      mayBreak()
      between(style.text(comparison))
      write(b, within: .sum, like: right)
    case .choice(let a, let condition, let b):
      let parts = symbols.operands(like: formula)
      write(a, within: .comparison, like: parts.first)
      mayBreak(after: 8)
      words(" if ")
      write(condition, within: .comparison, like: parts.count == 3 ? parts[1] : nil)
      mayBreak(after: 8)
      words(" else ")
      write(b, within: .choice, like: parts.last)
    case .call(let function, let arguments):
      call(function.name, arguments, like: symbols.operands(like: formula))
    case .operation("index", let parts, _):
      row(named: formula) {
        $0.write(parts[0], within: .atom)
        $0.fenced("[", "]", isTall: false) { $0.separated(Array(parts.dropFirst()), like: nil) }
      }
    case .operation(let name, let arguments, let options): call(name, arguments, options)
    case .list(let items): list(items, like: symbols)
    case .omitted(let count): words("… \(count) more …")
    case .abridged(let inner, _):
      if case .abridged(let other, _)? = symbols {
        write(inner, like: other)
      } else {
        write(inner, like: symbols)
      }
    case .summary: words(FormulaText(style: style, book: book).text(formula))
    }
  }

  /// `0.38`, or `1.3 × 10⁻⁹` as a product with a power of ten.
  mutating func number(_ printed: String, named name: Formula?) {
    length += printed.utf8.count
    let (digits, power) = PrintedNumber.parts(printed)
    guard let power else {
      html.mark("<mn")
      self.name(name)
      html.mark(">")
      html.say(digits)
      html.mark("</mn>")
      return
    }
    row(named: name) {
      $0.html.mark("<mn>")
      $0.html.say(digits)
      $0.html.mark("</mn><mo>×</mo><msup><mn>10</mn><mn>")
      $0.html.say(power)
      $0.html.mark("</mn></msup>")
    }
  }

  /// A name, with a number or a suffix as a subscript, as in W₁ or v_w.
  mutating func identifier(_ name: String) {
    length += name.utf8.count
    let index = Self.index(of: name)
    html.mark(index == nil ? "<mi" : "<msub")
    self.name(.name(name))
    html.mark(">")
    guard let (base, index) = index else {
      html.say(name)
      html.mark("</mi>")
      return
    }
    html.mark("<mi>")
    html.say(base)
    html.mark("</mi><mi>")
    html.say(index)
    html.mark("</mi></msub>")
  }

  /// `W` and `1` of `W1`, `v` and `w` of `v_w`; `nil` for other names.
  private static func index(of name: String) -> (base: Substring, index: Substring)? {
    func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    let rest = name.utf8.dropFirst()
    if rest.isEmpty { return nil }
    if rest.allSatisfy(isDigit) { return (name.prefix(1), name.dropFirst()) }
    guard let line = rest.firstIndex(of: UInt8(ascii: "_")) else { return nil }
    let index = name[line...].dropFirst()
    return index.utf8.allSatisfy(isDigit) ? nil : (name[..<line], index)
  }

  mutating func derivative(_ a: Formula, _ b: Formula, named name: Formula) {
    html.mark("<mfrac")
    self.name(name)
    html.mark(">")
    for part in [a, b] {
      row {
        $0.html.mark("<mi>d</mi>")
        if case .name(let name) = part, name.utf8.count > 1, Self.index(of: name) == nil {
          $0.html.mark("<mspace width=\"0.15em\"/>")
        }
        switch part {
        case .name, .element: $0.write(part)
        default: $0.inParentheses(part, like: nil)
        }
      }
    }
    html.mark("</mfrac>")
    length += 2
  }

  /// Whether a number is written as a product with a power of ten.
  func isScientific(_ formula: Formula) -> Bool {
    guard case .number(let value, let spelling) = formula else { return false }
    return PrintedNumber.parts(book.print(value, spelling: spelling).text).power != nil
  }
}
