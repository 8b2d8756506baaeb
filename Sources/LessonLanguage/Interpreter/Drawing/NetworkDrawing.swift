import Autodiff
import Learning
import Text

extension Session {
  /// `plot net`: the layers of a model, with its weights once it is trained.
  mutating func plotNetwork(_ name: String, at place: Place) throws(Diagnostic) -> Step {
    let specification = try model(name, at: place)
    let trained = shelf.trained[name]
    let data = trained?.ingredients.data ?? onlyData(fitting: specification)
    var known = trained?.ingredients.model
    if known == nil, let data { known = try Model(specification, sampleShape: data.sampleShape) }
    var layers: [NetworkPicture.Layer] = []
    if let known, let data {
      let weights = try explaining(at: place) { session, explainer in
        zip(known.parameters, trained?.parameters ?? []).map { parameter, node in
          (
            layer: parameter.layer,
            working: explainer.value(of: node, subject: .name("\(name).\(parameter.name)"))
          )
        }
      }
      layers.append(
        NetworkPicture.Layer(
          specification: nil, shape: known.sampleShape, names: data.featureNames, parameters: [],
          weights: []))
      for (position, layer) in known.layers.enumerated() {
        let isLast = position == known.layers.count - 1
        let classes = isLast && data.classNames.count == layer.outputShape.count
        layers.append(
          NetworkPicture.Layer(
            specification: layer.specification, shape: layer.outputShape,
            names: classes ? data.classNames : [], parameters: layer.parameters,
            weights: weights.filter { $0.layer == position }.map { $0.working }))
      }
    } else {
      layers = Self.unknown(specification)
    }
    let elements = layers.flatMap { $0.weights }.reduce(0) { $0 + $1.value.count }
    return try drawn(
      .network(NetworkPicture(model: name, layers: layers)), elements: elements, at: place)
  }

  /// The data set that an untrained model is meant for: the only one that it fits.
  private func onlyData(fitting specification: ModelSpecification) -> DataSet? {
    let fitting = shelf.data.values.filter { prepared in
      (try? Model(specification, sampleShape: prepared.data.sampleShape)) != nil
    }
    return fitting.count == 1 ? fitting[0].data : nil
  }

  /// The layers of a model without data: a dense layer has its number of outputs, whatever its input is.
  private static func unknown(_ specification: ModelSpecification) -> [NetworkPicture.Layer] {
    var shape: Shape?
    var layers = [
      NetworkPicture.Layer(
        specification: nil, shape: nil, names: [], parameters: [], weights: [])
    ]
    for layer in specification.layers {
      // A layer of units makes a row of them; whether it needs a known input is up to its kind.
      let known = shape.flatMap { shape in
        try? Model(ModelSpecification(layers: [layer]), sampleShape: shape).layers.first
      }
      var parameters = known?.parameters
      if layer.kind == .dense {
        shape = Shape([Int(layer["units"])])
      } else {
        shape = nil
        parameters = nil
      }
      layers.append(
        NetworkPicture.Layer(
          specification: layer, shape: shape, names: [], parameters: parameters, weights: []))
    }
    return layers
  }
}
