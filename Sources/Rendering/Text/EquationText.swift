import Autodiff
import LessonLanguage
import Text

/// Lays an equation out in columns.
struct EquationText {
  private struct Link {
    /// `=`, `≈` or `←`
    let relation: String
    let text: String
    /// A matrix of numbers in rows.
    let matrix: MatrixText?
    /// The rows of a matrix, each as a list.
    let rows: [String]
    /// The matrix in shades of grey.
    let picture: [String]
    /// How to read the picture.
    let remark: [String]

    /// Whether it needs more than one line.
    var isTall: Bool { !picture.isEmpty || (matrix?.isLarge ?? false) }
  }

  private let subject: String
  /// The links that are not folded.
  private let links: [Link]

  init(_ equation: Equation, _ style: Style) {
    subject = FormulaText(style: style, book: equation.book).side(equation.subject)
    let shown = equation.links.indices.filter { !equation.folded.contains($0) }
    links = shown.map { equation.links[$0] }.map { link in
      let writer = FormulaText(style: style, book: link.book)
      return Link(
        relation: style.text(link.sign), text: writer.text(link),
        matrix: link.isSymbolic ? nil : MatrixText(link.formula, writer),
        rows: link.isSymbolic ? [] : link.formula.rows.map(writer.text),
        picture: link.picture.map { ImageText(style).lines(of: $0) } ?? [],
        remark: link.picture.flatMap { ImageText.remark(on: $0) }.map { [$0] } ?? [])
    }
  }

  /// The whole chain on one line.
  var line: String { links.isEmpty ? subject : subject + " " + relations }

  /// The chain without its subject.
  var relations: String { links.map { "\($0.relation) \($0.text)" }.joined(separator: " ") }

  /// One link per line, with the subject on the first line even if it is long.
  func chainParts(width: Int, indent: Int) -> [[String]] {
    let column = TextColumns.width(subject) + 1
    let start = indent + column + 2
    return links.enumerated().map { position, link in
      let lead = position == 0 ? subject + " " : TextColumns.spaces(column)
      let lines = Wrapping.formula(link.text, width: width, first: start, indent: start + 2)
      return [TextColumns.spaces(indent) + lead + link.relation + " " + lines[0]]
        + lines.dropFirst()
    }
  }

  /// One link per line, with equals signs aligned; a long subject has its own line.
  func stacked(width: Int, indent: Int) -> [String] {
    stackedParts(width: width, indent: indent).flatMap { $0 }
  }

  /// The lines of each relation, with the subject on the first.
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
      let wrapped = lines(of: link, width: width, from: start)
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

  /// A link's text starting at a column: a matrix in rows with its picture next to or below it, anything else as a formula.
  private func lines(of link: Link, width: Int, from start: Int) -> [String] {
    let margin = TextColumns.spaces(start)
    guard let matrix = link.matrix, start + matrix.width <= width else {
      return wrapped(link, width: width, from: start)
        + (link.picture + link.remark).map { margin + $0 }
    }
    let isBeside =
      start + matrix.width + 3 + (link.picture.map { TextColumns.width($0) }.max() ?? 0) <= width
    var lines = matrix.lines
    if isBeside {
      for (row, pixels) in link.picture.enumerated() {
        lines[row] = TextColumns.padded(lines[row], to: matrix.width + 3) + pixels
      }
    } else {
      lines += link.picture
    }
    lines += link.remark
    return [lines[0]] + lines.dropFirst().map { margin + $0 }
  }

  /// A link's text, broken if it is too long, a matrix preferably between rows.
  private func wrapped(_ link: Link, width: Int, from start: Int) -> [String] {
    if link.rows.count < 2 || start + TextColumns.width(link.text) <= width {
      return Wrapping.formula(
        link.text, width: width, first: start,
        indent: start + (link.text.hasPrefix("[") ? 1 : 2))
    }
    let last = link.rows.count - 1
    return link.rows.enumerated().flatMap { position, row in
      let lines = Wrapping.formula(
        (position == 0 ? "[" : "") + row + (position == last ? "]" : ","), width: width,
        first: start + (position == 0 ? 0 : 1), indent: start + 2)
      return position == 0 ? lines : [TextColumns.spaces(start + 1) + lines[0]] + lines.dropFirst()
    }
  }

  /// The equation on one line if it fits, else stacked.
  func compact(width: Int, indent: Int) -> [String] {
    fits(width: width, indent: indent)
      ? [TextColumns.spaces(indent) + line]
      : stackedParts(width: width, indent: indent).flatMap { $0 }
  }

  func fits(width: Int, indent: Int) -> Bool {
    !links.contains { $0.isTall } && indent + TextColumns.width(line) <= width
  }
}

extension Formula {
  /// The rows of a list of lists; empty for anything else.
  fileprivate var rows: [Formula] {
    guard case .list(let items) = self, items.count > 1 else { return [] }
    return items.allSatisfy { if case .list = $0 { true } else { false } } ? items : []
  }
}
