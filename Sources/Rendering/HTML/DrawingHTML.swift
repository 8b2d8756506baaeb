import Autodiff
import LessonLanguage
import Text

/// Pictures that are not plots: the drawing, and all its numbers in words.
extension StepHTML {
  mutating func write(_ drawing: DrawingDocument) {
    element("figure", "drawing") {
      switch drawing {
      case .graph(let graph): $0.write(graph)
      case .network(let network): $0.write(network)
      case .images(let images): $0.write(images)
      }
    }
  }

  // MARK: Graphs

  private mutating func write(_ graph: GraphDocument) {
    let drawing = GraphSVG(graph, style)
    drawing.write(to: &html)
    note(drawing.legend)
    inWords {
      $0.html.mark("<ul class=\"tree\">")
      for tree in graph.trees { $0.write(tree, of: graph) }
      $0.html.mark("</ul>")
      if let omission = graph.omission { $0.note(omission) }
    }
  }

  private mutating func write(_ tree: GraphDocument.Branch, of graph: GraphDocument) {
    let equation = graph.values[tree.node]
    html.mark("<li><div class=\"line\">")
    switch tree.mention {
    case .written: line(equation)
    case .above, .below:
      formula(equation.subject)
      html.mark(tree.mention == .above ? " (above)" : " (below)")
    }
    html.mark("</div>")
    for gradient in graph.gradients(at: tree) {
      html.mark("<div class=\"line\"><span class=\"sign\">← </span>")
      line(gradient)
      html.mark("</div>")
    }
    if !tree.branches.isEmpty {
      html.mark("<ul>")
      for branch in tree.branches { write(branch, of: graph) }
      html.mark("</ul>")
    }
    html.mark("</li>")
  }

  // MARK: Networks

  private mutating func write(_ network: NetworkDocument) {
    NetworkSVG(network, style).write(to: &html)
    if network.picture.isTrained {
      note("The thicker a line, the larger its weight; a dashed line is a negative weight.")
    }
    inWords {
      $0.html.mark("<ul class=\"tree\">")
      for layer in network.layers {
        $0.html.mark("<li>")
        if !layer.parameters.isEmpty {
          $0.html.say(layer.parameters)
          $0.html.mark(" → ")
        }
        $0.html.say([layer.title, layer.contents].filter { !$0.isEmpty }.joined(separator: ": "))
        let names = NetworkDocument.drawn(layer.names.count).map {
          $0.map { layer.names[$0] } ?? "…"
        }
        if !names.isEmpty { $0.html.say(": " + names.joined(separator: ", ")) }
        $0.html.mark("</li>")
      }
      $0.html.mark("</ul>")
      if let remark = network.remark { $0.note(remark) }
      for equation in network.weights {
        $0.html.mark("<div class=\"line\">")
        $0.line(equation)
        $0.html.mark("</div>")
      }
    }
    if let kernels = network.kernels { write(kernels) }
  }

  // MARK: Images

  private mutating func write(_ images: ImagesDocument) {
    html.mark("<div class=\"images\">")
    for image in images.images {
      html.mark("<div>")
      ImageSVG.write(image.matrix, label: "\(image.name): \(image.range)", to: &html)
      note(image.name)
      html.mark("</div>")
    }
    html.mark("</div><ul class=\"tree\">")
    for image in images.images {
      html.mark("<li>")
      html.say("\(image.name): \(image.range)")
      html.mark("</li>")
    }
    html.mark("</ul>")
    note(
      images.hasNegative
        ? "Black is 0, and the brighter, the further from 0 in its picture; coloured, with a stroke, is below 0."
        : "Black is 0, and the brighter, the larger in its picture.")
  }

  // MARK: Parts

  private mutating func note(_ words: String) { html.paragraph("legend", words) }

  /// The numbers of a drawing, which a reader can open.
  private mutating func inWords(_ content: (inout StepHTML) -> Void) {
    html.mark("<details><summary>The same in words</summary>")
    content(&self)
    html.mark("</details>")
  }
}
