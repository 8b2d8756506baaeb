import Learning

/// Shows the first image of each class, or the first few images if there are no classes.
struct PicturesText {
  private let data: DataSet
  private let white: Double
  private let style: Style

  private static let most = 12
  private static let mostWithoutClass = 4

  /// - Parameter greatest: the largest pixel, which is white unless the data define it.
  init(_ data: DataSet, greatest: Double, _ style: Style) {
    self.data = data
    self.style = style
    white = data.white ?? (greatest > 0 ? greatest : 1)
  }

  var lines: [String] {
    let all = samples
    let shown = style.showsAll ? all : Array(all.prefix(Self.most))
    var heading = "The first image of each class"
    if data.classNames.isEmpty { heading = "The first images" }
    if shown.count < all.count {
      heading = "The first image of \(shown.count) of \(grouped(all.count)) classes (--all)"
    }
    let side = Picture.scale(data)
    if side > 1 { heading += "; a pixel here is the mean of \(side)\(style.timesTight)\(side)" }
    return style.paragraph(heading + ":") + [""]
      + ImageText.sideBySide(
        shown.map { Picture(data, row: $0.row, white: white).lines(style) },
        captions: shown.map { $0.caption }, width: style.width)
  }

  private var samples: [(row: Int, caption: String)] {
    guard case .classes(let labels, let names) = data.targets else {
      return (0..<min(data.count, Self.mostWithoutClass)).map { ($0, "sample \($0 + 1)") }
    }
    var firsts = [Int?](repeating: nil, count: names.count)
    for (row, label) in labels.enumerated() where firsts[label] == nil { firsts[label] = row }
    return names.indices.compactMap { label in
      firsts[label].map { ($0, style.printable(names[label])) }
    }
  }
}
