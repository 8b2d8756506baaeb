import Autodiff

/// A working as text: a subject and a chain of relations.
struct Equation {
  struct Link {
    /// `=`, `≈` or `←`
    let relation: String
    let text: String
  }

  let subject: String
  let links: [Link]

  /// `writer` has settled how many digits the numbers of its step take.
  init(_ working: Working, _ writer: FormulaText) {
    let style = writer.style
    let subject = writer.side(working.subject)
    var chain: [Link] = []
    for formula in working.symbols {
      let text = writer.side(formula)
      if text != chain.last?.text, !chain.isEmpty || text != subject {
        chain.append(Link(relation: "=", text: text))
      }
    }
    if case .summary = working.result {
      chain.append(Link(relation: style.leads, text: writer.text(working.result)))
    } else {
      chain += Self.numbers(working, writer, after: chain.last?.text ?? subject)
    }
    if working.isAssignment, let first = chain.first {
      chain[0] = Link(relation: style.becomes, text: first.text)
    }
    self.subject = subject
    links = chain
  }

  /// The arithmetic and the result. `=` stands before what is exact as printed and follows exactly from the numbers
  /// that are printed before it, `≈` from the first rounded number on.
  private static func numbers(
    _ working: Working, _ writer: FormulaText, after text: String
  ) -> [Link] {
    let chain = TrueDigits.Chain(working.arithmetic, result: working.result)
    let books = TrueDigits.books(for: chain, sharing: writer.book)
    var links: [Link] = []
    var last = text
    var before: (formula: Formula, book: NumberBook)?
    var isRounded = false
    for (formula, book) in zip(chain.all, books) {
      var text = FormulaText(style: writer.style, book: book).side(formula)
      if text == last { continue }
      let follows = before.map { TrueDigits.gives($0.formula, $0.book, exactly: formula, book) }
      let isExact = book.isExact(formula) && follows ?? true && !isRounded
      isRounded = !isExact
      // Behind ≈ a number shows how far it is known.
      if isRounded, case .number(let value, _) = formula, book.isExact(formula) {
        text = book.format.column(value)
      }
      links.append(Link(relation: isExact ? "=" : writer.style.almost, text: text))
      last = text
      before = (formula, book)
    }
    return links
  }

  /// The whole chain on one line.
  var line: String {
    links.reduce(subject) { $0 + " \($1.relation) \($1.text)" }
  }

  /// One link a line, the equals signs under one another; a long subject stands on a line of its own.
  func stacked(width: Int, indent: Int) -> [String] {
    stackedParts(width: width, indent: indent).flatMap { $0 }
  }

  /// The lines of each link, the subject with the first.
  func stackedParts(width: Int, indent: Int) -> [[String]] {
    let margin = TextColumns.spaces(indent)
    if links.isEmpty { return [[margin + subject]] }
    let isLong =
      TextColumns.width(subject) > width / 3
      && (links.count > 1 || !fits(width: width, indent: indent))
    var column = isLong ? indent + 2 : indent + TextColumns.width(subject) + 1
    if links.contains(where: { $0.relation == "<-" }) { column += 1 }
    var parts: [[String]] = []
    for (position, link) in links.enumerated() {
      let start = column + TextColumns.width(link.relation) + 1
      let wrapped = Wrapping.formula(
        link.text, width: width, first: start,
        indent: start + (link.text.hasPrefix("[") ? 1 : 2))
      let lead =
        position == 0 && !isLong
        ? margin + subject + " "
        : TextColumns.spaces(column - (link.relation.count == 2 ? 1 : 0))
      parts.append([lead + link.relation + " " + wrapped[0]] + wrapped.dropFirst())
    }
    if isLong {
      parts[0] =
        Wrapping.formula(margin + subject, width: width, first: 0, indent: indent + 4) + parts[0]
    }
    return parts
  }

  /// On one line where it fits, else stacked.
  func compact(width: Int, indent: Int) -> [String] {
    compactParts(width: width, indent: indent).flatMap { $0 }
  }

  func compactParts(width: Int, indent: Int) -> [[String]] {
    fits(width: width, indent: indent)
      ? [[TextColumns.spaces(indent) + line]] : stackedParts(width: width, indent: indent)
  }

  func fits(width: Int, indent: Int) -> Bool { indent + TextColumns.width(line) <= width }
}
