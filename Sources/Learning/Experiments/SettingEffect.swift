/// The effect of one setting of an experiment: the mean for each of its values.
package struct SettingEffect: Sendable {
  package struct Value: Sendable {
    package let text: String
    package let runs: Int
    package let diverged: Int
    /// The mean over the runs that did not diverge; `nil` if all did.
    package let figure: SampleMean?
    /// How much worse it is than the best value with the same other settings and seeds, by seed; `nil` for the best one, and
    /// if there is nothing to compare.
    package let difference: SampleMean?
  }

  package let name: String
  /// The best mean first.
  package let values: [Value]
  /// Whether each value was run with the same other settings and seeds, and no run diverged, so that the means differ in
  /// nothing else.
  package let isBalanced: Bool

  /// Whether the worst value differs from the best by more than the standard error.
  package var isBeyondChance: Bool { values.last?.difference?.mayBeZero == false }

  /// The difference between the best and the worst mean.
  package var spread: Double {
    let means = values.compactMap { $0.figure?.mean }
    guard let best = means.first, let worst = means.last else { return 0 }
    return abs(worst - best)
  }
}

extension ExperimentTable {
  /// The effect of each setting that has several values, the greatest spread first.
  package var effects: [SettingEffect] {
    var effects: [SettingEffect] = []
    for index in experiment.tried.indices {
      if let effect = effect(ofSetting: index) { effects.append(effect) }
    }
    // Insertion keeps the order of equal ones.
    var sorted: [SettingEffect] = []
    for effect in effects {
      let place = sorted.firstIndex { $0.spread < effect.spread } ?? sorted.count
      sorted.insert(effect, at: place)
    }
    return sorted
  }

  private struct Group {
    let text: String
    let runs: [ExperimentRun]
    let figure: SampleMean?
  }

  private func effect(ofSetting index: Int) -> SettingEffect? {
    var groups: [String: [ExperimentRun]] = [:]
    for row in rows { groups[row.settings[index], default: []] += row.runs }
    guard groups.count > 1 else { return nil }
    var values: [Group] = []
    for (text, runs) in groups {
      values.append(Group(text: text, runs: runs, figure: Self.mean(runs, by: measure)))
    }
    let measure = measure
    values.sort { a, b in
      guard let first = a.figure?.mean else { return b.figure == nil && a.text < b.text }
      guard let second = b.figure?.mean else { return true }
      return first == second ? a.text < b.text : measure.loss(of: first, against: second) < 0
    }
    let best = values[0]
    func others(_ run: ExperimentRun) -> [String] {
      var settings = run.settings
      settings.remove(at: index)
      return settings
    }
    func pairings(_ runs: [ExperimentRun]) -> Set<[String]> {
      Set(runs.map { Self.pairing($0, others) })
    }
    let reference = pairings(best.runs)
    var isBalanced = true
    var described: [SettingEffect.Value] = []
    for (position, value) in values.enumerated() {
      let diverged = value.runs.filter { $0.result == nil }.count
      if diverged > 0 || pairings(value.runs) != reference { isBalanced = false }
      described.append(
        SettingEffect.Value(
          text: value.text, runs: value.runs.count, diverged: diverged, figure: value.figure,
          difference: position == 0
            ? nil : difference(value.runs, from: best.runs, key: others)))
    }
    return SettingEffect(
      name: experiment.tried[index], values: described, isBalanced: isBalanced)
  }
}
