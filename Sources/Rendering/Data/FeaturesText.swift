import Learning
import Text

/// Shows the values of features: a table, and the constant features.
struct FeaturesText {
  private let description: DataDescription
  private let style: Style

  private static let mostNamed = 5

  init(_ description: DataDescription, _ style: Style) {
    self.description = description
    self.style = style
  }

  /// A row for each feature or numeric target.
  func table(
    _ features: [DataDescription.Feature], title: String, more: [Column] = []
  ) -> [String] {
    let columns =
      [
        Column(title: "least", cells: features.map { exact($0.least) }),
        Column(title: "greatest", cells: features.map { exact($0.greatest) }),
        Column(title: "mean", cells: features.map { format.column($0.mean) }),
        Column(title: "deviation", cells: features.map { format.column($0.deviation) }),
      ] + more
    return NamedTable(
      title: title, names: features.map { style.printable($0.name) }, columns: columns,
      style: style
    ).lines(title + "s")
  }

  /// The sentence about columns with the same value in all samples; empty if there are none.
  var constants: [String] {
    let constants = description.columns.compactMap { column in
      value(of: column).map { "\(style.named(column.name)) is \($0)" }
    }
    guard !constants.isEmpty, description.count > 1 else { return [] }
    let rest = constants.count - Self.mostNamed
    return style.paragraph(
      "The same in all samples: \(constants.prefix(Self.mostNamed).joined(separator: ", "))"
        + (rest > 0 ? ", and \(grouped(rest)) more" : "") + ".")
  }

  /// The value that a column has in all samples, if it has only one.
  private func value(of column: ColumnFacts) -> String? {
    switch column.values {
    case .numbers(let feature): feature.isConstant ? exact(feature.least) : nil
    case .categories(let categories):
      categories[0].count == description.count ? style.named(categories[0].name) : nil
    }
  }

  /// A sentence about all pixels, instead of a table.
  func pixels(white: Double?) -> [String] {
    let pooled = description.pooled
    var text = "Pixels are from \(exact(pooled.least)) to \(exact(pooled.greatest))"
    if let white, white != pooled.greatest { text += ", white being \(exact(white))" }
    text += ", mean \(format.column(pooled.mean)), deviation \(format.column(pooled.deviation))"
    let (constant, all) = (description.constantCount, description.features.count)
    if description.count > 1 {
      text +=
        constant == 0
        ? "; none of the \(grouped(all)) is the same in all images"
        : "; \(grouped(constant)) of \(grouped(all)) \(constant == 1 ? "is" : "are") the same in all images"
    }
    return style.paragraph(text + ".")
  }

  /// The smallest and largest values are those of the file.
  private func exact(_ value: Double) -> String { format.print(value).text }

  private var format: NumberFormat {
    NumberFormat(decimals: style.digits ?? 4, unicode: style.unicode)
  }
}
