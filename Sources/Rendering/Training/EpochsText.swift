import Learning
import LessonLanguage
import Text

/// Writes epochs, one per line, with aligned columns.
package struct EpochsText {
  private let style: Style
  private let format: NumberFormat
  /// The maximum number of epochs, if known.
  private let limit: Int?

  package init(_ style: Style, limit: Int?) {
    self.style = style
    self.limit = limit
    format = NumberFormat(decimals: style.digits ?? 4, unicode: style.unicode)
  }

  /// The line with all words if there is room: 60 columns and those of the number.
  package func line(_ result: EpochResult) -> String {
    let isRoomy = style.width >= 60 + numberWidth
    let gap = isRoomy ? "   " : "  "
    var line = "epoch " + right(number(result.epoch), numberWidth)
    line += gap + "loss " + score(result.training)
    if let validation = result.validation {
      line += gap + (isRoomy ? "validation " : "val ") + score(validation)
    }
    return TextColumns.trimmed(line)
  }

  /// The first and last epochs, and the number omitted between them.
  package func lines(_ results: [EpochResult]) -> [String] {
    let rows = Excerpt.of(
      results.indices, all: style.showsAll, brief: style.detail == .brief)
    var lines = rows.map { line(results[$0]) }
    let omitted = results.count - rows.count
    if let gap = rows.indices.first(where: { rows[$0] > $0 }) {
      lines.insert(
        "  " + style.dim("\(style.ellipsis) \(omitted) epochs not shown; --all"), at: gap)
    }
    return lines
  }

  /// The line without the accuracy, for little room.
  private func score(_ score: Score) -> String {
    let loss = TextColumns.padded(format.column(score.loss), to: 9)
    guard style.width >= 51 + numberWidth, let accuracy = score.accuracy else { return loss }
    return loss + right(percentage(accuracy), 7)
  }

  private func number(_ epoch: Int) -> String { limit.map { "\(epoch)/\($0)" } ?? "\(epoch)" }

  private var numberWidth: Int { limit.map { 2 * "\($0)".count + 1 } ?? 5 }

  private func right(_ text: String, _ width: Int) -> String {
    TextColumns.spaces(width - TextColumns.width(text)) + text
  }
}
