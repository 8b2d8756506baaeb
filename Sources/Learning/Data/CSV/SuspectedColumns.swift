import Text

/// Finds columns that look like the number or the name of a row, or that were written from the target.
struct SuspectedColumns {
  let notes: [String]

  /// A column with a different number in each of more rows than this, a whole one, is suspected.
  private static let fewRows = 20
  private static let namesOfIDs = ["id", "index", "rownames", "row", "no", "nr", "unnamed: 0"]

  init(
    _ data: DataSet, _ columns: TableColumns, _ features: TableFeatures, _ rows: [Int],
    _ reading: TableReading
  ) {
    guard reading.model == nil, rows.count > 1 else {
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
    for (position, column) in features.columns.enumerated() {
      switch column.kind {
      case .number:
        let isNamed =
          columns.unnamed == columns.features[position]
          || Self.namesOfIDs.contains(column.name.lowercased())
        if rows.count > Self.fewRows || isNamed,
          Self.areDifferent(features, position, rows)
        {
          suspects.append(column.name)
        } else if rows.count > Self.fewRows, classCount > 1,
          // Ranges that meet in the first rows meet in all.
          Self.sorts(features, position, Array(rows.prefix(1_000)), labels, classCount),
          Self.sorts(features, position, rows, labels, classCount)
        {
          tellers.append(column.name)
        }
      case .categories(let names):
        if rows.count > 2, Self.areDifferent(features, position, rows, names.count) {
          suspects.append(column.name)
        } else if rows.count > Self.fewRows, classCount > 1,
          Self.names(features, position, rows, labels, names.count)
        {
          tellers.append(column.name)
        }
      }
    }
    var notes: [String] = []
    if !suspects.isEmpty {
      notes.append(
        "\(suspects.listed) \(suspects.count == 1 ? "looks like an id" : "look like ids"), with a different value in every "
          + "row; \(reading.advice(leavingOut: suspects))")
    }
    if !tellers.isEmpty {
      let (tell, were) =
        tellers.count == 1 ? (" alone tells", "it was") : (", each alone, tell", "they were")
      notes.append(
        "\(tellers.listed)\(tell) all classes apart; if \(were) written from the target, "
          + reading.advice(leavingOut: tellers))
    }
    self.notes = notes
  }

  /// Whether all values are known whole numbers, and no two are equal.
  private static func areDifferent(
    _ features: TableFeatures, _ column: Int, _ rows: [Int]
  ) -> Bool {
    var (isRising, isFalling, last) = (true, true, Double.nan)
    for row in rows {
      let value = features.number(row, column)
      guard value == value.rounded(.down) else { return false }
      if value <= last { isRising = false }
      if value >= last { isFalling = false }
      last = value
    }
    if isRising || isFalling { return true }
    var known: Set<Double> = []
    return rows.allSatisfy { known.insert(features.number($0, column)).inserted }
  }

  /// Whether all words are known, and no two are equal.
  private static func areDifferent(
    _ features: TableFeatures, _ column: Int, _ rows: [Int], _ count: Int
  ) -> Bool {
    guard count >= rows.count else { return false }
    var known = [Bool](repeating: false, count: count)
    return rows.allSatisfy { row in
      guard let category = features.category(row, column), !known[category] else { return false }
      known[category] = true
      return true
    }
  }

  /// Whether the classes have ranges of numbers that do not meet, and no number is missing.
  private static func sorts(
    _ features: TableFeatures, _ column: Int, _ rows: [Int], _ labels: [Int], _ classCount: Int
  ) -> Bool {
    var ranges = [(least: Double, greatest: Double)](
      repeating: (.infinity, -.infinity), count: classCount)
    for (place, row) in rows.enumerated() {
      let value = features.number(row, column)
      if value.isNaN { return false }
      let label = labels[place]
      ranges[label].least = min(ranges[label].least, value)
      ranges[label].greatest = max(ranges[label].greatest, value)
    }
    ranges.sort { $0.least < $1.least }
    return (1..<max(ranges.count, 1)).allSatisfy { ranges[$0 - 1].greatest < ranges[$0].least }
  }

  /// Whether every category has samples of one class only.
  private static func names(
    _ features: TableFeatures, _ column: Int, _ rows: [Int], _ labels: [Int], _ count: Int
  ) -> Bool {
    var classes = [Int?](repeating: nil, count: count)
    for (place, row) in rows.enumerated() {
      guard let category = features.category(row, column) else { continue }
      if let known = classes[category], known != labels[place] { return false }
      classes[category] = labels[place]
    }
    return true
  }
}
