import Autodiff
import Learning
import LessonLanguage
import Text

/// Writes the evaluation of a network.
package struct EvaluationText {
  private let evaluation: Evaluation
  private let classNames: [String]
  private let style: Style

  package init(_ evaluation: Evaluation, classNames: [String], _ style: Style) {
    self.evaluation = evaluation
    self.classNames = classNames.map { Self.short($0, style) }
    self.style = style
  }

  /// The measures in a line: loss and accuracy, or loss, MSE, MAE and R², or loss and the share of the variance explained.
  /// Several targets have a line each.
  package func headline(_ label: String) -> [String] { facts(label).flatMap { $0.lines(style) } }

  func facts(_ label: String) -> [Block.Fact] {
    var facts = [Block.Fact(label: label, text: figures)]
    if case .numbers(let metrics) = evaluation.detail, metrics.columns.count > 1 {
      facts += metrics.columns.map {
        Block.Fact(label: "", text: "\(style.named($0.name)): " + figures($0))
      }
    }
    return facts
  }

  var figures: String {
    let loss = "loss " + number(evaluation.score.loss)
    switch evaluation.detail {
    case .classes(let matrix, _):
      let correct = (0..<matrix.classCount).reduce(0) { $0 + matrix[actual: $1, predicted: $1] }
      return loss
        + ", accuracy \(percentage(matrix.accuracy)): \(grouped(correct)) of \(grouped(matrix.total)) right"
    case .numbers(let metrics):
      if metrics.columns.count == 1 {
        return loss + "; in the target's own units " + figures(metrics.columns[0])
      }
      return loss + "; \(r2) \(number(metrics.r2)) on average; in each target's own units:"
    case .reproduction(let measured):
      return loss
        + " on the scaled features; \(percentage(measured.explained)) of their variance is explained"
    }
  }

  func figures(_ column: RegressionMetrics.Column) -> String {
    "MSE \(number(column.mse)), MAE \(number(column.mae)); \(r2) \(number(column.r2))"
  }

  private var r2: String { style.unicode ? "R²" : "R2" }

  /// The confusion matrix with precision, recall and F1; `nil` for numeric targets, or without samples.
  var errors: ErrorTable? {
    guard case .classes(let matrix, _) = evaluation.detail, matrix.total > 0 else { return nil }
    return ErrorTable(matrix, classNames: classNames, style)
  }

  /// The error table in lines, without its counts if they do not fit; empty for numeric targets.
  package var matrix: [String] { matrix(width: style.width) }

  func matrix(width: Int) -> [String] {
    guard let errors else { return [] }
    // A column takes at least three places, so more classes cannot fit.
    if errors.classNames.count * 3 < width {
      let wide = errors.lines(withCounts: true)
      if wide.allSatisfy({ TextColumns.width($0) <= width }) {
        return [style.dim(ErrorTable.heading)] + wide
      }
    }
    return errors.lines(withCounts: false)
  }

  /// The most confident mistakes.
  /// - Parameter files: those of the samples, empty if they have none. A sample without a file is counted from 1.
  package func mistakes(most: Int, files: [String]) -> [String] {
    guard case .classes(_, let mistakes) = evaluation.detail, !mistakes.isEmpty else { return [] }
    let shown = mistakes.prefix(most).map { mistake in
      let sample = files.isEmpty ? "sample \(mistake.row + 1)" : files[mistake.row].escaped
      return "  \(sample): \(classNames[mistake.actual]) taken for "
        + "\(classNames[mistake.predicted]), \(percentage(mistake.probability))"
    }
    let title =
      mistakes.count == 1 ? "the only mistake" : "the surest of \(grouped(mistakes.count)) mistakes"
    return [title] + shown
  }

  private func number(_ value: Double) -> String {
    NumberFormat(decimals: style.digits ?? 4, unicode: style.unicode).print(value).text
  }

  /// A name of at most 14 columns.
  private static func short(_ name: String, _ style: Style) -> String {
    let shown = name.escaped
    if TextColumns.width(shown) <= 14 { return shown }
    let room = 14 - TextColumns.width(style.ellipsis)
    var short = ""
    for character in name {
      let next = short + String(character).escaped
      if TextColumns.width(next) > room { break }
      short = next
    }
    return short + style.ellipsis
  }
}

/// Draws the most confident mistakes of a network for images.
package struct MistakePictures {
  private let data: DataSet
  private let style: Style

  package init(_ data: DataSet, _ style: Style) {
    self.data = data
    self.style = style
  }

  /// Up to `most` pictures side by side, each with its actual and predicted class below; empty if there are no images.
  package func lines(_ evaluation: Evaluation, most: Int) -> [String] {
    guard data.isOfImages, case .classes(_, let mistakes) = evaluation.detail, !mistakes.isEmpty
    else { return [] }
    let white = data.white ?? data.features.max() ?? 1
    let names = data.classNames
    let shown = mistakes.prefix(most)
    return ImageText.sideBySide(
      shown.map { Picture(data, row: $0.row, white: white).lines(style) },
      captions: shown.map {
        "\(names[$0.actual].escaped), taken for \(names[$0.predicted].escaped)"
      }, width: style.width)
  }
}
