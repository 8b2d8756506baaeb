/// A table of named rows: the names, columns of numbers, and text on the right.
struct NamedTable {
  let title: String
  let names: [String]
  let columns: [Column]
  /// The text after each row, such as a bar; may be empty.
  var trailing: [String] = []
  let style: Style

  private static let gap = 2
  private static let narrowestName = 8
  private static let widestName = 24

  /// The width of the numbers, including gaps.
  private var numbersWidth: Int { columns.reduce(0) { $0 + Self.gap + $1.width } }

  /// The width of the names, which may be shortened; `nil` if the numbers leave no room.
  private var nameWidth: Int? {
    let longest = ([title] + names).map { TextColumns.width($0) }.max() ?? 0
    let room = min(style.width - numbersWidth, Self.widestName)
    return min(longest, Self.narrowestName) <= room ? min(longest, room) : nil
  }

  /// Whether the numbers fit next to the names.
  var fits: Bool { nameWidth != nil }

  /// The width that remains after the numbers.
  var roomBehind: Int {
    nameWidth.map { max(style.width - $0 - numbersWidth - Self.gap, 0) } ?? 0
  }

  /// The title and the rows, without the middle of many; if there is no room, each row as a sentence.
  func lines(_ noun: String) -> [String] {
    let shown = ShownRows(names.count, style)
    guard let width = nameWidth else {
      return shown.lines(noun) { sentence($0) }
    }
    let head = row(title, columns.map { $0.head }, "", width)
    return [style.dim(head)]
      + shown.lines(noun) { position in
        [
          row(
            names[position], columns.map { $0.cell(position) },
            trailing.isEmpty ? "" : trailing[position], width)
        ]
      }
  }

  private func row(_ name: String, _ cells: [String], _ trailing: String, _ width: Int) -> String {
    let name = TextColumns.fitted(name, to: width, style.glyphs)
    let gap = TextColumns.spaces(Self.gap)
    let fields = [TextColumns.padded(name, to: width)] + cells + [trailing]
    return TextColumns.trimmed(fields.joined(separator: gap))
  }

  private func sentence(_ position: Int) -> [String] {
    let name = TextColumns.fitted(names[position], to: Self.widestName, style.glyphs)
    let values = columns.filter { !$0.cells[position].isEmpty }.map {
      "\($0.title) \($0.cells[position])"
    }
    return style.paragraph("\(name): \(values.joined(separator: ", "))", indent: 2)
  }
}

/// The rows of a table that are shown: all, or the first and the last.
struct ShownRows {
  private let count: Int
  private let style: Style

  private static let most = 20
  private static let first = 12
  private static let last = 3

  init(_ count: Int, _ style: Style) {
    self.count = count
    self.style = style
  }

  private var isCut: Bool { !style.showsAll && count > Self.most }

  func lines(_ noun: String, of row: (Int) -> [String]) -> [String] {
    guard isCut else { return (0..<count).flatMap { row($0) } }
    let omitted = count - Self.first - Self.last
    return (0..<Self.first).flatMap { row($0) }
      + [style.dim("\(style.ellipsis) \(grouped(omitted)) \(noun) not shown; --all")]
      + (count - Self.last..<count).flatMap { row($0) }
  }
}
