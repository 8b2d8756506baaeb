import Autodiff
import LessonLanguage
import Text

/// A column of numbers with its title.
struct Column {
  let title: String
  let cells: [String]
  /// The width from the decimal point to the end, of each cell and of the longest.
  private let fractions: [Int]
  private let longestFraction: Int
  let width: Int

  init(title: String, cells: [String]) {
    self.title = title
    self.cells = cells
    let widths = cells.map { TextColumns.width($0) }
    fractions = zip(cells, widths).map { cell, width in
      guard let point = cell.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
      return width - cell.utf8.distance(from: cell.utf8.startIndex, to: point)
        + Self.signExcess(cell)
    }
    longestFraction = fractions.max() ?? 0
    let whole = zip(widths, fractions).map { $0 - $1 }.max() ?? 0
    width = max(TextColumns.width(title), whole + longestFraction)
  }

  /// The number of bytes of a minus sign beyond its one column.
  private static func signExcess(_ cell: String) -> Int { cell.hasPrefix("−") ? 2 : 0 }

  var head: String { TextColumns.spaces(width - TextColumns.width(title)) + title }

  /// A cell padded so that its decimal point is aligned.
  func cell(_ position: Int) -> String {
    let tail = TextColumns.spaces(longestFraction - fractions[position])
    let text = cells[position] + tail
    return TextColumns.spaces(width - TextColumns.width(text)) + text
  }
}

/// Columns side by side, with their decimal points aligned.
struct Table {
  let columns: [Column]
  let style: Style

  init(columns: [Column], style: Style) {
    self.columns = columns
    self.style = style
  }

  /// - Parameter isShort: whether to use the short titles.
  init(_ table: NumberTable, isShort: Bool = false, _ writer: FormulaText) {
    let names =
      switch table.names {
      case .steps(let steps): Column(title: "step", cells: steps.map { "\($0)" })
      case .epochs(let epochs): Column(title: "epoch", cells: epochs.map { "\($0)" })
      case .quantities(let formulas): Column(title: "", cells: formulas.map(writer.text))
      }
    let columns = table.columns.map { column in
      switch column.title {
      case .formula(let title): Column(title: writer.text(title), cells: column.cells)
      case .words(let long, let short): Column(title: isShort ? short : long, cells: column.cells)
      }
    }
    self.init(columns: [names] + columns, style: writer.style)
  }

  private static let gap = 3

  var width: Int { columns.reduce(0) { $0 + $1.width + Self.gap } - Self.gap }

  /// The title and the rows. `rows` are the numbers of the cells among all rows: `gap` marks missing ones between two.
  func lines(rows: [Int], gap: String) -> [String] {
    var lines = [title]
    var last = -1
    for (position, number) in rows.enumerated() {
      if number > last + 1 { lines.append(omission(gap)) }
      last = number
      lines.append(row(position))
    }
    return lines
  }

  var title: String { row(columns.map { $0.head }) }

  func row(_ position: Int) -> String { row(columns.map { $0.cell(position) }) }

  func omission(_ text: String) -> String {
    TextColumns.padded("  " + style.ellipsis, to: 8) + style.dim(text)
  }

  private func row(_ cells: [String]) -> String {
    TextColumns.trimmed(cells.joined(separator: TextColumns.spaces(Self.gap)))
  }
}
