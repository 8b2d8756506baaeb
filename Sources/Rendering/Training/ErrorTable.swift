import Learning
import LessonLanguage
import Text

/// A confusion matrix with precision, recall and F1, as printed cells.
struct ErrorTable {
  struct Count {
    let text: String
    /// The share of the actual class's samples.
    let share: Double
    /// Whether it counts correct predictions.
    let isCorrect: Bool
  }

  struct Row {
    let name: String
    /// The numbers of samples predicted as each class; empty for the means, and if there are very many classes.
    let counts: [Count]
    let measures: [String]
  }

  static let heading = "rows: actual class; columns: predicted class"
  static let measures = ["precision", "recall", "F1"]
  /// The largest number of classes with counts, whose number is its square.
  private static let mostClasses = 200

  let classNames: [String]
  /// A row for each class, and one for the means.
  let rows: [Row]

  /// - Parameter classNames: one for each class, short enough for a column.
  init(_ matrix: ConfusionMatrix, classNames: [String], _ style: Style) {
    self.classNames = classNames
    let classes = 0..<matrix.classCount
    rows =
      classes.map { actual in
        Row(
          name: classNames[actual],
          counts: classes.prefix(classes.count > Self.mostClasses ? 0 : classes.count).map {
            predicted in
            let count = matrix[actual: actual, predicted: predicted]
            let all = matrix.support(actual)
            return Count(
              text: count == 0 ? (style.unicode ? "·" : ".") : grouped(count),
              share: all == 0 ? 0 : Double(count) / Double(all), isCorrect: actual == predicted)
          },
          measures: [matrix.precision(actual), matrix.recall(actual), matrix.f1(actual)].map {
            percentage($0)
          })
      } + [
        Row(
          name: "mean", counts: [],
          measures: [matrix.macroPrecision, matrix.macroRecall, matrix.macroF1].map {
            percentage($0)
          })
      ]
  }

  /// The lines of a table whose columns are aligned on the right.
  func lines(withCounts: Bool) -> [String] {
    let head = [""] + (withCounts ? classNames : []) + Self.measures
    let cells =
      [head]
      + rows.map { row in
        var counts: [String] = []
        if withCounts {
          counts = classNames.indices.map { $0 < row.counts.count ? row.counts[$0].text : "" }
        }
        return [row.name] + counts + row.measures
      }
    let widths = head.indices.map { column in
      cells.map { TextColumns.width($0[column]) }.max() ?? 0
    }
    return cells.map { row in
      var line = TextColumns.padded(row[0], to: widths[0])
      for (cell, width) in zip(row, widths).dropFirst() {
        line += TextColumns.spaces(2 + width - TextColumns.width(cell)) + cell
      }
      return TextColumns.trimmed(line)
    }
  }
}

/// The evaluation of a network on the test part: its measures, and for classes the error table.
struct TestDocument {
  let facts: [Block.Fact]
  private let evaluation: EvaluationText

  init(_ report: TestReport, _ style: Style) {
    evaluation = EvaluationText(report.evaluation, classNames: report.classNames, style)
    facts = evaluation.facts("test")
  }

  /// The error table of a page; `nil` for numeric targets.
  var errors: ErrorTable? { evaluation.errors }

  /// The lines of the error table, within the width of a style.
  func table(_ style: Style) -> [String] {
    let lines = evaluation.matrix(width: style.width)
    return lines.isEmpty ? [] : [""] + lines
  }
}
