import Text

/// The samples of a data set in three parts: for training, for validation and for the final test.
package struct Split: Sendable, Equatable {
  /// Positions in the data set, in ascending order; each position is in exactly one part.
  package let training: [Int]
  package let validation: [Int]
  package let test: [Int]

  package enum Part: String, Sendable, CaseIterable {
    case training, validation, test
  }

  package subscript(part: Part) -> [Int] {
    switch part {
    case .training: training
    case .validation: validation
    case .test: test
    }
  }

  init(training: [Int], validation: [Int], test: [Int]) {
    (self.training, self.validation, self.test) = (training, validation, test)
  }

  /// A split in which every sample is for training.
  package init(training: [Int]) {
    self.training = training
    (validation, test) = ([], [])
  }

  /// Divides a data set by ratio and seed, stratified by class: each class has its share of every part, rounded down or up,
  /// and the parts have the sizes given by the ratio.
  ///
  /// Throws if a part with a share above 0 would be empty.
  package init(_ dataSet: DataSet, ratio: SplitRatio, seed: UInt64) throws(Diagnostic) {
    let sizes = ratio.sizes(dataSet.count)
    for (part, name) in Part.allCases.enumerated() where sizes[part] == 0 && ratio.shares[part] > 0
    {
      throw Diagnostic(
        "the \(name.rawValue) part would be empty: \(dataSet.count.counting("sample")) are too few for the split \(ratio); "
          + "the split \(SplitRatio.allToTrain) trains on all of them")
    }
    var random = RandomSource.derive(seed, for: .split)
    var groups: [[Int]] = [Array(0..<dataSet.count)]
    if case .classes(let labels, let names) = dataSet.targets {
      groups = Array(repeating: [], count: names.count)
      for (row, label) in labels.enumerated() { groups[label].append(row) }
    }
    let counts = Self.stratified(groups.map { $0.count }, ratio, sizes)
    var parts: [[Int]] = [[], [], []]
    for (group, counts) in zip(groups, counts) {
      var order = group
      random.shuffle(&order)
      var start = 0
      for part in 0..<3 {
        parts[part] += order[start..<start + counts[part]]
        start += counts[part]
      }
    }
    (training, validation, test) = (parts[0].sorted(), parts[1].sorted(), parts[2].sorted())
  }

  /// Returns the number of samples of each group in each part: the floor or ceiling of the ideal number. Each group's row sums
  /// to its count, and each part's column to its size.
  ///
  /// Each group first gives its remaining samples to the largest fractions. Then single samples move from parts with too many
  /// to parts with too few, within one group, by way of the third part if necessary. Such moves always exist: this is the
  /// controlled rounding of a table (Cox, "A constructive procedure for unbiased controlled rounding", 1987).
  static func stratified(_ groups: [Int], _ ratio: SplitRatio, _ sizes: [Int]) -> [[Int]] {
    var counts = groups.map { ratio.sizes($0) }
    let ideals = groups.map { ratio.ideal($0) }

    /// Moves one sample of the group that loses least by it; returns false if no group can.
    func move(from: Int, to: Int) -> Bool {
      var best: (group: Int, loss: Double)?
      for group in groups.indices {
        let (floors, fractions) = ideals[group]
        guard counts[group][from] > floors[from], counts[group][to] == floors[to],
          fractions[to] > 0
        else { continue }
        let loss = fractions[from] - fractions[to]
        if loss < best?.loss ?? .infinity { best = (group, loss) }
      }
      guard let best else { return false }
      counts[best.group][from] -= 1
      counts[best.group][to] += 1
      return true
    }

    var isMoving = true
    while isMoving {
      isMoving = false
      let excess = (0..<3).map { part in counts.reduce(0) { $0 + $1[part] } - sizes[part] }
      guard let from = excess.firstIndex(where: { $0 > 0 }),
        let to = excess.firstIndex(where: { $0 < 0 })
      else { break }
      let third = 3 - from - to
      isMoving = move(from: from, to: to)
      if !isMoving, move(from: from, to: third) { isMoving = move(from: third, to: to) }
    }
    return counts
  }
}
