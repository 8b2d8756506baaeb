import Autodiff
import Learning
import LessonLanguage
import Text

extension JSON {
  static func kind(_ drawing: Drawing) -> String {
    switch drawing {
    case .network: "network"
    case .graph: "graph"
    case .images: "images"
    }
  }

  static func details(_ drawing: Drawing) -> [JSON.Member] {
    switch drawing {
    case .network(let picture):
      [("model", .string(picture.model)), ("layers", .array(picture.layers.map { layer($0) }))]
    case .graph(let graph):
      [("nodes", .array(graph.nodes.map { node($0) })), ("omitted", .whole(graph.omitted))]
    case .images(let images):
      [
        (
          "images",
          .array(
            images.map { .object([("name", JSON($0.name)), ("value", JSON($0.matrix))]) })
        )
      ]
    }
  }

  private static func layer(_ layer: NetworkPicture.Layer) -> JSON {
    func sizes(_ shape: Shape) -> JSON { .array(shape.sizes.map { .whole($0) }) }
    return .object([
      ("layer", .string(layer.specification?.description ?? "input")),
      ("shape", layer.shape.map { sizes($0) } ?? .null),
      ("names", .array(layer.names.map { .string($0) })),
      ("parameters", layer.parameters.map { .array($0.map { sizes($0.shape) }) } ?? .null),
      (
        "weights",
        .array(
          layer.weights.map {
            .object([("name", JSON($0.subject)), ("value", JSON($0.value))])
          })
      ),
    ])
  }

  private static func node(_ node: OperationGraph.Node) -> JSON {
    .object([
      ("is", .string(node.kind.rawValue)), ("name", JSON(node.value.subject)),
      ("formula", node.value.symbols.first.map { JSON($0) } ?? .null),
      ("value", JSON(node.value.value)),
      ("gradient", node.gradient.map { JSON($0.value) } ?? .null),
      (
        "inputs",
        .array(
          node.links.map {
            .object([
              ("node", .whole($0.input)), ("gradient", $0.gradient.map { JSON($0.value) } ?? .null),
            ])
          })
      ),
    ])
  }
}
