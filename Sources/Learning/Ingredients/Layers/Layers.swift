import Autodiff
import Text

extension LayerKind {
  package static let dense = LayerKind(
    "dense", "N outputs, y = f(x @ Wᵀ + b)", as: "dense 8 tanh",
    [.number(Setting("units", .whole(from: 1, "of units"), example: 8)), .activation],
    needs: "needs at least one unit", takesRows: true
  ) { (layer, input, name) throws(Diagnostic) in
    guard input.rank == 1 else {
      throw Diagnostic(
        "\(name) takes rows, not images of shape \(input): write 'flatten' before it")
    }
    let units = layer.whole("units")
    return (Shape([units]), [Shape([units, input.sizes[0]]), Shape([units])])
  } build: { (graph, input, _) throws(Diagnostic) in
    let weights = try graph.apply(.transpose, [input.parameters[0]])
    let product = try graph.apply(.matrixProduct, [input.x, weights])
    return try graph.apply(.add, [product, input.parameters[1]])
  }

  package static let convolution = LayerKind(
    "conv", "N output channels, y = f(x ⋆ k + b), a window of H x W that slides over images",
    as: "conv 8 3x3 relu",
    [
      .number(Setting("filters", .whole(from: 1, "of filters"), example: 8)),
      .window(
        height: Setting("height", .whole(from: 1, "for the window's height"), example: 3),
        width: Setting("width", .whole(from: 1, "for the window's width"), example: 3)),
      .activation,
      .clause(Setting("stride", .whole(from: 1, "after 'stride'"), default: 1, isOptional: true)),
      .clause(
        Setting("padding", .whole(from: 0, "after 'padding'"), default: 0, isOptional: true)),
    ], needs: "needs filters, window and stride of at least 1"
  ) { (layer, input, name) throws(Diagnostic) in
    let (filters, height, width) = (
      layer.whole("filters"), layer.whole("height"), layer.whole("width")
    )
    let (stride, padding) = (layer.whole("stride"), layer.whole("padding"))
    let (channels, inputHeight, inputWidth) = try image(input, name)
    guard padding < max(height, width), height <= inputHeight + 2 * padding,
      width <= inputWidth + 2 * padding
    else {
      throw Diagnostic(
        "\(name) cannot slide a window of \(height) x \(width) over \(input)"
          + (padding == 0 ? "" : " with padding \(padding)"))
    }
    let output = Shape([
      filters, (inputHeight + 2 * padding - height) / stride + 1,
      (inputWidth + 2 * padding - width) / stride + 1,
    ])
    return (output, [Shape([filters, channels, height, width]), Shape([filters])])
  } build: { (graph, input, layer) throws(Diagnostic) in
    let map = try graph.apply(
      .convolution(stride: layer.whole("stride"), padding: layer.whole("padding")),
      [input.x, input.parameters[0]])
    let bias = try graph.apply(
      .reshape(to: Shape([1, layer.whole("filters"), 1, 1])), [input.parameters[1]])
    return try graph.apply(.add, [map, bias])
  }

  package static let maxPool = pooling("max_pool", "the largest under each window of N x N") {
    .maxPool(size: $0)
  }

  package static let averagePool = pooling("avg_pool", "the mean under each window of N x N") {
    .averagePool(size: $0)
  }

  package static let flatten = LayerKind(
    "flatten", "an image as one row", as: "flatten"
  ) { (_, input, _) throws(Diagnostic) in
    (Shape([input.count]), [])
  } build: { (graph, input, _) throws(Diagnostic) in
    graph[input.x].shape.rank > 2 ? try graph.apply(.flatten, [input.x]) : input.x
  }

  package static let dropout = LayerKind(
    "dropout", "in training each element is 0 with probability P, else divided by 1 − P",
    as: "dropout 0.5", [.number(Setting("probability", .fraction, example: 0.5))],
    needs: "needs a probability from 0 to below 1", dropped: "probability"
  ) { (_, input, _) throws(Diagnostic) in
    (input, [])
  } build: { (graph, input, _) throws(Diagnostic) in
    guard let mask = input.mask else { return input.x }
    return try graph.apply(.multiply, [input.x, mask])
  }

  private static func pooling(
    _ name: String, _ summary: String, _ operation: @escaping @Sendable (Int) -> Operation
  ) -> LayerKind {
    LayerKind(
      name, summary, as: "\(name) 2",
      [.number(Setting("size", .whole(from: 1, "for the size"), example: 2))],
      needs: "needs a window of at least 1 x 1"
    ) { (layer, input, name) throws(Diagnostic) in
      let (channels, height, width) = try image(input, name)
      let size = layer.whole("size")
      guard size <= height, size <= width else {
        throw Diagnostic("\(name) cannot fit a window of \(size) x \(size) into \(input)")
      }
      return (Shape([channels, height / size, width / size]), [])
    } build: { (graph, input, layer) throws(Diagnostic) in
      try graph.apply(operation(layer.whole("size")), [input.x])
    }
  }

  private static func image(
    _ shape: Shape, _ name: String
  ) throws(Diagnostic) -> (channels: Int, height: Int, width: Int) {
    guard shape.rank == 3 else {
      throw Diagnostic("\(name) needs images [channels, height, width], not rows of \(shape.count)")
    }
    return (shape.sizes[0], shape.sizes[1], shape.sizes[2])
  }
}
