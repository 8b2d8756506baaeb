import Autodiff
import Learning
import LessonLanguage
import Text

extension StepHTML {
  mutating func write(_ descent: DescentDocument) {
    nextPart {
      let table = descent.table
      $0.element("div", "scroll") { $0.write(table) }
      let said = descent.omission(columns: table.columns.count + 1)
      for text in (said.map { [$0] } ?? []) + descent.endings {
        $0.paragraph("said") { $0.html.say(text) }
      }
    }
  }

  mutating func write(_ check: GradientCheckDocument) {
    nextPart {
      $0.element("div", "scroll") { $0.write(check.table) }
      for remark in check.remarks { $0.paragraph("said") { $0.html.say(remark) } }
      $0.paragraph("said") {
        $0.html.say(check.summary)
        if check.allAgree { $0.html.mark(" <span class=\"check\">✓</span>") }
      }
    }
  }

  mutating func write(_ training: TrainingDocument) {
    nextPart {
      if !training.summary.isEmpty { $0.paragraph("said") { $0.html.say(training.summary) } }
      if training.isUnderWay { $0.writeEpochs(training.epochs) }
    }
    if training.isUnderWay { return }
    nextPart {
      $0.writeEpochs(training.epochs)
      for text in training.endings { $0.paragraph("said") { $0.html.say(text) } }
    }
  }

  // MARK: Tables

  private mutating func write(_ table: NumberTable) {
    html.mark("<table class=\"numbers\"><thead><tr><th scope=\"col\">")
    switch table.names {
    case .steps: html.mark("step")
    case .epochs: html.mark("epoch")
    case .quantities: break
    }
    html.mark("</th>")
    for column in table.columns {
      html.mark("<th scope=\"col\">")
      switch column.title {
      case .formula(let title): formula(title)
      case .words(let words, _): html.say(words)
      }
      html.mark("</th>")
    }
    html.mark("</tr></thead><tbody>")
    let columns = table.columns.map { NumberCells($0.cells) }
    var last = -1
    for (position, row) in table.rows.enumerated() {
      if row > last + 1 { gap(table.gap, columns: columns.count + 1) }
      last = row
      switch table.names {
      case .steps(let steps):
        html.mark("<tr data-step=\"")
        html.number(steps[position])
        html.mark("\"><th scope=\"row\">")
        html.number(steps[position])
      case .epochs(let epochs):
        html.mark("<tr><th scope=\"row\">")
        html.number(epochs[position])
      case .quantities(let names):
        html.mark("<tr><th scope=\"row\">")
        formula(names[position])
      }
      html.mark("</th>")
      for column in columns { column.write(position, to: &html) }
      html.mark("</tr>")
    }
    html.mark("</tbody></table>")
  }

  private mutating func gap(_ text: String, columns: Int) {
    html.mark("<tr class=\"gap\"><td colspan=\"")
    html.number(columns)
    html.mark("\">… ")
    html.say(PageWords.omission(text))
    html.mark("</td></tr>")
  }

  private mutating func writeEpochs(_ epochs: [EpochResult]) {
    let rows = Excerpt.of(
      epochs.indices, all: style.showsAll, brief: style.detail == .brief)
    let shown = rows.map { epochs[$0] }
    guard let first = shown.first else { return }
    let format = NumberFormat(decimals: style.digits ?? 4, unicode: true)
    func column(_ title: String, _ cell: (EpochResult) -> String?) -> NumberTable.Column? {
      cell(first) == nil
        ? nil
        : NumberTable.Column(
          title: .words(title, short: title), cells: shown.map { cell($0) ?? "" })
    }
    let columns = [
      column("loss") { format.column($0.training.loss) },
      column("accuracy") { $0.training.accuracy.map { percentage($0) } },
      column("validation loss") { $0.validation.map { format.column($0.loss) } },
      column("validation accuracy") { $0.validation?.accuracy.map { percentage($0) } },
    ]
    element("div", "scroll") {
      $0.write(
        NumberTable(
          names: .epochs(shown.map { $0.epoch }), columns: columns.compactMap { $0 }, rows: rows,
          gap: "\(epochs.count - rows.count) epochs not shown; --all"))
    }
  }
}

/// The cells of a column of numbers, padded with spaces of the width of digits so that the decimal points are aligned.
struct NumberCells {
  private let cells: [String]
  private let padding: [Int]

  init(_ cells: [String]) {
    self.cells = cells
    let widths = cells.map { Self.tenthsAfterPoint($0) }
    let widest = widths.max() ?? 0
    padding = widths.map { (widest - $0 + 5) / 10 }
  }

  /// The width of the text after the point, or after the digits if there is none, in tenths of a digit.
  private static func tenthsAfterPoint(_ cell: String) -> Int {
    var tenths = 0
    var isAfter = false
    for scalar in cell.unicodeScalars {
      if scalar == "." || scalar == " " || scalar == "e" { isAfter = true }
      guard isAfter else { continue }
      switch scalar {
      case "0"..."9", "e", "-", "%": tenths += 10
      case ".", " ": tenths += 5
      case "×": tenths += 11
      default: tenths += 7
      }
    }
    return tenths
  }

  /// The width that is missing after a cell's point, in digits.
  func padding(_ position: Int) -> Int { padding[position] }

  func write(_ position: Int, to html: inout HTMLWriter) {
    html.mark("<td>")
    html.number(printed: cells[position])
    for _ in 0..<padding[position] { html.mark("\u{2007}") }
    html.mark("</td>")
  }
}

extension HTMLWriter {
  /// A printed number outside of formulas.
  mutating func number(printed: String) {
    let (digits, power) = PrintedNumber.parts(printed)
    say(digits)
    guard let power else { return }
    mark("\u{202F}×\u{202F}10<sup>")
    say(power)
    mark("</sup>")
  }
}
