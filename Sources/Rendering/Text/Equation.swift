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
    let subject = writer.text(working.subject)
    var chain: [Link] = []
    func add(_ formula: Formula, _ writer: FormulaText, isSymbolic: Bool = false) {
      let text = writer.text(formula)
      if text == chain.last?.text || (chain.isEmpty && text == subject) { return }
      let isExact = isSymbolic || writer.book.isExact(formula)
      chain.append(Link(relation: isExact ? "=" : style.almost, text: text))
    }
    for formula in working.symbols { add(formula, writer, isSymbolic: true) }
    let arithmetic = TrueDigits.Chain(working.arithmetic, result: working.result)
    let books = TrueDigits.books(for: arithmetic, sharing: writer.book)
    for (formula, book) in zip(working.arithmetic, books) {
      add(formula, FormulaText(style: style, book: book))
    }
    if case .summary = working.result {
      chain.append(Link(relation: style.leads, text: writer.text(working.result)))
    } else {
      add(working.result, FormulaText(style: style, book: books[books.count - 1]))
    }
    if working.isAssignment, let first = chain.first {
      chain[0] = Link(relation: style.becomes, text: first.text)
    }
    self.subject = subject
    links = chain
  }

  /// The whole chain on one line.
  var line: String {
    links.reduce(subject) { $0 + " \($1.relation) \($1.text)" }
  }

  /// One link a line, the equals signs under one another; a long subject stands on a line of its own.
  func stacked(width: Int, indent: Int) -> [String] {
    let margin = TextColumns.spaces(indent)
    let isLong = TextColumns.width(subject) > width / 3 && links.count > 1
    var column = isLong ? indent + 2 : indent + TextColumns.width(subject) + 1
    if links.contains(where: { $0.relation == "<-" }) { column += 1 }
    var lines: [String] = isLong ? [margin + subject] : []
    for (position, link) in links.enumerated() {
      let start = column + TextColumns.width(link.relation) + 1
      let wrapped = Wrapping.formula(
        link.text, width: width, first: start,
        indent: start + (link.text.hasPrefix("[") ? 1 : 2))
      let lead =
        position == 0 && !isLong
        ? margin + subject + " "
        : TextColumns.spaces(column - (link.relation.count == 2 ? 1 : 0))
      lines.append(lead + link.relation + " " + wrapped[0])
      lines += wrapped.dropFirst()
    }
    return links.isEmpty ? [margin + subject] : lines
  }

  /// On one line where it fits, else stacked.
  func compact(width: Int, indent: Int) -> [String] {
    fits(width: width, indent: indent)
      ? [TextColumns.spaces(indent) + line] : stacked(width: width, indent: indent)
  }

  func fits(width: Int, indent: Int) -> Bool { indent + TextColumns.width(line) <= width }
}
