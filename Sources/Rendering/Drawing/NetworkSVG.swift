import Autodiff
import LessonLanguage
import Text

/// Draws a network as a column of neurons for each layer, with a line for each weight, or a box for a layer of images.
struct NetworkSVG {
  private let document: NetworkDocument
  private let style: Style
  private let columns: [Column]
  private let height: Double

  /// A layer with the middles of what is drawn of it.
  private struct Column {
    let layer: NetworkDocument.Layer
    /// The neurons from the top, `nil` for those that are left out; empty for a box.
    let neurons: [Int?]
    var x = 0.0
    var pitch = 26.0

    var width: Double {
      max(20, SVG.width(of: layer.title), SVG.width(of: layer.contents))
    }

    var height: Double { neurons.isEmpty ? 40 : Double(neurons.count) * pitch }
  }

  private static let heading = 42.0
  private static let radius = 8.0

  init(_ document: NetworkDocument, _ style: Style) {
    self.document = document
    self.style = style
    var columns = document.layers.map { layer in
      Column(layer: layer, neurons: layer.isOfImages ? [] : NetworkDocument.drawn(layer.count))
    }
    var x = document.layers[0].names.isEmpty ? 0 : 12 + Self.width(document.layers[0].names)
    for position in columns.indices {
      let labels = Self.labels(position, document)
      if let labels {
        let pitch = 17 * Double(columns[position].neurons.count + 1)
        columns[position].pitch = max(columns[position].pitch, pitch)
        columns[position - 1].pitch = max(columns[position - 1].pitch, pitch)
        let widest = labels.joined().reduce(0) { max($0, SVG.width(of: $1)) }
        let room = (widest / 2 + 6) * Double(columns[position].neurons.count + 1)
        x += max(0, room - 54)
      }
      columns[position].x = x + columns[position].width / 2
      x += columns[position].width + 30
    }
    self.columns = columns
    height = columns.reduce(0) { max($0, $1.height) }
  }

  private static func width(_ names: [String]) -> Double {
    names.reduce(0) { max($0, SVG.width(of: $1)) }
  }

  /// The texts of a layer's weights, by neuron and input, if they are few enough to be written on their lines.
  private static func labels(_ position: Int, _ document: NetworkDocument) -> [[String]]? {
    guard position > 0, let weights = document.picture.layers[position].weights.first,
      case .list(let rows) = weights.result, weights.value.shape.rank == 2,
      weights.value.shape.sizes[0] <= 3, weights.value.shape.sizes[1] <= 4
    else { return nil }
    let writer = FormulaText(style: Style(), book: document.book)
    return rows.map { row in row.operands.map { GraphBox.texts($0, writer)[0] } }
  }

  func write(to html: inout HTMLWriter) {
    let last = columns[columns.count - 1]
    let names = last.layer.names.isEmpty ? 0 : 12 + Self.width(last.layer.names)
    html.picture(
      width: last.x + max(last.width / 2, Self.radius + names) + 4,
      height: Self.heading + height + 6,
      title: "the network " + document.picture.model.escaped, description: description
    ) { svg in
      for position in columns.indices.dropFirst() { drawWeights(position, &svg) }
      for position in columns.indices { draw(position, &svg) }
    }
  }

  private var description: String {
    "From left to right: "
      + document.layers.map { $0.contents.isEmpty ? $0.title : "\($0.title), \($0.contents)" }
      .joined(separator: "; ") + "."
  }

  /// The middle of a neuron at a place in its column.
  private func y(_ place: Int, in column: Column) -> Double {
    Self.heading + (height - column.height) / 2 + (Double(place) + 0.5) * column.pitch
  }

  private func draw(_ position: Int, _ svg: inout HTMLWriter) {
    let column = columns[position]
    svg.text(column.layer.title, column.x, 13, "name")
    svg.text(column.layer.contents, column.x, 28, "formula")
    guard !column.neurons.isEmpty else {
      let middle = Self.heading + height / 2
      for shift in [6.0, 3, 0] {
        svg.rectangle(
          LayeredLayout.Frame(
            x: column.x - 16 + shift, y: middle - 16 - shift, width: 28, height: 28),
          "box")
      }
      return
    }
    let biases = biases(position)
    for (place, neuron) in column.neurons.enumerated() {
      let y = y(place, in: column)
      guard let neuron else {
        svg.text("⋮", column.x, y + 4, "value")
        continue
      }
      svg.circle(column.x, y, radius: Self.radius, position == 0 ? "neuron given" : "neuron")
      if neuron < biases.count {
        svg.text(biases[neuron], column.x, y + Self.radius + 12, "formula halo")
      }
      guard neuron < column.layer.names.count else { continue }
      let name = column.layer.names[neuron]
      if position == 0 {
        svg.text(name, column.x - Self.radius - 5, y + 4, "value", anchor: "end")
      } else {
        svg.text(name, column.x + Self.radius + 5, y + 4, "value", anchor: "start")
      }
    }
  }

  /// The biases of a layer whose weights are written on their lines.
  private func biases(_ position: Int) -> [String] {
    guard Self.labels(position, document) != nil,
      document.picture.layers[position].weights.count > 1
    else { return [] }
    let writer = FormulaText(style: style, book: document.book)
    return document.picture.layers[position].weights[1].result.operands.map {
      let text = GraphBox.texts($0, writer)[0]
      return "b " + (text.hasPrefix(writer.style.almost) ? "" : "= ") + text
    }
  }

  private func drawWeights(_ position: Int, _ svg: inout HTMLWriter) {
    let (left, right) = (columns[position - 1], columns[position])
    let layer = document.picture.layers[position]
    let weights = layer.weights.first?.value
    guard right.layer.isDense, !left.neurons.isEmpty, !right.neurons.isEmpty else {
      let middle = Self.heading + height / 2
      let end = LayeredLayout.Point(x: right.x - Self.radius - 14, y: middle)
      svg.line(.init(x: left.x + Self.radius + 14, y: middle), end, "link")
      svg.arrow(at: end)
      return
    }
    let furthest = weights?.elements.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 } ?? 0
    let labels = Self.labels(position, document)
    var texts: [(String, Double, Double)] = []
    for (place, neuron) in right.neurons.enumerated() {
      guard let neuron else { continue }
      for (before, input) in left.neurons.enumerated() {
        guard let input else { continue }
        let start = LayeredLayout.Point(x: left.x, y: y(before, in: left))
        let end = LayeredLayout.Point(x: right.x, y: y(place, in: right))
        if let weights, furthest > 0 {
          let weight = weights[neuron * weights.shape.sizes[1] + input]
          let width = 0.4 + 2.6 * (weight.isFinite ? weight.magnitude / furthest : 1)
          svg.line(start, end, weight < 0 ? "link negative" : "link positive", width: width)
        } else {
          svg.line(start, end, "link")
        }
        guard let labels else { continue }
        let share = 1 / Double(right.neurons.count + 1)
        texts.append(
          (
            labels[neuron][input], start.x + share * (end.x - start.x),
            start.y + share * (end.y - start.y)
          ))
      }
    }
    for (text, x, y) in texts { svg.text(text, x, y + 4, "value halo") }
  }
}
