import Autodiff
import Learning

/// Writes the description of a data set.
package struct DescriptionText {
  private let data: DataSet
  private let decision: TargetDecision?
  private let description: DataDescription
  private let style: Style

  private static let mostDuplicates = 5

  /// - Parameters:
  ///   - data: must have at least one sample.
  ///   - decision: the interpretation of the target column, if it had to be decided.
  package init(_ data: DataSet, decision: TargetDecision? = nil, _ style: Style) {
    self.data = data
    self.decision = decision
    self.style = style
    description = DataDescription(data)
  }

  /// The parts, separated by blank lines.
  package var lines: [String] {
    var parts = [heading, size]
    let features = FeaturesText(description, style)
    if !description.classes.isEmpty {
      parts.append(BalanceText(description, style).lines(title: data.targetName))
    }
    if !description.targets.isEmpty {
      parts.append(features.table(description.targets, title: "target"))
    }
    if data.isOfImages {
      parts.append(features.pixels(white: data.white))
    } else {
      parts += ColumnsText(description, style).lines
      parts.append(features.constants)
    }
    parts.append(duplicates)
    if data.isOfImages {
      parts.append(PicturesText(data, greatest: description.pooled.greatest, style).lines)
    }
    if !description.classes.isEmpty {
      parts.append(LikenessText(description, isOfImages: data.isOfImages, style).lines)
    }
    parts.append(FindingsText(style).lines(description.findings))
    return Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private var heading: [String] {
    style.paragraph(style.printable(data.name)).map { style.bold($0) }
      + style.paragraph(style.printable(data.source))
  }

  private var size: [String] {
    let reason = decision.map { ": " + style.printable($0.reason.text) } ?? ""
    var lines = style.paragraph("\(samples); \(targets)\(reason).")
    for note in data.notes {
      lines += style.paragraph(
        style.printable(note.prefix(1).uppercased() + note.dropFirst()) + ".")
    }
    return lines
  }

  private var samples: String {
    let sizes = data.sampleShape.sizes
    guard data.isOfImages else {
      return "\(counted(data.count, "sample")) of \(counted(data.featureCount, "feature"))"
    }
    let channels = sizes[0] == 1 ? "" : " in \(sizes[0]) channels"
    return
      "\(counted(data.count, "image")) of \(sizes[1])\(style.timesTight)\(sizes[2]) pixels\(channels)"
  }

  private var targets: String {
    switch data.targets {
    case .none: "no target"
    case .features: "each sample is its own target"
    case .classes(_, let names):
      "\(style.named(data.targetName)) names \(counted(names.count, "class", plural: "classes"))"
    case .numbers(_, let names):
      names.count == 1
        ? "the target \(style.named(names[0])) is a number"
        : "\(counted(names.count, "number")) as targets"
    }
  }

  /// The samples that equal an earlier one; the first few if there are many.
  private var duplicates: [String] {
    guard description.count > 1 else { return [] }
    let all = description.duplicates
    let what = data.isOfImages ? "every pixel" : "every feature"
    guard !all.isEmpty else { return style.paragraph("No two samples are equal in \(what).") }
    let subject = all.count == 1 ? "1 sample equals" : "\(grouped(all.count)) samples equal"
    let named = all.prefix(Self.mostDuplicates).map {
      "\(grouped($0.row + 1)) equals \(grouped($0.first + 1))"
    }.joined(separator: ", ")
    let rest = all.count - Self.mostDuplicates
    return style.paragraph(
      "\(subject) an earlier one in \(what): \(named)"
        + (rest > 0 ? ", and \(grouped(rest)) more" : "") + "." + conflicts)
  }

  /// A sentence about the equal samples with different targets; empty if there are none.
  private var conflicts: String {
    let count = description.duplicates.count { $0.isConflict }
    guard count > 0 else { return "" }
    let isOne = count == 1
    let other = description.classes.isEmpty ? "another target" : "another class"
    return
      " \(grouped(count)) of them \(isOne ? "has" : "have") \(other): no model can be right about both."
  }
}

/// Shows the number of samples of each class: the count, the share, and a bar for the share.
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

  /// round(count / greatest × longest) blocks, but at least one if there is a sample.
  private func bar(_ count: Int, _ greatest: Int, _ longest: Int) -> String {
    let length = Int((Double(count) / Double(greatest) * Double(longest)).rounded())
    return String(repeating: style.unicode ? "█" : "#", count: count > 0 ? max(length, 1) : 0)
  }
}

/// Lists the built-in data sets, each with name and summary.
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
