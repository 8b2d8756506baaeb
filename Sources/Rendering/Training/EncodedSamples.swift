import Autodiff
import Learning
import LessonLanguage
import Lessons
import Text

/// What a layer makes of samples: a row of numbers for each, with its class if that is known.
package struct EncodedSamples {
  private let layer: Layer
  private let values: [Double]
  private let data: DataSet

  /// - Parameter values: the outputs of the layer, one sample after the other; NaN for a sample without an answer.
  package init(_ layer: Layer, _ values: [Double], _ data: DataSet) {
    (self.layer, self.values, self.data) = (layer, values, data)
  }

  private var width: Int { layer.outputShape.count }

  private func row(_ row: Int) -> ArraySlice<Double> { values[row * width..<(row + 1) * width] }

  /// The samples with an answer.
  private var answered: [Int] { (0..<data.count).filter { !row($0).isNoAnswer } }

  private var names: [String] { (1...width).map { "z\($0)" } }

  /// The target of a sample as text; `nil` if it is unknown.
  private func target(_ row: Int) -> String? {
    switch data.targets.given {
    case .none, .features: nil
    case .classes(let labels, let names): names[labels[row]]
    case .numbers(let values, let names):
      values[row * names.count..<(row + 1) * names.count].map { $0.shortest }
        .joined(separator: " ")
    }
  }

  private var hasTargets: Bool { data.targets.given != .none }

  // MARK: Files

  /// A table with a header: the file of an image, the numbers, the target.
  package var csv: String {
    let hasFiles = !data.sampleNames.isEmpty
    let target =
      data.targetName.isEmpty || names.contains(data.targetName) ? "class" : data.targetName
    var lines = [(hasFiles ? ["file"] : []) + names + (hasTargets ? [target] : [])]
    for row in 0..<data.count {
      lines.append(
        (hasFiles ? [data.sampleNames[row]] : [])
          + self.row(row).map { $0.isNaN ? "" : Self.short($0) }
          + (self.target(row).map { [$0] } ?? []))
    }
    return lines.map { $0.map(SheetCell.quoted).joined(separator: ",") + "\n" }.joined()
  }

  /// The fewest digits that give the same Float.
  private static func short(_ value: Double) -> String { "\(Float(value))" }

  /// `{"row":1,"values":[…],"target":"3"}`, with `"file"` for an image and `"target"` if known; the
  /// values are null without an answer.
  package var jsonLines: [String] {
    (0..<data.count).map { row in
      var members: [JSON.Member] = [("row", .whole(row + 1))]
      if !data.sampleNames.isEmpty { members.append(("file", .string(data.sampleNames[row]))) }
      let own = self.row(row)
      members.append(("values", own.isNoAnswer ? .null : .array(own.map { .number($0) })))
      if let target = target(row) { members.append(("target", .string(target))) }
      return JSON.object(members).text
    }
  }

  // MARK: Text

  package func lines(_ style: Style) -> [String] {
    let format = NumberFormat(decimals: style.digits ?? 4, unicode: style.unicode)
    let hasFiles = !data.sampleNames.isEmpty
    let targets = (0..<data.count).map { target($0)?.escaped }
    let first = max(
      6, hasFiles ? data.sampleNames.map { TextColumns.width($0.escaped) }.max() ?? 0 : 0)
    func line(_ name: String, _ cells: [String], _ target: String?) -> String {
      let gap = TextColumns.spaces(first - TextColumns.width(name))
      let numbers = cells.map { TextColumns.spaces(12 - TextColumns.width($0)) + $0 }
      return TextColumns.trimmed(
        ([hasFiles ? name + gap : gap + name] + numbers + (target.map { [$0] } ?? []))
          .joined(separator: "  "))
    }
    let last = hasTargets ? 2 + (targets.map { TextColumns.width($0 ?? "") }.max() ?? 0) : 0
    let shown = style.columns(width, of: 14, beside: first + last)
    let title = line(
      hasFiles ? "file" : "sample", Array(names.prefix(shown)), hasTargets ? "is" : nil)
    return [title]
      + (0..<data.count).map { row in
        line(
          hasFiles ? data.sampleNames[row].escaped : "\(row + 1)",
          self.row(row).prefix(shown).map { $0.isNaN ? style.missing : format.print($0).text },
          targets[row])
      } + (shown < width ? [style.hidden(width - shown, "column")] : [])
  }

  /// The layer and the number of samples, and the picture of two numbers.
  package func summary(_ style: Style) -> [String] {
    let sentence =
      "layer \(layer.number), \(layer.specification): \(counted(width, "number")) for each of "
      + counted(answered.count, "sample")
    var lines = [""] + style.wrapped(sentence)
    if let picture {
      lines +=
        [""]
        + TerminalPlot(width: style.width, unicode: style.unicode).lines(of: picture)
    }
    return lines
  }

  /// The samples as points; `nil` unless they are two numbers each.
  package var picture: ScatterPicture? {
    guard width == 2 else { return nil }
    var labels: [Int] = []
    var classes: [String] = []
    if case .classes(let all, let names) = data.targets.given {
      (labels, classes) = (answered.map { all[$0] }, names)
    }
    return ScatterPicture(
      title: "layer \(layer.number), \(layer.specification), of \(data.name)", xName: names[0],
      yName: names[1], points: answered.flatMap { row($0) }, labels: labels, classes: classes)
  }
}
