/// The targets of a data set, as columns to which others are compared.
struct TargetColumns {
  private let classes: (labels: [Int], count: Int)?
  private let numbers: [[Double]]
  /// Samples that stand for all where values have to be sorted: every one, or at most 10,000 evenly spaced ones.
  private let sample: [Int]

  private static let mostSorted = 10_000
  /// With fewer samples than this, a column may tell the target by chance.
  private static let leastToTell = 20
  /// The share of the mistakes, or of the variance, without which a column tells the target almost perfectly.
  private static let almostAll = 0.99

  init(_ dataSet: DataSet) {
    let count = dataSet.count
    sample =
      count <= Self.mostSorted
      ? Array(0..<count) : (0..<Self.mostSorted).map { $0 * count / Self.mostSorted }
    switch dataSet.targets {
    case .none, .features: (classes, numbers) = (nil, [])
    case .classes(let labels, let names): (classes, numbers) = ((labels, names.count), [])
    case .numbers(let values, let names):
      classes = nil
      numbers = names.indices.map { column in
        (0..<count).map { values[$0 * names.count + column] }
      }
    }
  }

  /// Whether the samples come in the order of the target: one class after the other, or numbers that only rise or only fall.
  var areSorted: Bool {
    if let (labels, count) = classes {
      let changes = labels.indices.dropFirst().count { labels[$0] != labels[$0 - 1] }
      return labels.count > Self.leastToTell && changes < count
    }
    guard numbers.count == 1, numbers[0].count > Self.leastToTell else { return false }
    let pairs = zip(numbers[0], numbers[0].dropFirst())
    return pairs.allSatisfy { $0 <= $1 } || pairs.allSatisfy { $0 >= $1 }
  }

  // MARK: Relations

  func relations(numbers column: [Double]) -> [ColumnRelation?] {
    if let (labels, count) = classes {
      return [ColumnRelation(column, groups: labels, count: count)]
    }
    return numbers.map { ColumnRelation(column, $0) }
  }

  func relations(categories: [Int], _ count: Int) -> [ColumnRelation?] {
    if let (labels, classCount) = classes {
      return [ColumnRelation(ContingencyTable(categories, count, labels, classCount))]
    }
    return numbers.map { ColumnRelation($0, groups: categories, count: count) }
  }

  // MARK: Columns that tell the target

  /// Whether a column of numbers, cut into a range for each class, leaves at most 1 % of the mistakes of always choosing the
  /// most frequent class; or whether the square of its correlation with the target, or with the target's rank, is 0.99 or more.
  func areTold(by column: [Double]) -> Bool {
    guard column.count > Self.leastToTell else { return false }
    if let (labels, count) = classes {
      let ranges = RangeMistakes(column, labels, count, sample)
      return ranges.mistakes <= (1 - Self.almostAll) * ranges.usual && ranges.usual > 0
    }
    return numbers.contains { target in
      if let r = ColumnRelation(column, target)?.value, r * r >= Self.almostAll { return true }
      let known = sample.filter { !column[$0].isNaN }
      guard known.count > Self.leastToTell else { return false }
      let rank = ColumnRelation(known.map { column[$0] }.ranks, known.map { target[$0] }.ranks)
      return rank.map { $0.value * $0.value >= Self.almostAll } ?? false
    }
  }

  /// Whether knowing the category leaves at most 1 % of the mistakes, or of the variance of the target.
  func areTold(by categories: [Int], _ count: Int) -> Bool {
    guard categories.count > Self.leastToTell else { return false }
    if let (labels, classCount) = classes {
      let table = ContingencyTable(categories, count, labels, classCount)
      let usual = labels.count - (table.columnSums.max() ?? 0)
      return usual > 0 && Double(table.mistakes) <= (1 - Self.almostAll) * Double(usual)
    }
    return numbers.contains {
      (ColumnRelation($0, groups: categories, count: count)?.value ?? 0) >= Self.almostAll
    }
  }
}

/// The fewest samples on the wrong side of boundaries that cut a column into one range for each class, in the order of the
/// classes' means. A class may have no range; missing numbers are wrong.
struct RangeMistakes {
  private(set) var mistakes = 0.0
  /// The mistakes of always choosing the most frequent class.
  let usual: Double

  init(_ column: [Double], _ labels: [Int], _ count: Int, _ sample: [Int]) {
    var (counts, sums) = ([Int](repeating: 0, count: count), [Double](repeating: 0, count: count))
    let known = sample.filter { !column[$0].isNaN }
    for row in known {
      counts[labels[row]] += 1
      sums[labels[row]] += column[row]
    }
    usual = Double(known.count - (counts.max() ?? 0))
    mistakes = Double(sample.count - known.count)
    let order = (0..<count).filter { counts[$0] > 0 }.sorted {
      sums[$0] / Double(counts[$0]) < sums[$1] / Double(counts[$1])
    }
    // fewest[place]: the mistakes up to here, if this value is in the range of the class at this place of the order.
    var fewest = [Int](repeating: 0, count: order.count)
    let sorted = known.sorted { column[$0] < column[$1] }
    var start = 0
    while start < sorted.count {
      var end = start
      var own = [Int](repeating: 0, count: count)
      while end < sorted.count, column[sorted[end]] == column[sorted[start]] {
        own[labels[sorted[end]]] += 1
        end += 1
      }
      var best = Int.max
      for place in order.indices {
        best = min(best, fewest[place])
        fewest[place] = best + (end - start) - own[order[place]]
      }
      start = end
    }
    mistakes += Double(fewest.min() ?? 0)
  }
}

extension [Double] {
  /// The rank of each number, from 0; equal numbers share the mean of their ranks.
  var ranks: [Double] {
    let order = indices.sorted { self[$0] < self[$1] }
    var ranks = self
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, self[order[end]] == self[order[start]] { end += 1 }
      for position in start..<end { ranks[order[position]] = Double(start + end - 1) / 2 }
      start = end
    }
    return ranks
  }
}
