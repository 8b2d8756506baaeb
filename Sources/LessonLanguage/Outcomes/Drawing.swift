import Autodiff

/// A picture that is not a plot: what it shows, without any layout.
package enum Drawing: Sendable {
  case network(NetworkPicture)
  case graph(OperationGraph)
  case images([NamedImage])
}

extension Drawing {
  /// Visits the numbers that it shows.
  func forEachNumber(_ visit: (Double) -> Void) {
    var results: [Formula] = []
    switch self {
    case .network(let picture):
      results = picture.layers.flatMap { $0.weights.map { $0.result } }
    case .graph(let graph):
      for node in graph.nodes {
        results.append(node.value.result)
        if let gradient = node.gradient { results.append(gradient.result) }
        results += node.links.compactMap { $0.gradient?.result }
      }
    case .images(let images):
      for image in images {
        image.matrix.elements.min().map(visit)
        image.matrix.elements.max().map(visit)
      }
    }
    for result in results { result.forEachNumber { value, _ in visit(value) } }
  }
}
