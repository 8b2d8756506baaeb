import Learning
import LessonLanguage
import Text

/// Writes the histories of training runs beside each other, with their validation curves in one picture.
package struct HistoryComparisonText {
  private let names: [String]
  private let histories: [[EpochResult]]
  private let style: Style

  /// - Parameter histories: of at least one epoch each.
  package init(names: [String], histories: [[EpochResult]], _ style: Style) {
    self.names = names
    self.histories = histories
    self.style = style
  }

  /// Whether the curves are those of the validation loss; of the training loss, if some run has no validation part.
  private var areValidated: Bool { histories.allSatisfy { $0.best != nil } }

  // MARK: Text

  package var lines: [String] {
    let parts = [table, picture, differences]
    return Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  /// A row for each figure, a column for each history.
  private var table: [String] {
    let bests = histories.map { $0.best }
    let lasts = histories.map { $0[$0.count - 1] }
    let rows: [(title: String, cells: [String])] = [
      ("epochs", histories.map { grouped($0.count) }),
      ("best validation loss", bests.map { number($0?.validation?.loss) }),
      ("  in epoch", bests.map { $0.map { grouped($0.epoch) } ?? "" }),
      ("  accuracy there", bests.map { $0?.validation?.accuracy.map(percentage) ?? "" }),
      ("last validation loss", lasts.map { number($0.validation?.loss) }),
      ("  accuracy there", lasts.map { $0.validation?.accuracy.map(percentage) ?? "" }),
      ("last training loss", lasts.map { number($0.training.loss) }),
      ("  accuracy there", lasts.map { $0.training.accuracy.map(percentage) ?? "" }),
    ].filter { !$0.cells.allSatisfy { $0.isEmpty } }
    let first = rows.map { TextColumns.width($0.title) }.max() ?? 0
    func lines(_ titles: [String]) -> [String] {
      let widths = titles.indices.map { index in
        ([titles[index]] + rows.map { $0.cells[index] }).map { TextColumns.width($0) }.max() ?? 0
      }
      return ([("", titles)] + rows.map { ($0.title, $0.cells) }).map { title, cells in
        let texts = zip(cells, widths).map { cell, width in
          "   " + TextColumns.spaces(width - TextColumns.width(cell)) + cell
        }
        return TextColumns.trimmed(TextColumns.padded(title, to: first) + texts.joined())
      }
    }
    let named = lines(names.map { $0.escaped })
    if named.allSatisfy({ TextColumns.width($0) <= style.width }) { return named }
    return names.indices.map { "\($0 + 1)  \(names[$0].escaped)" } + [""]
      + lines(names.indices.map { "\($0 + 1)" })
  }

  private var picture: [String] {
    guard histories.contains(where: { $0.count > 1 }) else { return [] }
    let areValidated = areValidated
    let series = zip(names, histories).map { name, history in
      Plot.Series(
        name: name.escaped,
        points: history.map { result in
          Plot.Point(
            x: Double(result.epoch),
            y: areValidated ? result.validation?.loss ?? .nan : result.training.loss)
        })
    }
    return TerminalPlot(width: style.width, height: 12, unicode: style.unicode)
      .lines(
        of: Plot(
          xLabel: "epoch", yLabel: areValidated ? "validation loss" : "training loss",
          series: series))
  }

  private var differences: [String] {
    var sentences = names.indices.dropFirst().compactMap { index -> String? in
      difference(index).map { difference in
        let (name, first) = (names[index].escaped, names[0].escaped)
        return difference == 0
          ? "The best validation losses of \(name) and \(first) are equal."
          : "The best validation loss of \(name) is \(number(abs(difference))) "
            + "\(difference < 0 ? "lower" : "higher") than that of \(first)."
      }
    }
    sentences.append(
      "Losses can be compared if the runs have the same loss and the same validation part, which "
        + "histories do not say.")
    return style.wrapped(sentences.joined(separator: " "))
  }

  /// How much higher the best validation loss of a history is than that of the first.
  private func difference(_ index: Int) -> Double? {
    guard let own = histories[index].best?.validation, let first = histories[0].best?.validation
    else { return nil }
    return own.loss - first.loss
  }

  private func number(_ value: Double?) -> String {
    value.map { NumberFormat(decimals: style.digits ?? 4, unicode: style.unicode).column($0) } ?? ""
  }

  // MARK: JSON

  package var json: [String] {
    let summaries = zip(names, histories).map { name, history in
      let (best, last) = (history.best, history[history.count - 1])
      return JSON.object([
        ("event", .string("history")), ("file", .string(name)), ("epochs", .whole(history.count)),
        ("best_epoch", best.map { .whole($0.epoch) } ?? .null),
        ("best_validation_loss", json(best?.validation?.loss)),
        ("best_validation_accuracy", json(best?.validation?.accuracy)),
        ("last_validation_loss", json(last.validation?.loss)),
        ("last_validation_accuracy", json(last.validation?.accuracy)),
        ("last_loss", .number(last.training.loss)),
        ("last_accuracy", json(last.training.accuracy)),
      ]).text
    }
    let pairs = names.indices.dropFirst().map { index in
      JSON.object([
        ("event", .string("comparison")), ("first", .string(names[0])),
        ("second", .string(names[index])), ("best_higher_by", json(difference(index))),
      ]).text
    }
    return summaries + pairs
  }

  private func json(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }
}
