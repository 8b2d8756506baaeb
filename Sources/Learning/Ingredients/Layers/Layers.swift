import Autodiff
import Text

extension LayerKind {
  package static let dense = LayerKind(
    "dense", "N outputs, y = f(x @ Wᵀ + b)", as: "dense 8 tanh",
    [.number(Setting("units", .whole(from: 1, "of units"), example: 8)), .activation],
    pytorch: "nn.Linear({inputs}, {units})", onnx: "Gemm <transB = 1>",
    needs: "needs at least one unit", takesRows: true
  ) { (site) throws(Diagnostic) in
    guard site.input.rank == 1 else {
      throw Diagnostic(
        "\(site.name) takes rows, not images of shape \(site.input): write 'flatten' before it")
    }
    let units = site.layer.whole("units")
    let weights = Shape([units, site.input.sizes[0]])
    return (Shape([units]), [(.weight, weights), (.bias, Shape([units]))])
  } build: { (builder, x, _) throws(Diagnostic) in
    let (weights, bias) = (builder.parameter(), builder.parameter())
    let product = try builder.apply(.matrixProduct, x, builder.apply(.transpose, weights))
    return try builder.apply(.add, product, bias)
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
    ],
    pytorch:
      "nn.Conv2d({inputs}, {filters}, ({height}, {width}), stride={stride}, padding={padding})",
    onnx:
      "Conv <kernel_shape = [{height}, {width}], strides = [{stride}, {stride}], "
      + "pads = [{padding}, {padding}, {padding}, {padding}]>",
    needs: "needs filters, window and stride of at least 1"
  ) { (site) throws(Diagnostic) in
    let layer = site.layer
    let (filters, height, width) = (
      layer.whole("filters"), layer.whole("height"), layer.whole("width")
    )
    let (stride, padding) = (layer.whole("stride"), layer.whole("padding"))
    let (channels, inputHeight, inputWidth) = try image(site)
    guard padding < max(height, width), height <= inputHeight + 2 * padding,
      width <= inputWidth + 2 * padding
    else {
      throw Diagnostic(
        "\(site.name) cannot slide a window of \(height) x \(width) over \(site.input)"
          + (padding == 0 ? "" : " with padding \(padding)"))
    }
    let output = Shape([
      filters, (inputHeight + 2 * padding - height) / stride + 1,
      (inputWidth + 2 * padding - width) / stride + 1,
    ])
    let kernel = Shape([filters, channels, height, width])
    return (output, [(.weight, kernel), (.bias, Shape([filters]))])
  } build: { (builder, x, layer) throws(Diagnostic) in
    let (kernel, bias) = (builder.parameter(), builder.parameter())
    let layer = layer.specification
    let map = try builder.apply(
      .convolution(stride: layer.whole("stride"), padding: layer.whole("padding")), x, kernel)
    let wide = Shape([1, layer.whole("filters"), 1, 1])
    return try builder.apply(.add, map, builder.apply(.reshape(to: wide), bias))
  }

  package static let maxPool = pooling(
    "max_pool", "the largest under each window of N x N", pytorch: "nn.MaxPool2d({size})",
    onnx: "MaxPool"
  ) {
    .maxPool(size: $0)
  }

  package static let averagePool = pooling(
    "avg_pool", "the mean under each window of N x N", pytorch: "nn.AvgPool2d({size})",
    onnx: "AveragePool"
  ) {
    .averagePool(size: $0)
  }

  package static let flatten = LayerKind(
    "flatten", "an image as one row", as: "flatten", pytorch: "nn.Flatten()",
    onnx: "Flatten <axis = 1>"
  ) { (site) throws(Diagnostic) in
    (Shape([site.input.count]), [])
  } build: { (builder, x, _) throws(Diagnostic) in
    builder.graph[x].shape.rank > 2 ? try builder.apply(.flatten, x) : x
  }

  package static let dropout = LayerKind(
    "dropout", "in training each element is 0 with probability P, else divided by 1 − P",
    as: "dropout 0.5", [.number(Setting("probability", .fraction, example: 0.5))],
    pytorch: "nn.Dropout({probability})", onnx: "Dropout",
    needs: "needs a probability from 0 to below 1", dropped: "probability"
  ) { (site) throws(Diagnostic) in
    (site.input, [])
  } build: { (builder, x, layer) throws(Diagnostic) in
    guard builder.isTraining, layer.specification.dropRate > 0 else { return x }
    return try builder.apply(.multiply, x, builder.mask())
  }

  private static func pooling(
    _ name: String, _ summary: String, pytorch: String, onnx: String,
    _ operation: @escaping @Sendable (Int) -> Operation
  ) -> LayerKind {
    LayerKind(
      name, summary, as: "\(name) 2",
      [.number(Setting("size", .whole(from: 1, "for the size"), example: 2))],
      pytorch: pytorch,
      onnx: onnx + " <kernel_shape = [{size}, {size}], strides = [{size}, {size}]>",
      needs: "needs a window of at least 1 x 1"
    ) { (site) throws(Diagnostic) in
      let (channels, height, width) = try image(site)
      let size = site.layer.whole("size")
      guard size <= height, size <= width else {
        throw Diagnostic(
          "\(site.name) cannot fit a window of \(size) x \(size) into \(site.input)")
      }
      return (Shape([channels, height / size, width / size]), [])
    } build: { (builder, x, layer) throws(Diagnostic) in
      try builder.apply(operation(layer.specification.whole("size")), x)
    }
  }

  private static func image(
    _ site: LayerSite
  ) throws(Diagnostic) -> (channels: Int, height: Int, width: Int) {
    let shape = site.input
    guard shape.rank == 3 else {
      throw Diagnostic(
        "\(site.name) needs images [channels, height, width], not rows of \(shape.count)")
    }
    return (shape.sizes[0], shape.sizes[1], shape.sizes[2])
  }
}
