import Autodiff
import LessonLanguage
import Text

/// Writes formulas as MathML Core.
///
/// What names a quantity, and a number that stands in its place, carries the name as `data-name`, written as the program
/// would write it. A long formula is several `math` elements with places between where a line may break: browsers do not break
/// one.
struct FormulaHTML {
  private let style: Style
  private let book: NumberBook
  private(set) var html = HTMLWriter()
  /// How many elements are open around the present place besides `math` itself.
  private var depth = 0
  /// About how many characters the present `math` element shows.
  private var length = 0

  private init(_ style: Style, _ book: NumberBook) {
    self.style = style
    self.book = book
  }

  /// A formula as one or more `math` elements.
  static func write(
    _ formula: Formula, _ style: Style, _ book: NumberBook, to html: inout HTMLWriter
  ) {
    var writer = FormulaHTML(style, book)
    writer.math { $0.write(formula) }
    html.append(writer.html)
  }

  /// The right side of a link. Numbers carry the names in whose place they stand: those that `symbols` has there.
  static func write(
    _ link: Equation.Link, like symbols: Formula?, _ style: Style, to html: inout HTMLWriter
  ) {
    if case .summary = link.formula {
      html.say(FormulaText(style: style, book: link.book).text(link.formula))
      return
    }
    var writer = FormulaHTML(style, link.book)
    writer.math {
      if let number = link.roundedNumber {
        $0.number(number, named: symbols)
      } else {
        $0.write(link.formula, within: .sum, like: symbols)
      }
    }
    html.append(writer.html)
  }

  private mutating func math(_ content: (inout FormulaHTML) -> Void) {
    html.mark("<math>")
    content(&self)
    html.mark("</math>")
  }

  // MARK: Elements

  /// A group that counts as one element.
  private mutating func row(
    named name: Formula? = nil, _ content: (inout FormulaHTML) -> Void
  ) {
    html.mark("<mrow")
    self.name(name)
    html.mark(">")
    depth += 1
    content(&self)
    depth -= 1
    html.mark("</mrow>")
  }

  private mutating func sign(_ text: String) {
    html.mark("<mo>")
    html.say(text)
    html.mark("</mo>")
    length += 2
  }

  /// A sign between two operands, also where it is the first of a line.
  private mutating func between(_ text: String) {
    html.mark("<mo form=\"infix\">")
    html.say(text)
    html.mark("</mo>")
    length += 3
  }

  private mutating func words(_ text: String) {
    html.mark("<mtext>")
    html.say(text)
    html.mark("</mtext>")
    length += text.utf8.count
  }

  private mutating func name(_ formula: Formula?) {
    guard let formula, formula.isQuantity else { return }
    html.attribute("data-name", FormulaText(style: style, book: book).text(formula))
  }

  /// A place where the line may break, if the line so far is worth it.
  private mutating func mayBreak(after least: Int = 12) {
    guard depth == 0, length >= least else { return }
    html.mark("</math><wbr/><math>")
    length = 0
  }

  /// Brackets: as high as what stands beside them, or as letters where that is no higher.
  private mutating func fenced(
    _ open: String, _ close: String, isTall: Bool, _ content: (inout FormulaHTML) -> Void
  ) {
    if isTall, depth > 0 {
      row { $0.fenced(open, close, content, isStretched: true) }
    } else {
      fenced(open, close, content, isStretched: isTall)
    }
  }

  private mutating func fenced(
    _ open: String, _ close: String, _ content: (inout FormulaHTML) -> Void, isStretched: Bool
  ) {
    fence(open, isStretched)
    content(&self)
    fence(close, isStretched)
  }

  private mutating func fence(_ text: String, _ isStretched: Bool) {
    html.mark(isStretched ? "<mo>" : "<mo stretchy=\"false\">")
    html.say(text)
    html.mark("</mo>")
    length += 1
  }

  // MARK: Formulas

  private mutating func write(
    _ formula: Formula, within binding: Formula.Binding, like symbols: Formula? = nil
  ) {
    if formula.typesetBinding < binding {
      inParentheses(formula, like: symbols)
    } else {
      write(formula, like: symbols)
    }
  }

  private mutating func inParentheses(_ formula: Formula, like symbols: Formula?) {
    fenced("(", ")", isTall: formula.isTall) { $0.write(formula, like: symbols) }
  }

  private mutating func write(_ formula: Formula, like symbols: Formula? = nil) {
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

  /// `0.38`, or `1.3 × 10⁻⁹` as a product with a power.
  private mutating func number(_ printed: String, named name: Formula?) {
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

  /// A name; what counts or tells it apart stands below its first letters, as in W₁ or v_w.
  private mutating func identifier(_ name: String) {
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

  /// `W` and `1` of `W1`, `v` and `w` of `v_w`; nothing of other names.
  private static func index(of name: String) -> (base: Substring, index: Substring)? {
    func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    let rest = name.utf8.dropFirst()
    if rest.isEmpty { return nil }
    if rest.allSatisfy(isDigit) { return (name.prefix(1), name.dropFirst()) }
    guard let line = rest.firstIndex(of: UInt8(ascii: "_")) else { return nil }
    let index = name[line...].dropFirst()
    return index.utf8.allSatisfy(isDigit) ? nil : (name[..<line], index)
  }

  private mutating func derivative(_ a: Formula, _ b: Formula, named name: Formula) {
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

  private mutating func sum(_ terms: [Formula.Term], like symbols: Formula?) {
    let isLong = terms.count > Formula.mostParts
    var shown = terms.map { (formula: $0.formula, isSubtracted: $0.isSubtracted) }
    if isLong {
      shown = Formula.abridged(terms.map { $0.isSubtracted ? -$0.formula : $0.formula })
        .map { ($0, false) }
    }
    let names = isLong ? [] : symbols.operands(like: .sum(terms))
    for (position, term) in shown.enumerated() {
      let name = position < names.count ? names[position] : nil
      guard position > 0 else {
        write(term.formula, within: isLong ? .product : .sum, like: name)
        continue
      }
      mayBreak()
      between(term.isSubtracted ? "−" : "+")
      if term.formula.isNegative {
        inParentheses(term.formula, like: name)
      } else if case .product(let factors) = term.formula {
        product(factors[...], like: name, isFollowing: true)
      } else {
        write(term.formula, within: .product, like: name)
      }
    }
  }

  /// Factors in a row, what is divided over its divisor; one that begins a product after another term has a sign in
  /// parentheses too.
  private mutating func product(
    _ factors: ArraySlice<Formula.Factor>, like symbols: Formula?, isFollowing: Bool = false
  ) {
    let names = symbols.operands(like: .product(Array(factors)))
    product(factors, names[...], isFollowing)
  }

  private mutating func product(
    _ factors: ArraySlice<Formula.Factor>, _ names: ArraySlice<Formula>, _ isFollowing: Bool
  ) {
    guard let last = factors.last else { return }
    let name = names.last
    if factors.count == 1 {
      if isFollowing, last.formula.isNegative {
        inParentheses(last.formula, like: name)
      } else {
        write(last.formula, within: .product, like: name)
      }
    } else if last.divides {
      html.mark("<mfrac>")
      row {
        if factors.count == 2 {
          $0.write(factors[factors.startIndex].formula, like: names.first)
        } else {
          $0.product(factors.dropLast(), names.dropLast(), false)
        }
      }
      row { $0.write(last.formula, like: name) }
      html.mark("</mfrac>")
      length += 1
    } else {
      product(factors.dropLast(), names.dropLast(), isFollowing)
      mayBreak(after: 32)
      between("×")
      if last.formula.isNegative {
        inParentheses(last.formula, like: name)
      } else {
        write(last.formula, within: .sign, like: name)
      }
    }
  }

  private mutating func call(
    _ name: String, _ arguments: [Formula], _ options: [Formula.Option] = [],
    like symbols: [Formula] = []
  ) {
    if name == "sqrt", arguments.count == 1, options.isEmpty {
      html.mark("<msqrt>")
      row { $0.write(arguments[0], like: symbols.first) }
      html.mark("</msqrt>")
      length += 2
      return
    }
    html.mark("<mi>")
    html.say(name)
    html.mark("</mi><mo>\u{2061}</mo>")
    length += name.utf8.count
    fenced("(", ")", isTall: arguments.contains { $0.isTall }) {
      $0.separated(arguments, like: symbols)
      for (position, option) in options.enumerated() {
        if position > 0 || !arguments.isEmpty { $0.comma() }
        $0.html.mark("<mi>")
        $0.html.say(option.name)
        $0.html.mark("</mi>")
        $0.sign("=")
        $0.write(option.value)
      }
    }
  }

  private mutating func comma() {
    sign(",")
    mayBreak(after: 8)
  }

  private mutating func separated(_ items: [Formula], like symbols: [Formula]?) {
    if items.count == 1, case .omitted(let count) = items[0] {
      words("… \(count) numbers …")
      return
    }
    let names = items.count <= Formula.mostParts ? symbols ?? [] : []
    for (position, item) in Formula.abridged(items).enumerated() {
      if position > 0 { comma() }
      write(item, like: position < names.count ? names[position] : nil)
    }
  }

  /// A row in brackets; the rows of a matrix under one another.
  private mutating func list(_ items: [Formula], like symbols: Formula?) {
    let names = symbols.elements(of: items)
    let columns = items.matrixColumns
    if columns != nil, depth == 0, !fitsSideBySide(items) {
      return rows(items, like: names)
    }
    guard let columns else {
      fenced("[", "]", isTall: items.contains { $0.isTall }) { $0.separated(items, like: names) }
      return
    }
    html.mark("<mrow class=\"matrix\"")
    name(symbols)
    html.mark(">")
    depth += 1
    sign("[")
    html.mark("<mtable>")
    let padding = padding(items, columns)
    for (position, item) in items.enumerated() {
      let name = position < names.count ? names[position] : nil
      matrixRow(
        item, columns, padding.map { $0.padding(position) }, like: name.elements(of: item.operands))
    }
    html.mark("</mtable>")
    sign("]")
    depth -= 1
    html.mark("</mrow>")
    length += 12
  }

  /// A matrix of numbers column by column; nothing of one that holds anything else.
  private func padding(_ rows: [Formula], _ columns: Int) -> [NumberCells] {
    let cells = rows.map { $0.operands }
    guard cells.allSatisfy({ $0.allSatisfy { $0.isNumber } }) else { return [] }
    let writer = FormulaText(style: style, book: book)
    return (0..<columns).map { column in
      NumberCells(cells.map { column < $0.count ? writer.text($0[column]) : "" })
    }
  }

  /// Spaces as wide as digits.
  private mutating func spaces(_ count: Int) {
    guard count > 0 else { return }
    html.mark("<mtext>")
    for _ in 0..<count { html.mark("\u{2007}") }
    html.mark("</mtext>")
  }

  /// Whether the rows of a matrix have room on a printed page.
  private func fitsSideBySide(_ rows: [Formula]) -> Bool {
    let writer = FormulaText(style: style, book: book)
    return rows.allSatisfy { TextColumns.width(writer.text($0)) <= 64 }
  }

  /// A wide matrix, a row after the other, each broken where it must be.
  private mutating func rows(_ items: [Formula], like names: [Formula]) {
    fence("[", false)
    for (position, item) in items.enumerated() {
      if position > 0 {
        sign(",")
        html.mark("</math><br/><math>")
        length = 0
      }
      let name = position < names.count ? names[position] : nil
      if case .list(let cells) = item {
        fenced("[", "]", isTall: false) { $0.separated(cells, like: name.elements(of: cells)) }
      } else {
        write(item)
      }
    }
    fence("]", false)
  }

  /// The cells of a row; of rows that are left out, how many they are.
  private mutating func matrixRow(
    _ row: Formula, _ columns: Int, _ padding: [Int], like names: [Formula]
  ) {
    html.mark("<mtr>")
    if case .list(let cells) = row {
      for (position, cell) in cells.enumerated() {
        html.mark("<mtd>")
        write(cell, like: position < names.count ? names[position] : nil)
        if position < padding.count { spaces(padding[position]) }
        html.mark("</mtd>")
      }
    } else {
      html.mark("<mtd columnspan=\"")
      html.number(columns)
      html.mark("\">")
      write(row)
      html.mark("</mtd>")
    }
    html.mark("</mtr>")
  }

  /// Whether a number is written as a product with a power of ten.
  private func isScientific(_ formula: Formula) -> Bool {
    guard case .number(let value, let spelling) = formula else { return false }
    return PrintedNumber.parts(book.print(value, spelling: spelling).text).power != nil
  }
}

extension Formula {
  /// Whether it is a name, an element or a derivative: something that a value can be asked of.
  fileprivate var isQuantity: Bool {
    switch self {
    case .name, .element, .derivative: true
    case .operation("index", _, _): true
    default: false
    }
  }

  /// x[i] of x, W[i, j] of W[i]; of any other quantity that itself.
  fileprivate func element(_ index: Int) -> Formula {
    switch self {
    case .name: .element(self, [index])
    case .element(let base, let indices): .element(base, indices + [index])
    default: self
    }
  }

  /// A fraction needs no parentheses to hold together.
  fileprivate var typesetBinding: Binding {
    if case .product(let factors) = self, let last = factors.last, factors.count > 1, last.divides {
      return .power
    }
    return binding
  }

  /// Whether it is higher than a line.
  fileprivate var isTall: Bool {
    switch self {
    case .derivative, .share: true
    case .product(let factors):
      factors.dropFirst().contains { $0.divides } || factors.contains { $0.formula.isTall }
    case .list(let items): items.matrixColumns != nil || items.contains { $0.isTall }
    case .element(let base, _): base.isTall
    case .operation(_, let arguments, _): arguments.contains { $0.isTall }
    default: operands.contains { $0.isTall }
    }
  }
}

extension [Formula] {
  /// How many columns a matrix has whose rows these are; nothing where they are no rows of equal length.
  fileprivate var matrixColumns: Int? {
    guard count > 1 else { return nil }
    var columns: Int?
    for row in self {
      switch row {
      case .list(let items) where !items.isEmpty && (columns ?? items.count) == items.count:
        if items.contains(where: { if case .list = $0 { true } else { false } }) { return nil }
        columns = items.count
      case .omitted where columns != nil: break
      default: return nil
      }
    }
    return columns
  }
}

extension Formula? {
  /// The operands of a formula in symbols that is built as another; none of one that is not.
  fileprivate func operands(like other: Formula) -> [Formula] {
    guard let formula = self, formula.hasSameHead(as: other) else { return [] }
    return formula.operands
  }

  /// What the items of a list are called: a quantity's elements, or the items of a list in symbols.
  fileprivate func elements(of items: [Formula]) -> [Formula] {
    guard let formula = self, formula.isQuantity else { return operands(like: .list(items)) }
    if items.contains(where: { if case .omitted = $0 { true } else { false } }) { return [] }
    return items.indices.map { formula.element($0) }
  }

  fileprivate func pair(like other: Formula) -> (Formula?, Formula?) {
    let operands = operands(like: other)
    return operands.count == 2 ? (operands[0], operands[1]) : (nil, nil)
  }
}
