import Learning
import Text

/// The table of an experiment as JSON lines: an object for each combination, for each setting, and for the best run.
package enum ExperimentLines {
  /// - Parameter command: the command that repeats the best run.
  package static func table(_ table: ExperimentTable, command: String?) -> [String] {
    let rows = table.rows.map { JSON.object(combination($0, of: table)).text }
    let effects = table.effects.map { JSON.object(setting($0, of: table)).text }
    return rows + effects + [JSON.object(best(table, command)).text]
  }

  private static func combination(
    _ row: ExperimentTable.Row, of table: ExperimentTable
  ) -> [JSON.Member] {
    let results = row.results
    return [
      ("event", .string("combination")), ("settings", settings(row, of: table)),
      ("ordered_by", .string(table.measure.rawValue)), ("runs", .whole(row.runs.count)),
      ("diverged", .whole(row.diverged)),
      ("mean", row.figure.map { .number($0.mean) } ?? .null),
      ("deviation", row.figure?.deviation.map { .number($0) } ?? .null),
      (ExperimentMeasure.loss.rawValue, mean(results.map { $0.validation.loss })),
      (ExperimentMeasure.accuracy.rawValue, mean(results.compactMap { $0.validation.accuracy })),
      (ExperimentMeasure.mse.rawValue, mean(results.compactMap { $0.mse })),
      ("epochs", mean(results.map { Double($0.epochs) })),
      ("seconds", mean(row.runs.map { $0.seconds })),
    ]
  }

  private static func setting(
    _ effect: SettingEffect, of table: ExperimentTable
  ) -> [JSON.Member] {
    [
      ("event", .string("setting")), ("name", .string(effect.name)),
      ("ordered_by", .string(table.measure.rawValue)), ("spread", .number(effect.spread)),
      ("balanced", .bool(effect.isBalanced)), ("paired", .bool(effect.isPaired)),
      ("parts", effect.parts.map { .string($0.word) } ?? .null),
      (
        "values",
        .array(
          effect.values.map { value in
            .object([
              ("value", .string(value.text)), ("runs", .whole(value.runs)),
              ("diverged", .whole(value.diverged)),
              ("mean", value.figure.map { .number($0.mean) } ?? .null),
              ("worse_by", value.difference.map { .number($0.mean) } ?? .null),
              ("standard_error", value.difference?.standardError.map { .number($0) } ?? .null),
            ])
          })
      ),
    ]
  }

  private static func best(_ table: ExperimentTable, _ command: String?) -> [JSON.Member] {
    [
      ("event", .string("best")),
      ("settings", table.rows.first.map { settings($0, of: table) } ?? .null),
      ("command", command.map { .string($0) } ?? .null),
      ("missing_runs", .whole(table.missingRuns)),
      ("test_samples", .whole(table.experiment.testSamples)),
    ]
  }

  static func settings(_ row: ExperimentTable.Row, of table: ExperimentTable) -> JSON {
    .object(zip(table.experiment.tried, row.settings).map { ($0, .string($1)) })
  }

  private static func mean(_ values: [Double]) -> JSON {
    values.isEmpty ? .null : .number(SampleMean(values).mean)
  }
}
