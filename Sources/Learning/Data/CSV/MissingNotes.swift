import Text

extension TableFeatures {
  /// Notes on missing values, on how they are replaced, and on what a model does not know.
  static func notes(
    _ readers: [ColumnReader], _ columns: [FeatureColumn], _ categories: [[Int?]],
    _ reading: TableReading
  ) -> [String] {
    var notes: [String] = []
    if reading.missing != .drop, let listed = missing(readers) {
      let gaps = zip(readers, columns).filter { $0.0.gapCount > 0 }.map { $0.1 }
      var becomes: [String] = []
      if gaps.contains(where: { $0.kind == .number }) {
        becomes.append("a number becomes the mean of the training part")
      }
      if gaps.contains(where: { $0.kind != .number && $0.hasGaps }) {
        becomes.append("a word becomes the category '\(FeatureColumn.missing)'")
      }
      notes.append((["missing values: \(listed)"] + becomes).joined(separator: "; "))
    }
    guard reading.model != nil else { return notes }
    for (position, reader) in readers.enumerated() {
      let column = columns[position]
      if let gap = reader.firstGap, !column.hasGaps, reading.missing != .drop {
        let isNumber = column.kind == .number
        notes.append(
          "\(column.name.quoted) is missing in row \(gap.row), and never was in training"
            + (isNumber ? "" : ": it has no category"))
      }
      guard column.kind != .number, let unknown = reader.unknown(categories[position]) else {
        continue
      }
      let isOne = unknown.count == 1
      notes.append(
        "\(unknown.count.counting("value")) of \(column.name.quoted) \(isOne ? "is" : "are") unknown to the model, "
          + (isOne ? "" : "the first ") + "\(unknown.first.excerpt) in row \(unknown.row)")
    }
    return notes
  }

  /// The number of missing values of each column, with the marks that were taken for them; `nil` if there are none.
  static func missing(_ readers: [ColumnReader]) -> String? {
    let gaps = readers.filter { $0.gapCount > 0 }
    guard !gaps.isEmpty else { return nil }
    let shown = gaps.prefix(10).map { "\($0.gapCount) in \($0.name.quoted) (\($0.gapMarks))" }
    let rest = gaps.count - shown.count
    return shown.joined(separator: ", ")
      + (rest > 0 ? " and those of \(rest.counting("more column"))" : "")
  }
}

/// The rows of a table that become samples: those with a target and, if asked, without missing features.
struct KeptRows {
  let rows: [Int]
  let notes: [String]

  /// Throws if no row is left, or if missing values are to be an error.
  init(_ table: inout TableReader, _ features: TableFeatures) throws(Diagnostic) {
    let reading = table.reading
    var notes: [String] = []
    var rows = Array(0..<table.rowCount)
    let gaps = table.targetGaps()
    if reading.missing == .error { try Self.refuse(features, gaps.first) }
    if let first = gaps.first {
      if !reading.leavesOutRowsWithoutTarget {
        notes.append(
          "there is no score, since the target is missing in row \(first.row), column \(first.name.quoted)"
        )
        table.forgetTargets()
      } else {
        let missing = Set(gaps.rows)
        rows = rows.filter { !missing.contains($0) }
        guard !rows.isEmpty else {
          throw Diagnostic("the target \(first.name.quoted) is missing in every row")
        }
        let mark = first.text.isEmpty ? "" : "\(first.text.excerpt) "
        notes.append(
          Self.leftOut(gaps.rows.count, of: table.rowCount)
            + "the target is missing, first \(mark)in row \(first.row), column \(first.name.quoted)"
        )
      }
    }
    if reading.missing == .drop, reading.answersEveryRow {
      notes += Self.unanswered(table, features)
    } else if reading.missing == .drop, let listed = TableFeatures.missing(features.readers) {
      let before = rows.count
      rows = rows.filter { !features.hasGap($0) }
      guard !rows.isEmpty else {
        throw Diagnostic("every row has a missing value: \(listed); use --missing mean")
      }
      if rows.count < before {
        notes.append(
          Self.leftOut(before - rows.count, of: before) + "features are missing: \(listed)")
      }
    }
    if rows.count < table.rowCount, reading.leavesOutRowsWithoutTarget {
      notes[notes.count - 1] += "; samples are numbered without them"
    }
    self.rows = rows
    self.notes = notes
  }

  /// The note on rows for which a model has no answer, since it was trained without such rows.
  private static func unanswered(_ table: TableReader, _ features: TableFeatures) -> [String] {
    guard let listed = TableFeatures.missing(features.readers) else { return [] }
    let count = (0..<table.rowCount).count { features.hasGap($0) }
    return [
      "\(count) of \(table.rowCount) rows \(count == 1 ? "has" : "have") no answer, because features are missing: \(listed); "
        + "the model was trained with --missing drop: fill them in, or train it with --missing mean"
    ]
  }

  private static func leftOut(_ count: Int, of all: Int) -> String {
    "\(count) of \(all) rows \(count == 1 ? "is" : "are") left out, because "
  }

  /// Throws for the first missing value.
  private static func refuse(
    _ features: TableFeatures, _ target: (name: String, text: String, row: Int)?
  ) throws(Diagnostic) {
    var all = features.readers.compactMap { reader in
      reader.firstGap.map { (name: reader.name, text: $0.text, row: $0.row) }
    }
    if let target { all.append(target) }
    guard let first = all.min(by: { $0.row < $1.row }) else { return }
    throw Diagnostic(
      "row \(first.row), column \(first.name.quoted): "
        + (first.text.isEmpty ? "the field is empty" : "\(first.text.excerpt) is a missing value")
        + "; fill it, leave the row out, or use --missing mean or drop")
  }
}
