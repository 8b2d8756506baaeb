import Text

/// The bound between categories and free text.
enum FreeText {
  /// The largest number of categories, each of which is a feature.
  static let mostCategories = Targets.mostClasses
  /// The largest number of categories that may have a single row each; more need two rows each on average.
  static let fewCategories = Targets.fewClasses

  /// Whether words are free text: more than 1,000 different ones, or more than 20 that differ in more than half of the rows.
  static func holds(different: Int, among values: Int) -> Bool {
    different > mostCategories || (different > fewCategories && different * 2 > values)
  }
}

/// What a column of features holds, once all of its cells are read.
enum ColumnVerdict {
  /// A feature column; for each of its words the category, `nil` for one that the model does not know.
  case features(FeatureColumn, categories: [Int?])
  /// It cannot be a feature, for this reason; `remedy` would make it one.
  case refused(String, remedy: String? = nil)
  /// A value that is not a number, among numbers.
  case odd(text: String, kind: WordTable.Kind, row: Int)
}

extension ColumnReader {
  /// Whether the cells are to be read as words.
  func holdsWords(rows: Int) -> Bool {
    if let known { return known.kind != .number }
    if isForced { return true }
    let (values, numeric, odd) = counts(rows: rows)
    return odd > 0 && numeric * 2 <= values
  }

  /// The number of cells with a value, of those meant as numbers, and of those that are not numbers as they are written.
  private func counts(rows: Int) -> (values: Int, numeric: Int, odd: Int) {
    // Numbers of a column of numbers are not in the table.
    var (numeric, odd) = (rows - table.total + table.beyond.numeric, table.beyond.count)
    for word in table.values.map({ table.words[$0] }) {
      if word.kind.isNumeric { numeric += word.count }
      if !word.kind.isNumber { odd += word.count }
    }
    return (rows - gapCount - leftOutGaps, numeric, odd)
  }

  /// - Parameter keepsGaps: whether rows with missing values stay.
  func verdict(rows: Int, keepsGaps: Bool) -> ColumnVerdict {
    if let known, case .categories(let names) = known.kind {
      return .features(known, categories: categories(names))
    }
    let (values, _, odd) = counts(rows: rows)
    if !holdsWords(rows: rows) {
      if odd > 0, let word = firstWord {
        return .odd(text: word.text, kind: word.kind, row: word.row)
      }
      if let known { return .features(known, categories: []) }
      guard values > 0 else { return .refused("has no value in any row") }
      let hasGaps = keepsGaps && gapCount > 0
      return .features(FeatureColumn(name, hasGaps: hasGaps), categories: [])
    }
    guard values > 0 else { return .refused("has no value in any row") }
    let words = table.values.map { table.words[$0] }
    if let first = firstWord, !isForced {
      let dates = words.reduce(table.beyond.dates) { sum, word in
        if case .date = word.kind { sum + word.count } else { sum }
      }
      if dates * 2 > values {
        return .refused(
          "holds dates, \(first.text.excerpt) first",
          remedy: "put the year, month and day in separate columns")
      }
    }
    if FreeText.holds(different: words.count, among: values) || table.beyond.count > 0 {
      if let unit = commonUnit(words, among: values) {
        return .refused(
          "has numbers with a unit, \((words.first?.text ?? "").excerpt) first",
          remedy: "write them without \(unit.excerpt)")
      }
      let count = table.beyond.count > 0 ? "more than \(FreeText.mostCategories)" : "\(words.count)"
      return .refused(
        "is free text, with \(count) different values in \(values) rows, "
          + "\((words.first?.text ?? "").excerpt) first")
    }
    var names = words.map { $0.text }
    var numbers = words.map { word -> Double? in
      if case .number(let value) = word.kind { value } else { nil }
    }
    let hasGaps = keepsGaps && gapCount > 0
    if hasGaps, !names.contains(FeatureColumn.missing) {
      names.append(FeatureColumn.missing)
      numbers.append(.infinity)  // after all numbers
    }
    names = NameOrder.order(names, numbers).map { names[$0] }
    return .features(
      FeatureColumn(name, .categories(names), hasGaps: hasGaps), categories: categories(names))
  }

  /// The unit of more than half of the values, as in `145 cm`; `nil` if there is none.
  private func commonUnit(_ words: [WordTable.Word], among values: Int) -> String? {
    guard let unit = words.first.flatMap({ OddCell(Array($0.text.utf8)).unit }) else { return nil }
    let count = words.reduce(0) { sum, word in
      OddCell(Array(word.text.utf8)).unit == unit ? sum + word.count : sum
    }
    return count * 2 > values ? unit : nil
  }

  /// The category of each word of the table; that of a missing value is `missing`, if there is such a category.
  private func categories(_ names: [String]) -> [Int?] {
    let positions = names.positions
    var categories = table.words.map { positions[$0.text] }
    for gap in table.gaps { categories[gap] = positions[FeatureColumn.missing] }
    return categories
  }
}
