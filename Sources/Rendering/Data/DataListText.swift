import Learning

/// Lists the built-in data sets, a name and a summary each.
package struct DataListText {
  private let style: Style

  package init(_ style: Style) { self.style = style }

  package func lines(_ entries: [BuiltInData.Entry]) -> [String] {
    let column = (entries.map { TextColumns.width($0.name) }.max() ?? 0) + 2
    return entries.flatMap { entry in
      Wrapping.prose(
        style.printable(entry.summary), width: style.width,
        first: TextColumns.padded(entry.name, to: column), indent: TextColumns.spaces(column))
    }
  }
}
