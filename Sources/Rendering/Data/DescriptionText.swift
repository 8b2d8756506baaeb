import Autodiff
import Learning

/// Writes what is worth knowing of a data set before anything is learned from it.
package struct DescriptionText {
  private let data: DataSet
  private let decision: TargetDecision?
  private let description: DataDescription
  private let style: Style

  private static let mostDuplicates = 5

  /// - Parameters:
  ///   - data: has at least one sample.
  ///   - decision: what the target column was taken for, where that had to be decided.
  package init(_ data: DataSet, decision: TargetDecision? = nil, _ style: Style) {
    self.data = data
    self.decision = decision
    self.style = style
    description = DataDescription(data)
  }

  /// The parts with a blank line between two.
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
      parts.append(features.table(description.features, title: "feature"))
      parts.append(features.constants)
    }
    parts.append(duplicates)
    if data.isOfImages {
      parts.append(PicturesText(data, greatest: description.pooled.greatest, style).lines)
    }
    if !description.classes.isEmpty {
      parts.append(LikenessText(description, isOfImages: data.isOfImages, style).lines)
    }
    return Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private var heading: [String] {
    style.paragraph(style.printable(data.name)).map { style.bold($0) }
      + style.paragraph(style.printable(data.source))
  }

  private var size: [String] {
    var lines = style.paragraph("\(samples); \(targets).")
    if let decision { lines += style.paragraph(style.printable(decision.description) + ".") }
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
    case .classes(_, let names):
      "\(style.named(data.targetName)) names \(counted(names.count, "class", plural: "classes"))"
    case .numbers(_, let names):
      names.count == 1
        ? "the target \(style.named(names[0])) is a number"
        : "\(counted(names.count, "number")) as targets"
    }
  }

  /// Which samples equal one before them; the first few of many.
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
        + (rest > 0 ? ", and \(grouped(rest)) more" : "") + ".")
  }
}
