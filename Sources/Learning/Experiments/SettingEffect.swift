/// The effect of one setting of an experiment: the mean for each of its values, or for halves or thirds of many numbers.
package struct SettingEffect: Sendable {
  package struct Value: Sendable {
    /// A value, or the least and the greatest of several: `0.01 to 0.05`.
    package let text: String
    package let runs: Int
    package let diverged: Int
    /// The mean over the runs that did not diverge; `nil` if all did.
    package let figure: SampleMean?
    /// How much worse it is than the best value; `nil` for the best one, and if there is nothing to compare.
    package let difference: MeanDifference?
  }

  /// The parts into which many numbers are divided, each with about as many combinations as the others.
  package enum Parts: Int, Sendable {
    case halves = 2
    case thirds = 3
  }

  package let name: String
  /// The best mean first.
  package let values: [Value]
  /// `nil` if each value stands for itself.
  package let parts: Parts?
  /// Whether values are compared by runs with the same other settings and seeds, or else, where there are none, by the means of
  /// their combinations, as independent of each other.
  package let isPaired: Bool
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

  /// Combinations with the same value of a setting, or with values of the same part.
  private struct Group {
    let text: String
    let rows: [Row]
    let runs: [ExperimentRun]
    let figure: SampleMean?

    init(_ text: String, _ rows: [Row], by measure: ExperimentMeasure) {
      self.text = text
      self.rows = rows
      var runs: [ExperimentRun] = []
      for row in rows { runs += row.runs }
      self.runs = runs
      figure = ExperimentTable.mean(runs, by: measure)
    }

    /// The mean of the combinations' means.
    var meanOfRows: SampleMean? {
      let means = rows.compactMap { $0.figure?.mean }
      return means.isEmpty ? nil : SampleMean(means)
    }
  }

  private func effect(ofSetting index: Int) -> SettingEffect? {
    let divided = parts(ofSetting: index)
    let groups = inOrder(divided?.groups ?? values(ofSetting: index))
    guard groups.count > 1 else { return nil }
    func others(_ run: ExperimentRun) -> [String] {
      var settings = run.settings
      settings.remove(at: index)
      return settings
    }
    let best = groups[0]
    var differences: [MeanDifference?] = groups.dropFirst().map {
      divided == nil ? difference($0.runs, from: best.runs, key: others) : nil
    }
    let isPaired = differences.contains { $0 != nil }
    if !isPaired {
      differences = groups.dropFirst().map { unpairedDifference($0, from: best) }
    }
    let reference = Set(best.runs.map { Self.pairing($0, others) })
    let isBalanced = groups.allSatisfy { group in
      group.rows.allSatisfy { $0.diverged == 0 }
        && Set(group.runs.map { Self.pairing($0, others) }) == reference
    }
    let values = zip(groups, [nil] + differences).map { group, difference in
      SettingEffect.Value(
        text: group.text, runs: group.runs.count,
        diverged: group.rows.reduce(0) { $0 + $1.diverged }, figure: group.figure,
        difference: difference)
    }
    return SettingEffect(
      name: experiment.tried[index], values: values, parts: divided?.parts, isPaired: isPaired,
      isBalanced: isBalanced)
  }

  private func values(ofSetting index: Int) -> [Group] {
    var groups: [String: [Row]] = [:]
    for row in rows { groups[row.settings[index], default: []].append(row) }
    var values: [Group] = []
    for (text, rows) in groups { values.append(Group(text, rows, by: measure)) }
    return values
  }

  /// The best mean first.
  private func inOrder(_ groups: [Group]) -> [Group] {
    let measure = measure
    return groups.sorted { a, b in
      guard let first = a.figure?.mean else { return b.figure == nil && a.text < b.text }
      guard let second = b.figure?.mean else { return true }
      return first == second ? a.text < b.text : measure.loss(of: first, against: second) < 0
    }
  }

  private func unpairedDifference(_ group: Group, from best: Group) -> MeanDifference? {
    guard let mean = group.meanOfRows, let reference = best.meanOfRows else { return nil }
    return MeanDifference(
      measure.loss(of: mean.mean, against: reference.mean), of: mean, and: reference)
  }

  /// The largest number of values that are compared one by one if they are numbers.
  private static let mostValues = 8

  /// Divides the numbers of a setting at their quantiles, thirds if each has three combinations or more; `nil` if they are few,
  /// or no numbers. Combinations with the same number stay together.
  ///
  /// Numbers that were drawn with other settings have hardly any two combinations that differ in nothing else.
  private func parts(
    ofSetting index: Int
  ) -> (parts: SettingEffect.Parts, groups: [Group])? {
    var numbers: [(value: Double, row: Row)] = []
    for row in rows {
      guard let value = Double(row.settings[index]) else { return nil }
      numbers.append((value, row))
    }
    numbers.sort { $0.value < $1.value }
    let different = zip(numbers, numbers.dropFirst()).count { $0.value != $1.value } + 1
    let areShared = experiment.tried.count == 1 || different < numbers.count
    guard different > 3, different > Self.mostValues || !areShared else { return nil }
    let parts = numbers.count < 9 ? SettingEffect.Parts.halves : .thirds
    var groups: [Group] = []
    var start = 0
    for part in 1...parts.rawValue {
      var end = max(part * numbers.count / parts.rawValue, start)
      while end > start, end < numbers.count, numbers[end].value == numbers[end - 1].value {
        end += 1
      }
      guard start < end else { continue }
      let (first, last) = (numbers[start].row.settings[index], numbers[end - 1].row.settings[index])
      groups.append(
        Group(
          first == last ? first : "\(first) to \(last)", numbers[start..<end].map { $0.row },
          by: measure))
      start = end
    }
    return (parts, groups)
  }
}
