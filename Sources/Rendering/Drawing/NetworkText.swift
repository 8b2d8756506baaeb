import Autodiff
import LessonLanguage
import Text

/// Draws a network as a row of neurons for each layer, with the weights between the rows.
struct NetworkText {
  private let document: NetworkDocument
  private let style: Style

  init(_ document: NetworkDocument, _ style: Style) {
    self.document = document
    self.style = style
  }

  var lines: [String] {
    let titles = document.layers.map { TextColumns.width($0.title) }.max() ?? 0
    let contents = document.layers.map { TextColumns.width($0.contents) }.max() ?? 0
    var lines: [String] = []
    for (position, layer) in document.layers.enumerated() {
      if position > 0 {
        lines.append(
          TextColumns.trimmed(" " + (style.unicode ? "↓" : "v") + " " + style.dim(layer.parameters))
        )
      }
      let head =
        TextColumns.padded(layer.title, to: titles) + "  "
        + TextColumns.padded(layer.contents, to: contents) + "  " + neurons(layer)
      lines += named(head, layer.names)
    }
    if let remark = document.remark { lines.append(style.dim("(\(remark))")) }
    for equation in document.weights {
      lines.append("")
      lines += EquationText(equation, style).compact(width: style.width, indent: 0)
    }
    if let kernels = document.kernels { lines += [""] + ImagesText(kernels, style).lines }
    return lines
  }

  private func neurons(_ layer: NetworkDocument.Layer) -> String {
    let sign =
      layer.isOfImages ? (style.unicode ? "▢" : "[]") : (style.unicode ? "○" : "o")
    return NetworkDocument.drawn(layer.count).map { $0 == nil ? style.ellipsis : sign }
      .joined(separator: " ")
  }

  /// The neurons with their names after them, or below if there is no room.
  private func named(_ head: String, _ names: [String]) -> [String] {
    let text = NetworkDocument.drawn(names.count).map { $0.map { names[$0] } ?? style.ellipsis }
      .joined(separator: ", ")
    if text.isEmpty { return Style.broken([TextColumns.trimmed(head)], to: style.width) }
    if TextColumns.width(head) + 2 + TextColumns.width(text) <= style.width {
      return [head + "  " + text]
    }
    return Style.broken([TextColumns.trimmed(head)], to: style.width)
      + style.paragraph(text, first: "  ", indent: 2)
  }
}
