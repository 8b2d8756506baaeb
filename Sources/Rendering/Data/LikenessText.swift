import Learning
import Text

/// Shows the similarity of classes: the distances between their means and of samples from them, in scaled features.
struct LikenessText {
  private let description: DataDescription
  /// The deviations by which the features are divided.
  private let scaling: String
  private let style: Style
  private let format: NumberFormat

  private static let mostInMatrix = 12
  private static let mostPairs = 10

  init(_ description: DataDescription, isOfImages: Bool, _ style: Style) {
    self.description = description
    let feature = description.hasIndicators ? "numeric feature" : "feature"
    scaling =
      isOfImages
      ? "the pixels divided by their deviation" : "every \(feature) divided by its deviation"
    self.style = style
    format = NumberFormat(decimals: style.digits ?? 2, unicode: style.unicode)
  }

  var lines: [String] {
    let filled = description.classes.filter { $0.count > 0 }
    guard filled.count > 1 else {
      return style.paragraph("All samples are of one class: there is nothing to tell apart.")
    }
    guard let nearest = description.pairs.first else {
      return style.paragraph(
        filled.contains { $0.variance == nil }
          ? "The numbers are too large for distances between classes to be computed."
          : "There are too many classes to compute the distances between their means.")
    }
    return table + [""] + sentence(nearest) + judgement(nearest)
  }

  /// A matrix of distances with the variances or, if there is no room, the variances and a list of the nearest pairs.
  private var table: [String] {
    let matrix = named(columns: [variances] + distances)
    if description.classes.count <= Self.mostInMatrix, matrix.fits {
      let heading =
        "Variance within each class, and distances between the means of two, with "
        + "\(scaling):"
      return style.paragraph(heading) + [""] + matrix.lines("classes")
    }
    return style.paragraph("Variance within each class, with \(scaling):") + [""]
      + named(columns: [variances]).lines("classes") + [""] + list
  }

  private func named(columns: [Column]) -> NamedTable {
    NamedTable(
      title: "class", names: description.classes.map { style.printable($0.name) },
      columns: columns, style: style)
  }

  private var variances: Column {
    Column(
      title: "variance",
      cells: description.classes.map { $0.variance.map { format.column($0) } ?? "" })
  }

  /// A column for each class except the last, filled below the diagonal.
  private var distances: [Column] {
    let classes = description.classes
    guard classes.count <= Self.mostInMatrix else { return [] }
    var cells = [[String]](
      repeating: [String](repeating: "", count: classes.count), count: classes.count)
    for pair in description.pairs { cells[pair.first][pair.second] = format.column(pair.distance) }
    return classes.indices.dropLast().map {
      Column(title: title(classes[$0].name), cells: cells[$0])
    }
  }

  private var list: [String] {
    let pairs = description.pairs
    let shown = style.showsAll ? pairs[...] : pairs.prefix(Self.mostPairs)
    let distances = Column(title: "", cells: shown.map { format.column($0.distance) })
    let rows = shown.enumerated().flatMap { position, pair in
      style.paragraph(
        "\(named(pair.first)) and \(named(pair.second))",
        first: distances.cell(position) + "  ", indent: distances.width + 2)
    }
    let heading =
      shown.count < pairs.count
      ? "The nearest \(shown.count) of \(grouped(pairs.count)) pairs of classes, by the distance "
        + "between their means:"
      : "Distances between the means of two classes:"
    return style.paragraph(heading) + [""] + rows
  }

  private func sentence(_ pair: DataDescription.Pair) -> [String] {
    let (first, second) = (named(pair.first), named(pair.second))
    let distance = format.print(pair.distance).text
    let root = style.unicode ? "√variance" : "sqrt(variance)"
    return style.paragraph(
      (description.pairs.count == 1
        ? "The means of \(first) and \(second) are \(distance) apart, "
        : "\(first) and \(second) are nearest: their means are \(distance) apart, ")
        + "and a sample lies \(format.print(description.spread(pair)).text) from its class's mean "
        + "(\(root) of the two together)"
        + (description.ratio(pair).map { ": a ratio of \(format.print($0).text)." } ?? "."))
  }

  /// The interpretation of the distance between the nearest means.
  private func judgement(_ pair: DataDescription.Pair) -> [String] {
    guard let ratio = description.ratio(pair) else { return [] }
    if ratio >= Self.far {
      return style.paragraph(
        "A flat boundary halfway between these means has at most "
          + "\(percentage(4 / (ratio * ratio))) of the two classes' samples on its wrong side.")
    }
    guard ratio < Self.near else { return [] }
    return style.paragraph(
      "Means this close say little: the classes may overlap, or lie around one another. A flat "
        + "boundary halfway between the means need not separate them; another model may.")
  }

  /// The ratio below which the bound 4 / ratio² is meaningless.
  private static let near = 2.0
  /// The ratio from which the bound guarantees that three quarters are right.
  private static let far = 4.0

  private func named(_ position: Int) -> String { style.named(description.classes[position].name) }

  /// A class's name above a column.
  private func title(_ name: String) -> String {
    TextColumns.fitted(style.printable(name), to: 14, style.glyphs)
  }
}
