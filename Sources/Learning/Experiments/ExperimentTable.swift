/// The results of an experiment: its combinations of settings in order, and the effect of each setting.
package struct ExperimentTable: Sendable {
  /// A combination of settings with its runs, one for each seed.
  package struct Row: Sendable {
    package let settings: [String]
    /// By seed.
    package let runs: [ExperimentRun]
    /// The mean of the measure over the runs that did not diverge; `nil` if all did.
    package let figure: SampleMean?

    package var results: [ExperimentRun.Result] { runs.compactMap { $0.result } }
    package var diverged: Int { runs.count - results.count }
  }

  package let experiment: Experiment
  package let measure: ExperimentMeasure
  /// The best mean first; combinations with runs that diverged come after all others.
  package let rows: [Row]
  /// The seeds, in ascending order.
  package let seeds: [UInt64]

  /// - Parameters:
  ///   - runs: at least one, with no run repeating another.
  ///   - measure: the measure that orders them; by default the loss, if it is the same for all.
  package init(
    _ experiment: Experiment, _ runs: [ExperimentRun], measure: ExperimentMeasure? = nil
  ) {
    self.experiment = experiment
    self.measure = measure ?? ExperimentMeasure(runs.compactMap { $0.result })
    var seeds: [UInt64] = []
    var groups: [[String]: [ExperimentRun]] = [:]
    for run in runs {
      if !seeds.contains(run.seed) { seeds.append(run.seed) }
      groups[run.settings, default: []].append(run)
    }
    self.seeds = seeds.sorted()
    var rows: [Row] = []
    for (settings, runs) in groups {
      let values = runs.sorted { $0.seed < $1.seed }
      rows.append(
        Row(settings: settings, runs: values, figure: Self.mean(values, by: self.measure)))
    }
    let chosen = self.measure
    self.rows = rows.sorted { Self.isOrdered($0, $1, by: chosen) }
  }

  /// The number of runs without a result: of those that were asked for, or of these combinations with a seed that others have.
  package var missingRuns: Int {
    let count = rows.reduce(0) { $0 + $1.runs.count }
    return max(experiment.runs, rows.count * seeds.count) - count
  }

  /// The mean difference of two combinations over the seeds with which neither diverged: how much worse the second is.
  package func difference(_ row: Row, from other: Row) -> MeanDifference? {
    difference(row.runs, from: other.runs) { _ in [] }
  }

  // MARK: Comparing

  static func mean(_ runs: [ExperimentRun], by measure: ExperimentMeasure) -> SampleMean? {
    let values = runs.compactMap { $0.result }.map { measure.value(of: $0) }
    return values.isEmpty ? nil : SampleMean(values)
  }

  /// How much worse runs are than those with the same seed and key: for each seed the mean over the pairs, and of these the
  /// mean.
  ///
  /// The seeds are what is drawn at random, so that their means give the standard error; other settings are chosen.
  func difference(
    _ runs: [ExperimentRun], from others: [ExperimentRun], key: (ExperimentRun) -> [String]
  ) -> MeanDifference? {
    var references: [[String]: Double] = [:]
    for other in others {
      if let result = other.result {
        references[Self.pairing(other, key)] = measure.value(of: result)
      }
    }
    var means: [Double] = []
    for seed in seeds {
      var sum = 0.0
      var count = 0
      for run in runs where run.seed == seed {
        guard let result = run.result, let reference = references[Self.pairing(run, key)] else {
          continue
        }
        sum += measure.loss(of: measure.value(of: result), against: reference)
        count += 1
      }
      if count > 0 { means.append(sum / Double(count)) }
    }
    return means.isEmpty ? nil : MeanDifference(pairs: SampleMean(means))
  }

  /// What the runs of a pair have in common.
  static func pairing(_ run: ExperimentRun, _ key: (ExperimentRun) -> [String]) -> [String] {
    ["\(run.seed)"] + key(run)
  }

  private static func isOrdered(_ a: Row, _ b: Row, by measure: ExperimentMeasure) -> Bool {
    if a.diverged != b.diverged { return a.diverged < b.diverged }
    if let first = a.figure?.mean, let second = b.figure?.mean, first != second {
      return measure.loss(of: first, against: second) < 0
    }
    return precedes(a.settings, b.settings)
  }

  static func precedes(_ a: [String], _ b: [String]) -> Bool {
    for (first, second) in zip(a, b) where first != second { return first < second }
    return a.count < b.count
  }
}
