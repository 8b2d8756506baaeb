import Autodiff
import LessonLanguage
import Text

/// Draws a graph of operations from left to right: a box for each quantity, and lines of weights in place of a small matrix.
struct GraphSVG {
  private let document: GraphDocument
  private let style: Style
  private let boxes: [GraphBox]
  /// The nodes with a box; a matrix that is drawn as lines has none.
  private let nodes: [Int]
  /// The product of each node that is drawn with lines.
  private let products: [Int: OperationGraph.Product]

  /// The largest number of neurons on the right of lines, and on their left.
  private static let mostTargets = 2
  private static let mostSources = 4

  init(_ document: GraphDocument, _ style: Style) {
    self.document = document
    self.style = style
    let graph = document.graph
    var boxes = zip(document.values, document.gradients).map {
      GraphBox($0, gradient: $1, style)
    }
    products = Self.products(graph)
    var lines: Set<Int> = []
    for (node, product) in products {
      lines.insert(product.matrix)
      let hasGradients = document.gradients[product.matrix] != nil
      let pitch = (hasGradients ? 27.0 : 16) * Double(boxes[node].rows.count + 1)
      for box in [node, product.vector] { boxes[box].pitch = max(boxes[box].pitch ?? 0, pitch) }
    }
    // Neurons of all layers are equally far apart, and what is computed from them element by element is drawn like them.
    let pitch = boxes.compactMap { $0.pitch }.max()
    for (position, node) in graph.nodes.enumerated() {
      let follows = node.links.contains { boxes[$0.input].pitch != nil }
      let value = node.value.value
      let canFollow = value.shape.rank == 1 && value.count <= Self.mostSources
      if boxes[position].pitch != nil || follows && canFollow { boxes[position].pitch = pitch }
    }
    self.boxes = boxes
    nodes = graph.nodes.indices.filter { !lines.contains($0) }
  }

  /// The products whose matrix is small enough for lines, and whose vector is in the column before the node's.
  private static func products(_ graph: OperationGraph) -> [Int: OperationGraph.Product] {
    var products: [Int: OperationGraph.Product] = [:]
    for (position, node) in graph.nodes.enumerated() {
      guard let product = node.product else { continue }
      let sizes = graph.nodes[product.matrix].value.value.shape.sizes
      guard sizes[0] <= mostTargets, sizes[1] <= mostSources, node.value.value.count == sizes[0]
      else { continue }
      // The vector must lead nowhere else that would move it further to the left.
      let users = graph.nodes.filter { $0.links.contains { $0.input == product.vector } }
      if users.count == 1 { products[position] = product }
    }
    return products
  }

  func write(to html: inout HTMLWriter) {
    let (layout, edges) = laidOut
    let target = boxes[boxes.count - 1].name
    html.picture(
      width: layout.size.width + 4, height: layout.size.height + 4, title: "graph of " + target,
      description: description(target)
    ) { svg in
      svg.mark("<g transform=\"translate(2 2)\">")
      for (edge, route) in zip(edges, layout.routes) { draw(edge, route, layout, &svg) }
      for (position, node) in nodes.enumerated() {
        boxes[node].write(layout.frames[position], document.graph.nodes[node].kind, to: &svg)
      }
      svg.mark("</g>")
    }
  }

  private func description(_ target: String) -> String {
    let names = nodes.map { boxes[$0].name }.joined(separator: ", ")
    return
      "From left to right: \(names). Arrows lead from each quantity to what is computed from it."
      + (document.hasGradients ? " The gradient of \(target) is below or beside each value." : "")
  }

  /// How to read the drawing.
  var legend: String {
    let kinds = nodes.map { document.graph.nodes[$0].kind }
    var text = "A box is a quantity with its value"
    if !products.isEmpty { text += ", and a line to a neuron a weight" }
    text += document.hasGradients ? "; after ← comes the gradient." : "."
    if kinds.contains(.parameter) { text += " A thick frame is a parameter." }
    if kinds.contains(.input) { text += " A dashed frame is a given value." }
    return text
  }

  // MARK: Layout

  private var laidOut: (LayeredLayout, [LayeredLayout.Edge]) {
    let graph = document.graph
    var places: [Int: Int] = [:]
    for (place, node) in nodes.enumerated() { places[node] = place }
    let users = graph.users
    var edges: [LayeredLayout.Edge] = []
    for node in nodes {
      for link in graph.nodes[node].links {
        guard let from = places[link.input], let to = places[node] else { continue }
        var edge = LayeredLayout.Edge(from: from, to: to)
        if products[node]?.vector == link.input {
          edge.room = room(node)
        } else if users[link.input] > 1, let text = label(link) {
          edge.label = LayeredLayout.Size(width: SVG.width(of: text) + 6, height: 32)
        }
        edges.append(edge)
      }
    }
    return (LayeredLayout(nodes.map { boxes[$0].size }, edges), edges)
  }

  /// The width of the gap in which weights are written on lines.
  private func room(_ node: Int) -> Double {
    guard let product = products[node] else { return 0 }
    let sizes = document.graph.nodes[product.matrix].value.value.shape.sizes
    let widest = labels(of: product).joined().reduce(0) {
      max($0, SVG.width(of: $1.value), SVG.width(of: $1.gradient))
    }
    return max(60, (widest / 2 + 7) * Double(max(sizes[0], 1) + 1))
  }

  /// The weight and its gradient, for each row and column of a matrix.
  private func labels(of product: OperationGraph.Product) -> [[GraphBox.Row]] {
    let node = document.graph.nodes[product.matrix]
    func texts(_ formula: Formula) -> [[String]] {
      guard case .list(let rows) = formula else { return [] }
      let writer = FormulaText(style: style, book: document.book)
      return rows.map { $0.operands.map { GraphBox.texts($0, writer)[0] } }
    }
    let values = texts(node.value.result)
    let gradients = node.gradient.map { texts($0.result) } ?? []
    return values.enumerated().map { row, cells in
      cells.enumerated().map { column, text in
        GraphBox.Row(
          value: text, gradient: gradients.isEmpty ? "" : "← " + gradients[row][column])
      }
    }
  }

  /// The part of a gradient that comes back over a link to a quantity that has several.
  private func label(_ link: OperationGraph.Link) -> String? {
    guard let gradient = link.gradient, gradient.value.count <= 2 else { return nil }
    let writer = FormulaText(style: style, book: document.book)
    return "← " + GraphBox.texts(gradient.result, writer).joined(separator: ", ")
  }

  // MARK: Lines

  private func draw(
    _ edge: LayeredLayout.Edge, _ route: LayeredLayout.Route, _ layout: LayeredLayout,
    _ svg: inout HTMLWriter
  ) {
    let (from, to) = (nodes[edge.from], nodes[edge.to])
    if let product = products[to], product.vector == from {
      drawWeights(product, edge, layout, &svg)
      return
    }
    svg.stroke("link", Self.path(route.points))
    if let end = route.points.last { svg.arrow(at: end) }
    let links = document.graph.nodes[to].links
    if let frame = route.label, let link = links.first(where: { $0.input == from }),
      let text = label(link)
    {
      svg.text(text, frame.x + frame.width / 2, frame.middle - 4, "gradient")
    }
  }

  private func drawWeights(
    _ product: OperationGraph.Product, _ edge: LayeredLayout.Edge, _ layout: LayeredLayout,
    _ svg: inout HTMLWriter
  ) {
    let (from, to) = (nodes[edge.from], nodes[edge.to])
    let (left, right) = (layout.frames[edge.from], layout.frames[edge.to])
    let labels = labels(of: product)
    var texts: [(GraphBox.Row, Double, Double)] = []
    for (row, cells) in labels.enumerated() {
      for (column, label) in cells.enumerated() {
        let start = LayeredLayout.Point(
          x: left.right - 4, y: boxes[from].middle(ofRow: column, in: left))
        let end = LayeredLayout.Point(x: right.x + 4, y: boxes[to].middle(ofRow: row, in: right))
        svg.line(start, end, "link weight")
        // With labels this far from the left, those of all lines are evenly spaced.
        let share = 1 / Double(labels.count + 1)
        texts.append(
          (label, start.x + share * (end.x - start.x), start.y + share * (end.y - start.y)))
      }
    }
    for (label, x, y) in texts {
      svg.text(label.value, x, y + (label.gradient.isEmpty ? 4 : -2), "value halo")
      if !label.gradient.isEmpty { svg.text(label.gradient, x, y + 11, "gradient halo") }
    }
  }

  /// Straight within a column, curved between columns.
  private static func path(_ points: [LayeredLayout.Point]) -> String {
    guard var last = points.first else { return "" }
    var text = "M" + last.pair
    for point in points.dropFirst() {
      if last.y == point.y {
        text += "L" + point.pair
      } else {
        // Where weights are written, the curve comes after them.
        let start = max(last.x, point.x - 44)
        if start > last.x { text += "L" + SVG.pair(start, last.y) }
        let middle = (start + point.x) / 2
        text += "C\(SVG.pair(middle, last.y)) \(SVG.pair(middle, point.y)) \(point.pair)"
      }
      last = point
    }
    return text
  }
}
