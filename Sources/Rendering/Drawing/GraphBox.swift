import Autodiff
import LessonLanguage
import Text

/// The text of a quantity in the drawing of a graph: its name, its formula, and its numbers with their gradients.
struct GraphBox {
  struct Row {
    let value: String
    /// Empty if the backward pass did not reach it.
    let gradient: String
  }

  let name: String
  /// Empty for a quantity without a name or a formula.
  let formula: String
  let rows: [Row]
  /// The distance between rows that are neurons, each with its own outline; `nil` for a box of plain rows.
  var pitch: Double?

  private static let title = 15.0
  private static let line = 14.0
  private static let padding = 7.0
  private static let mostRows = 4

  init(_ value: Equation, gradient: Equation?, _ style: Style) {
    let writer = FormulaText(style: style, book: value.book)
    name = Self.shortened(writer.text(value.subject))
    formula =
      value.links.first { $0.isSymbolic }.map { Self.shortened(writer.text($0.formula)) } ?? ""
    let values = value.links.last.map { Self.texts($0) } ?? []
    let gradients = gradient?.links.last.map { Self.texts($0) } ?? []
    rows = values.enumerated().map { position, text in
      Row(
        value: text,
        gradient: gradients.count == values.count ? "← " + gradients[position] : "")
    }
  }

  private var isStacked: Bool { pitch != nil || rows.count == 1 }

  private var heading: Double { Self.padding + Self.title + (formula.isEmpty ? 0 : Self.line) }

  var size: LayeredLayout.Size {
    let values = rows.map { SVG.width(of: $0.value) }.max() ?? 0
    let gradients = rows.map { $0.gradient.isEmpty ? 0 : SVG.width(of: $0.gradient) }.max() ?? 0
    let numbers =
      isStacked
      ? max(values, gradients) + (pitch == nil ? 0 : 6)
      : values + (gradients > 0 ? gradients + 8 : 0)
    let width = max(SVG.width(of: name), 0.9 * SVG.width(of: formula), numbers)
    return LayeredLayout.Size(width: width + 2 * Self.padding, height: heading + height)
  }

  private var height: Double {
    if let pitch { return Double(rows.count) * pitch }
    let lines = rows.reduce(0) { $0 + (isStacked && !$1.gradient.isEmpty ? 2 : 1) }
    return Double(lines) * Self.line + Self.padding
  }

  /// The middle of a row's outline in a box of neurons.
  func middle(ofRow row: Int, in frame: LayeredLayout.Frame) -> Double {
    frame.y + heading + (Double(row) + 0.5) * (pitch ?? 0)
  }

  func write(
    _ frame: LayeredLayout.Frame, _ kind: OperationGraph.Node.Kind, to svg: inout HTMLWriter
  ) {
    switch kind {
    case .parameter: svg.rectangle(frame, "box trained")
    case .input: svg.rectangle(frame, "box given")
    case .operation: svg.rectangle(frame, "box")
    }
    let center = frame.x + frame.width / 2
    var y = frame.y + Self.padding + 10
    svg.text(name, center, y, "name")
    if !formula.isEmpty {
      y += Self.line
      svg.text(formula, center, y, "formula")
    }
    for (position, row) in rows.enumerated() {
      if pitch != nil {
        let middle = self.middle(ofRow: position, in: frame)
        let height = row.gradient.isEmpty ? 22.0 : 36
        svg.rectangle(
          LayeredLayout.Frame(
            x: frame.x + 4, y: middle - height / 2, width: frame.width - 8, height: height),
          "neuron")
        svg.text(row.value, center, middle + (row.gradient.isEmpty ? 4 : -3), "value")
        if !row.gradient.isEmpty { svg.text(row.gradient, center, middle + 12, "gradient") }
      } else if isStacked || row.gradient.isEmpty {
        y += Self.line
        svg.text(row.value, center, y, "value")
        if row.gradient.isEmpty { continue }
        y += Self.line
        svg.text(row.gradient, center, y, "gradient")
      } else {
        y += Self.line
        svg.text(row.value, frame.x + Self.padding, y, "value", anchor: "start")
        svg.text(row.gradient, frame.right - Self.padding, y, "gradient", anchor: "end")
      }
    }
  }

  /// The value of a link: a row for each element of a vector or row of a matrix.
  private static func texts(_ link: Equation.Link) -> [String] {
    let writer = FormulaText(style: Style(), book: link.book)
    // A value that only looks exact is marked as a whole.
    return texts(link.formula, writer, isRounded: link.isRounded && link.book.isExact(link.formula))
  }

  /// The numbers of a value, a row each: an element, a row of a matrix, or the shape of a larger tensor and its range.
  /// - Parameter isRounded: whether its numbers are rounded even if they are printed like exact ones.
  static func texts(
    _ formula: Formula, _ writer: FormulaText, isRounded: Bool = false
  ) -> [String] {
    func text(_ value: Double, _ spelling: String? = nil) -> String {
      let printed = writer.book.print(value, spelling: spelling)
      if isRounded { return writer.style.almost + " " + writer.book.roundedText(value) }
      return (printed.isExact ? "" : writer.style.almost + " ") + printed.text
    }
    switch formula {
    case .number(let value, let spelling): return [text(value, spelling)]
    case .list(let items) where items.count <= mostRows:
      return items.map { item in
        if case .number(let value, let spelling) = item { return text(value, spelling) }
        let isExact = writer.book.isExact(item) && !isRounded
        return (isExact ? "" : writer.style.almost + " ") + shortened(writer.text(item))
      }
    case .list(let items):
      let shown = items.prefix(mostRows - 1).flatMap { texts($0, writer).prefix(1) }
      return shown + ["\(writer.style.ellipsis) \(items.count - mostRows + 1) more"]
    case .summary(let summary):
      return ["shape \(summary.shape)", "\(text(summary.smallest)) to \(text(summary.largest))"]
    default: return [shortened(writer.text(formula))]
    }
  }

  private static func shortened(_ text: String) -> String {
    TextColumns.fitted(text, to: 26, .unicode)
  }
}
