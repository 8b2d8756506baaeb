import Learning
import Text

/// Shows the columns of a table: numbers with their statistics, words with their most frequent values, and how closely each is
/// related to the target.
struct ColumnsText {
  private let description: DataDescription
  private let style: Style

  /// The width below which the values of a column of words are not listed.
  private static let leastRoom = 12

  init(_ description: DataDescription, _ style: Style) {
    self.description = description
    self.style = style
  }

  /// The tables, and what their last columns mean.
  var lines: [[String]] { [numbers, words, meaning] }

  private var numbers: [String] {
    var facts: [ColumnFacts] = []
    var features: [DataDescription.Feature] = []
    for column in description.columns {
      guard case .numbers(let feature) = column.values else { continue }
      facts.append(column)
      features.append(feature)
    }
    guard !features.isEmpty else { return [] }
    return FeaturesText(description, style).table(
      features, title: "feature", more: missing(facts) + relations(facts))
  }

  private var words: [String] {
    var facts: [ColumnFacts] = []
    var lists: [[ColumnFacts.Category]] = []
    for column in description.columns {
      guard case .categories(let categories) = column.values else { continue }
      facts.append(column)
      lists.append(categories)
    }
    guard !facts.isEmpty else { return [] }
    let values = Column(title: "values", cells: lists.map { grouped($0.count) })
    var table = NamedTable(
      title: "words", names: facts.map { style.printable($0.name) },
      columns: [values] + missing(facts) + relations(facts), style: style)
    let room = table.roomBehind
    if room >= Self.leastRoom { table.trailing = lists.map { list($0, room) } }
    return table.lines("columns")
  }

  /// As many categories with their counts as have room.
  private func list(_ categories: [ColumnFacts.Category], _ room: Int) -> String {
    var text = ""
    for (position, category) in categories.enumerated() {
      let name = TextColumns.fitted(style.printable(category.name), to: 24, style.glyphs)
      let item = (position > 0 ? ", " : "") + "\(name) \(grouped(category.count))"
      let rest = position < categories.count - 1 ? 2 + TextColumns.width(style.ellipsis) : 0
      guard TextColumns.width(text) + TextColumns.width(item) + rest <= room else {
        return text.isEmpty ? "" : text + ", " + style.ellipsis
      }
      text += item
    }
    return text
  }

  /// The number of missing values, if a column of the table has some.
  private func missing(_ facts: [ColumnFacts]) -> [Column] {
    guard facts.contains(where: { $0.missing > 0 }) else { return [] }
    return [Column(title: "missing", cells: facts.map { grouped($0.missing) })]
  }

  // MARK: Relations

  /// A column for each target, if some is related.
  private func relations(_ facts: [ColumnFacts]) -> [Column] {
    let count = facts[0].relations.count
    return (0..<count).compactMap { target in
      let relations = facts.map { $0.relations[target] }
      guard let measure = relations.lazy.compactMap({ $0?.measure }).first else { return nil }
      let name = count == 1 ? "" : " " + style.printable(description.targets[target].name)
      return Column(
        title: TextColumns.fitted(symbol(measure) + name, to: 14, style.glyphs),
        cells: relations.map { $0.map { format.column($0.value) } ?? "" })
    }
  }

  private var format: NumberFormat {
    NumberFormat(decimals: style.digits ?? 2, unicode: style.unicode)
  }

  private func symbol(_ measure: ColumnRelation.Measure) -> String {
    switch measure {
    case .correlation: "r"
    case .correlationRatio: style.unicode ? "η²" : "eta2"
    case .cramersV: "V"
    }
  }

  /// The sentences that say what r, η² and V are.
  private var meaning: [String] {
    var known: [ColumnRelation.Measure] = []
    for relation in description.columns.flatMap({ $0.relations }) {
      if let measure = relation?.measure, !known.contains(measure) { known.append(measure) }
    }
    let isOfClasses = !description.classes.isEmpty
    let sentences = known.map { measure in
      let symbol = symbol(measure)
      return switch measure {
      case .correlation: "\(symbol) is the correlation with the target, from \(style.minus)1 to 1."
      case .correlationRatio:
        isOfClasses
          ? "\(symbol) is the share of a feature's variance that lies between the classes."
          : "\(symbol) is the share of the target's variance that lies between a column's values."
      case .cramersV:
        "\(symbol) is Cram\(style.unicode ? "é" : "e")r's V with the classes, from 0 to 1."
      }
    }
    return style.paragraph(sentences.joined(separator: " "))
  }
}
