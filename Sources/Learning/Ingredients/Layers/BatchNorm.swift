import Autodiff
import Text

extension LayerKind {
  /// y = f(γ · (x − μ) / √(σ² + ε) + β), for each feature of rows and each channel of images: PyTorch's BatchNorm1d and
  /// BatchNorm2d.
  ///
  /// In training, μ and σ² = mean (x − μ)² are those of the batch, over all pixels of a channel, and the running ones follow
  /// them: m · μ + (1 − m) · running, with the unbiased variance σ² · n / (n − 1). Applied, the layer takes the running ones,
  /// which start at 0 and 1.
  ///
  /// S. Ioffe and C. Szegedy, "Batch normalization: accelerating deep network training by reducing internal covariate shift",
  /// 2015.
  package static let batchNorm = LayerKind(
    "batch_norm",
    "y = f(γ · (x − μ) / √(σ² + eps) + β) for each feature or channel, with mean and variance of the batch in "
      + "training, else their running means",
    as: "batch_norm relu",
    [
      .activation,
      .clause(Setting("eps", .small, default: 0.000_01, isOptional: true)),
      .clause(Setting("momentum", .fraction, default: 0.1, isOptional: true)),
    ],
    pytorch: "nn.BatchNorm{axes}d({inputs}, eps={eps}, momentum={momentum})",
    onnx: "BatchNormalization <epsilon = {eps}>",
    needs: "needs an eps above 0, and a momentum from 0 to below 1", comparesSamples: true
  ) { (site) throws(Diagnostic) in
    let channels = Shape([site.input.sizes[0]])
    return (
      site.input,
      [
        (.scale, channels), (.shift, channels), (.runningMean, channels),
        (.runningVariance, channels),
      ]
    )
  } build: { (builder, x, layer) throws(Diagnostic) in
    let (scale, shift) = (builder.parameter(), builder.parameter())
    let (runningMean, runningVariance) = (builder.parameter(), builder.parameter())
    var (mean, variance) = (runningMean, runningVariance)
    if builder.isTraining {
      mean = try builder.meanOfChannels(x)
      builder.define("mean", mean, of: layer)
    }
    let centred = try builder.apply(.subtract, x, builder.forChannels(mean, of: layer))
    if builder.isTraining {
      builder.define("centred", centred, of: layer)
      variance = try builder.meanOfChannels(builder.apply(.square, centred))
      builder.define("variance", variance, of: layer)
    }
    let eps = builder.graph.constant(layer.specification["eps"])
    let deviation = try builder.apply(.sqrt, builder.apply(.add, variance, eps))
    let normalised = try builder.apply(
      .divide, centred, builder.forChannels(deviation, of: layer))
    builder.define("normalised", normalised, of: layer)
    let scaled = try builder.apply(
      .multiply, builder.forChannels(scale, of: layer), normalised)
    let sums = try builder.apply(.add, scaled, builder.forChannels(shift, of: layer))
    guard builder.isTraining else { return sums }
    builder.define("z", sums, of: layer)
    let count = layer.valuesOfChannel(batch: builder.graph[x].shape.sizes[0])
    let total = try builder.apply(
      .multiply, variance, builder.graph.constant(Double(count)))
    let unbiased = try builder.apply(.divide, total, builder.graph.constant(Double(count - 1)))
    builder.follow(runningMean, .runningMean, mean, of: layer)
    builder.follow(runningVariance, .runningVariance, unbiased, of: layer)
    return sums
  }
}

extension LayerBuilder {
  /// The mean of each feature over the batch, or of each channel over the batch and its pixels.
  fileprivate mutating func meanOfChannels(_ x: NodeID) throws(Diagnostic) -> NodeID {
    let sizes = graph[x].shape.sizes
    let mean = try apply(.mean(axis: 0), x)
    guard sizes.count > 2 else { return mean }
    let pixels = sizes.dropFirst(2).reduce(1, *)
    return try apply(.mean(axis: 1), apply(.reshape(to: Shape([sizes[1], pixels])), mean))
  }

  /// A number for each channel, in a shape that is repeated for its pixels.
  fileprivate mutating func forChannels(
    _ numbers: NodeID, of layer: Layer
  ) throws(Diagnostic) -> NodeID {
    let rank = layer.inputShape.rank
    if rank == 1 { return numbers }
    let sizes = [layer.inputShape.sizes[0]] + [Int](repeating: 1, count: rank - 1)
    return try apply(.reshape(to: Shape(sizes)), numbers)
  }
}
