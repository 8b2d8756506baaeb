import Autodiff
import Learning
import Text

extension Session {
  /// The trained networks in order of their names, with what they were trained on.
  package var networks: [(name: String, ingredients: Ingredients)] {
    shelf.trained.keys.sorted().compactMap { name in
      shelf.trained[name].map { (name, $0.ingredients) }
    }
  }

  /// Returns the outputs of a trained network for one sample: probabilities, or numbers in their original units. A missing
  /// number of the sample, NaN, is replaced by its mean.
  package func outputs(of name: String, for sample: [Double]) throws(Diagnostic) -> [Double] {
    let place = Place(line: 1, column: 1)
    var session = self
    var sample = sample
    if let trained = shelf.trained[name],
      sample.count == trained.ingredients.model.sampleShape.count
    {
      trained.ingredients.featureScaling.fill(&sample)
    }
    let input = try session.workspace.add(at: place) { (graph) throws(Diagnostic) in
      graph.constant(Tensor(Shape([sample.count]), sample))
    }
    let output = try session.predict(name, input, at: place)
    return session.workspace.value(output).elements
  }

  /// `net(x)`: a trained network applied to a sample or a batch, in the units of the data.
  /// - Parameter layer: the position of the layer whose outputs are given; `nil` for the network's.
  mutating func predict(
    _ name: String, _ argument: NodeID, layer: Int? = nil, at place: Place
  ) throws(Diagnostic) -> NodeID {
    guard let trained = shelf.trained[name] else {
      throw Diagnostic(
        place, "'\(name)' has learned nothing yet: train \(name) on a data set first")
    }
    return try workspace.add(at: place) { (graph) throws(Diagnostic) in
      try trained.apply(&graph, to: argument, layer: layer, name: name)
    }
  }
}

extension IngredientShelf.Trained {
  /// Adds the scaling, the layers and, for numeric targets, the inverse scaling.
  /// - Parameter layer: the position of the last layer to add, without an inverse scaling; `nil` for all.
  fileprivate func apply(
    _ graph: inout Graph, to input: NodeID, layer: Int?, name: String
  ) throws(Diagnostic) -> NodeID {
    let model = ingredients.model
    let (features, targets) = (ingredients.featureScaling, ingredients.targetScaling)
    let sample = model.sampleShape
    let shape = graph[input].shape
    let isSingle = shape.count == sample.count && (shape == sample || shape.rank == 1)
    guard isSingle || Array(shape.sizes.dropFirst()) == sample.sizes else {
      throw Diagnostic(
        "'\(name)' takes samples of shape \(sample), or several of them along a first axis, not \(shape)"
      )
    }
    let count = isSingle ? 1 : shape.sizes[0]
    var x = input
    if isSingle { x = try graph.apply(.reshape(to: Shape([1] + sample.sizes)), [x]) }
    if !features.isIdentity {
      let centred = try graph.apply(
        .subtract, [x, graph.constant(Scaling.spread(features.offsets, over: sample))])
      // A constant feature has spread 0 and is scaled to 0.
      let spreads = Scaling.spread(features.spreads, over: sample).replacingZeros(by: .infinity)
      x = try graph.apply(.divide, [centred, graph.constant(spreads)])
    }
    let built = try model.build(&graph, input: x, parameters: parameters, for: .inference)
    var output = layer.map { built.layers[$0] } ?? built.output
    if layer == nil, let targets, !targets.isIdentity {
      let row = Shape([model.outputCount])
      let wide = try graph.apply(
        .multiply, [output, graph.constant(Scaling.spread(targets.spreads, over: row))])
      output = try graph.apply(
        .add, [wide, graph.constant(Scaling.spread(targets.offsets, over: row))])
    }
    guard isSingle else { return output }
    return try graph.apply(.reshape(to: Shape([graph[output].shape.count / count])), [output])
  }
}

extension Scaling {
  fileprivate var isIdentity: Bool {
    offsets.allSatisfy { $0 == 0 } && spreads.allSatisfy { $0 == 1 }
  }

  /// Repeats the value of each group for the elements of a sample.
  fileprivate static func spread(_ values: [Double], over sample: Shape) -> Tensor {
    let size = sample.count / values.count
    return Tensor(sample, (0..<sample.count).map { values[$0 / size] })
  }
}

extension Tensor {
  fileprivate func replacingZeros(by number: Double) -> Tensor {
    Tensor(shape, elements.map { $0 == 0 ? number : $0 })
  }
}
