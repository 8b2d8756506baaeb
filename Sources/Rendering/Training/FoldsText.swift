import Learning
import Text

/// Writes a cross-validation: a row for each fold, then mean and deviation.
package struct FoldsText {
  private let count: Int
  private let style: Style

  package init(_ count: Int, _ style: Style) {
    self.count = count
    self.style = style
  }

  /// What the folds are.
  package func explanation(_ split: Split) -> [String] {
    let samples = split.training.count + split.validation.count
    var text =
      "\(count) folds of \(counted(samples, "sample")): for each, a network is trained on the others, to the last "
      + "epoch, and measured on it"
    if !split.test.isEmpty {
      text += "; the test part (\(counted(split.test.count, "sample"))) is left out of all of them"
    }
    return Block.Fact(label: "folds", text: text).lines(style)
  }

  package func title(_ targets: Targets) -> String {
    var names = ["fold", "trained on", "samples", "loss"]
    switch targets {
    case .classes: names.append("accuracy")
    case .features: names.append("explained")
    case .none, .numbers: names += ["RMSE", style.unicode ? "R²" : "R2"]
    }
    return row(names)
  }

  /// - Parameter number: the fold's, from 1.
  package func row(_ number: Int, _ fold: FoldResult) -> String {
    row(
      ["\(number)/\(count)", grouped(fold.training), grouped(fold.validation)]
        + fold.measures.map { shown($0.name, $0.value) })
  }

  /// - Parameters:
  ///   - untouched: the number of samples in the test part.
  ///   - brief: whether the rows are not shown.
  package func summary(_ folds: [FoldResult], untouched: Int, brief: Bool) -> [String] {
    let measures = MeanAndDeviation.of(folds)
    if brief {
      let figures = measures.map {
        "\($0.name) \(shown($0.name, $0.summary.mean)) \(style.unicode ? "±" : "+/-") "
          + shown($0.name, $0.summary.deviation)
      }
      return Block.Fact(label: "folds", text: figures.joined(separator: ", ")).lines(style)
    }
    let rows = [
      row(["mean", "", ""] + measures.map { shown($0.name, $0.summary.mean) }),
      row(["deviation", "", ""] + measures.map { shown($0.name, $0.summary.deviation) }),
    ]
    var text =
      "The deviation is the sample standard deviation of the \(count) folds, over \(count - 1)."
    if untouched > 0 {
      text +=
        " The test part (\(counted(untouched, "sample"))) was not looked at: it is for the network that you choose "
        + "in the end."
    }
    return rows + [""] + style.wrapped(text)
  }

  private func row(_ cells: [String]) -> String {
    // An RMSE is in the target's own units, and may be large.
    let widths = [9, 12, 9, 10, cells.count > 5 ? 16 : 10, 10]
    return TextColumns.trimmed(
      zip(cells, widths).enumerated().map { column, pair in
        column == 0
          ? TextColumns.padded(pair.0, to: pair.1)
          : TextColumns.spaces(max(2, pair.1 - TextColumns.width(pair.0))) + pair.0
      }.joined())
  }

  private func shown(_ name: String, _ value: Double) -> String {
    name == "accuracy" || name == "explained"
      ? percentage(value)
      : NumberFormat(decimals: style.digits ?? 4, unicode: style.unicode).print(value).text
  }
}
