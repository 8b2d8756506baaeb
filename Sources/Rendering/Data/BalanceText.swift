import Learning

/// Shows how many samples each class has: the count, the share of all, a bar as long as the share.
struct BalanceText {
  private let description: DataDescription
  private let style: Style

  private static let longestBar = 40

  init(_ description: DataDescription, _ style: Style) {
    self.description = description
    self.style = style
  }

  func lines(title: String) -> [String] {
    let classes = description.classes
    let columns = [
      Column(title: "count", cells: classes.map { grouped($0.count) }),
      Column(
        title: "share",
        cells: classes.map { percentage(Double($0.count) / Double(description.count)) }),
    ]
    var table = NamedTable(
      title: style.printable(title), names: classes.map { style.printable($0.name) },
      columns: columns, style: style)
    let longest = min(table.roomBehind, Self.longestBar)
    let greatest = classes.map { $0.count }.max() ?? 0
    if longest > 0 && greatest > 0 {
      table.trailing = classes.map { bar($0.count, greatest, longest) }
    }
    return table.lines("classes")
  }

  /// round(count / greatest × longest) blocks, one at least where there is a sample.
  private func bar(_ count: Int, _ greatest: Int, _ longest: Int) -> String {
    let length = Int((Double(count) / Double(greatest) * Double(longest)).rounded())
    return String(repeating: style.unicode ? "█" : "#", count: count > 0 ? max(length, 1) : 0)
  }
}
