/// Experiments on the same data, compared with the first of them.
package struct ExperimentComparison: Sendable {
  /// All ordered by the same measure.
  package let tables: [ExperimentTable]

  package var measure: ExperimentMeasure { tables[0].measure }

  /// - Parameter experiments: at least one, each with its runs, of which there is at least one.
  package init(_ experiments: [(experiment: Experiment, runs: [ExperimentRun])]) {
    var results: [ExperimentRun.Result] = []
    for (_, runs) in experiments { results += runs.compactMap { $0.result } }
    let measure = ExperimentMeasure(results)
    tables = experiments.map { ExperimentTable($0.experiment, $0.runs, measure: measure) }
  }

  /// How much worse the best combination of an experiment is than that of the first, with the same seeds; `nil` if they share
  /// none.
  package func best(_ index: Int) -> MeanDifference? {
    tables[0].difference(tables[index].rows[0], from: tables[0].rows[0])
  }

  /// The number of runs of an experiment with the settings and the seed of one of the first, and how much worse they are.
  package func alike(_ index: Int) -> (count: Int, difference: MeanDifference)? {
    guard tables[index].experiment.tried == tables[0].experiment.tried else { return nil }
    let first = runs(0)
    let known = Set(first.filter { $0.result != nil }.map { $0.identity })
    let others = runs(index).filter { $0.result != nil && known.contains($0.identity) }
    let difference = tables[0].difference(others, from: first) { $0.settings }
    return difference.map { (others.count, $0) }
  }

  private func runs(_ index: Int) -> [ExperimentRun] {
    var runs: [ExperimentRun] = []
    for row in tables[index].rows { runs += row.runs }
    return runs
  }
}
