import Text

/// Finds columns that look like the number or the name of a row, or that were written from the target.
struct SuspectedColumns {
  let notes: [String]

  /// A column with a different number in each of more rows than this, a whole one, is suspected.
  private static let fewRows = 20
  private static let namesOfIDs = ["id", "index", "rownames", "row", "no", "nr", "unnamed: 0"]

  init(_ data: DataSet, _ columns: TableColumns, _ reading: TableReading) {
    let count = data.count
    guard reading.model == nil, count > 1 else {
      notes = []
      return
    }
    var suspects: [String] = []
    var tellers: [String] = []
    var labels: [Int] = []
    var classCount = 0
    if case .classes(let own, let names) = data.targets {
      (labels, classCount) = (own, names.count)
    }
    for (position, column) in data.values.table(data.columns).enumerated() {
      let name = column.column.name
      switch column.cells {
      case .numbers(let values):
        let isNamed =
          columns.unnamed == columns.features[position]
          || Self.namesOfIDs.contains(name.lowercased())
        if count > Self.fewRows || isNamed, Self.areDifferent(values) {
          suspects.append(name)
        } else if count > Self.fewRows, classCount > 1,
          // Ranges that meet in the first rows meet in all.
          Self.sorts(values.prefix(1_000), labels, classCount),
          Self.sorts(values, labels, classCount)
        {
          tellers.append(name)
        }
      case .categories(let categories):
        let names = column.categoryNames
        if count > 2, Self.areDifferent(categories, names.count) {
          suspects.append(name)
        } else if count > Self.fewRows, classCount > 1,
          Self.names(categories, labels, names.count)
        {
          tellers.append(name)
        }
      }
    }
    var notes: [String] = []
    if !suspects.isEmpty {
      notes.append(
        "\(suspects.listed) \(suspects.count == 1 ? "looks like an id" : "look like ids"), with a different value in every "
          + "row; \(reading.advice(leavingOut: suspects))")
    }
    if !tellers.isEmpty, !reading.isForDescription {
      let (tell, were) =
        tellers.count == 1 ? (" alone tells", "it was") : (", each alone, tell", "they were")
      notes.append(
        "\(tellers.listed)\(tell) all classes apart; if \(were) written from the target, "
          + reading.advice(leavingOut: tellers))
    }
    self.notes = notes
  }

  /// Whether all values are known whole numbers, and no two are equal.
  private static func areDifferent(_ values: [Double]) -> Bool {
    var (isRising, isFalling, last) = (true, true, Double.nan)
    for value in values {
      guard value == value.rounded(.down) else { return false }
      if value <= last { isRising = false }
      if value >= last { isFalling = false }
      last = value
    }
    if isRising || isFalling { return true }
    var known: Set<Double> = []
    return values.allSatisfy { known.insert($0).inserted }
  }

  /// Whether all words are known, and no two are equal.
  private static func areDifferent(_ categories: [Int32], _ count: Int) -> Bool {
    guard count >= categories.count else { return false }
    var known = [Bool](repeating: false, count: count)
    return categories.allSatisfy { category in
      guard category >= 0, !known[Int(category)] else { return false }
      known[Int(category)] = true
      return true
    }
  }

  /// Whether the classes have ranges of numbers that do not meet, and no number is missing.
  private static func sorts(
    _ values: some Collection<Double>, _ labels: [Int], _ classCount: Int
  ) -> Bool {
    var ranges = [(least: Double, greatest: Double)](
      repeating: (.infinity, -.infinity), count: classCount)
    for (value, label) in zip(values, labels) {
      if value.isNaN { return false }
      ranges[label].least = min(ranges[label].least, value)
      ranges[label].greatest = max(ranges[label].greatest, value)
    }
    ranges.sort { $0.least < $1.least }
    return (1..<max(ranges.count, 1)).allSatisfy { ranges[$0 - 1].greatest < ranges[$0].least }
  }

  /// Whether every category has samples of one class only.
  private static func names(_ categories: [Int32], _ labels: [Int], _ count: Int) -> Bool {
    var classes = [Int?](repeating: nil, count: count)
    for (category, label) in zip(categories, labels) where category >= 0 {
      if let known = classes[Int(category)], known != label { return false }
      classes[Int(category)] = label
    }
    return true
  }
}
