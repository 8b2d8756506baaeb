import Learning
import LessonLanguage
import Text

/// Writes experiments beside each other.
package struct ExperimentComparisonText {
  private let comparison: ExperimentComparison
  private let names: [String]
  private let style: Style

  package init(_ comparison: ExperimentComparison, names: [String], _ style: Style) {
    self.comparison = comparison
    self.names = names.map { $0.escaped }
    self.style = style
  }

  package var lines: [String] {
    let parts =
      names.indices.map { summary($0) } + names.indices.dropFirst().map { differences($0) }
    return Array(parts.joined(separator: [""]))
  }

  private func summary(_ index: Int) -> [String] {
    let table = comparison.tables[index]
    let best = table.rows[0]
    let text = ExperimentTableText(table, style)
    let call = table.experiment.fixed.joined(separator: " ").escaped
    return style.wrapped(
      "\(names[index]): \(call); \(counted(table.rows.count, "combination")) with "
        + counted(table.seeds.count, "seed"))
      + style.wrapped(
        "best: \(ExperimentText(table.experiment, style).settings(best.settings)); "
          + (best.figure.map { "\(text.title) \(text.figure($0.mean))" } ?? "every run diverged"))
  }

  private func differences(_ index: Int) -> [String] {
    let text = ExperimentTableText(comparison.tables[0], style)
    var sentences: [String] = []
    if let best = comparison.best(index) {
      sentences.append(
        "The best of \(names[index]) is \(text.amount(best)) than that of \(names[0])"
          + "\(text.chance(best)).")
    } else {
      sentences.append(
        "The best of \(names[index]) and that of \(names[0]) have no seed in common with which "
          + "neither diverged: they cannot be compared in pairs.")
    }
    if let (count, difference) = comparison.alike(index) {
      sentences.append(
        "\(counted(count, "run")) of \(names[index]) \(count == 1 ? "has" : "have") the settings and "
          + "seed of one of \(names[0]), and \(count == 1 ? "is" : "are") "
          + "\(text.amount(difference)) on average\(text.chance(difference)).")
    }
    return style.wrapped(sentences.joined(separator: " "))
  }
}

extension ExperimentLines {
  /// An object for each experiment, and one for each but the first that compares it with the first.
  package static func comparison(
    _ comparison: ExperimentComparison, names: [String]
  ) -> [String] {
    let tables = comparison.tables.enumerated().map { index, table in
      JSON.object([
        ("event", .string("experiment")), ("file", .string(names[index])),
        ("call", .strings(table.experiment.fixed)),
        ("combinations", .whole(table.rows.count)), ("seeds", .whole(table.seeds.count)),
        ("best", settings(table.rows[0], of: table)),
        ("ordered_by", .string(table.measure.rawValue)),
        ("mean", table.rows[0].figure.map { .number($0.mean) } ?? .null),
      ]).text
    }
    let pairs = names.indices.dropFirst().map { index in
      let best = comparison.best(index)
      let alike = comparison.alike(index)
      return JSON.object([
        ("event", .string("comparison")), ("first", .string(names[0])),
        ("second", .string(names[index])),
        ("best_worse_by", best.map { .number($0.mean) } ?? .null),
        ("best_standard_error", best?.standardError.map { .number($0) } ?? .null),
        ("alike", .whole(alike?.count ?? 0)),
        ("alike_worse_by", alike.map { .number($0.difference.mean) } ?? .null),
        (
          "alike_standard_error", alike?.difference.standardError.map { .number($0) } ?? .null
        ),
      ]).text
    }
    return tables + pairs
  }
}
