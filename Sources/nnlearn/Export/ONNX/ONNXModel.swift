import Autodiff
import Learning
import Text

/// A trained model as a file of ONNX: from samples in the units of the data to probabilities, or to numbers in their units.
///
/// The input `samples` is of type double, so that nothing is rounded before it is scaled. The output is `probabilities`, a
/// float for each class, or `values`, a double for each number. The metadata name features and classes.
struct ONNXModel {
  let bytes: [UInt8]

  /// The version of the file format, and that of the operators: from 2021, so that older programs read it too.
  private static let versions = (format: 8, operators: 17)

  /// The entries of a model's file that an application needs.
  private static let entries = [
    "model", "columns", "classes", "target", "target_columns", "white",
  ]

  init(_ model: TrainedModel, metadata file: Safetensors) {
    var operators = ProtobufMessage()
    operators.add(1, "")
    operators.add(2, Self.versions.operators)
    var message = ProtobufMessage()
    message.add(1, Self.versions.format)
    message.add(2, "nnlearn")
    message.add(7, Self.graph(model).message)
    message.add(8, operators)
    for name in Self.entries {
      guard let text = file.text(name) else { continue }
      var entry = ProtobufMessage()
      entry.add(1, name)
      entry.add(2, text)
      message.add(14, entry)
    }
    bytes = message.bytes
  }

  private static func graph(_ trained: TrainedModel) -> ONNXGraph {
    let model = trained.model
    var graph = ONNXGraph(name: "network")
    let batch = ONNXGraph.Size.named("batch")
    let samples = graph.input(
      "samples", .double, [batch] + model.sampleShape.sizes.map { .fixed($0) })
    var value = scaled(samples, trained, &graph)
    for module in ExportedModule.all(of: model) {
      value = added(module, to: value, trained, &graph)
    }
    if let activation = trained.loss.missingActivation {
      let module = ExportedModule("activated", activation)
      value = graph.add(module.name, module.onnx, [value])
    }
    guard !trained.classNames.isEmpty else {
      value = graph.add("outputs", "Cast <to = \(ONNXGraph.Element.double.rawValue)>", [value])
      if let scaling = trained.targetScaling {
        // A network that reproduces images has a number for each channel.
        func each(_ numbers: [Double]) -> [Double] {
          numbers.flatMap { repeatElement($0, count: scaling.width / numbers.count) }
        }
        let spread = graph.constant("target.spread", [scaling.width], each(scaling.spreads))
        let offset = graph.constant("target.offset", [scaling.width], each(scaling.offsets))
        value = graph.add("spread", "Mul", [value, spread])
        value = graph.add("moved", "Add", [value, offset])
      }
      graph.output("values", .double, [batch, .fixed(model.outputCount)])
      return graph
    }
    if model.outputCount == 1 {
      let one = graph.constant("one", [], [Float(1)])
      let other = graph.add("other", "Sub", [one, value])
      value = graph.add("both", "Concat <axis = 1>", [other, value])
    }
    graph.output("probabilities", .float, [batch, .fixed(trained.classNames.count)])
    return graph
  }

  /// Adds a module: its block first, to whose output its input is added, or its weights.
  private static func added(
    _ module: ExportedModule, to value: String, _ trained: TrainedModel, _ graph: inout ONNXGraph
  ) -> String {
    if !module.block.isEmpty {
      let result = module.block.reduce(value) { added($1, to: $0, trained, &graph) }
      return graph.add(module.name, module.onnx, [value, result])
    }
    let weights = zip(trained.model.parameters, trained.parameters).filter {
      $0.0.name.hasPrefix(module.name + ".")
    }
    let inputs = weights.map { graph.constant($0.0.name, $0.0.shape.sizes, $0.1) }
    return graph.add(module.name, module.onnx, [value] + inputs)
  }

  /// Adds (x − offset) / spread, or 0 where the spread is 0, after a missing x is replaced by the mean.
  private static func scaled(
    _ samples: String, _ model: TrainedModel, _ graph: inout ONNXGraph
  ) -> String {
    let scaling = model.featureScaling
    let sizes = shape(of: scaling, model.model.sampleShape)
    var value = samples
    if !model.columns.isEmpty {
      let means = graph.constant("feature.mean", sizes, scaling.means)
      let missing = graph.add("missing", "IsNaN", [samples])
      value = graph.add("filled", "Where", [missing, means, samples])
    }
    let offsets = graph.constant("feature.offset", sizes, scaling.offsets)
    let spreads = graph.constant("feature.spread", sizes, scaling.spreads.map { $0 == 0 ? 1 : $0 })
    value = graph.add("centered", "Sub", [value, offsets])
    value = graph.add("scaled", "Div", [value, spreads])
    if scaling.spreads.contains(0) {
      let constants = graph.constant("feature.constant", sizes, scaling.spreads.map { $0 == 0 })
      value = graph.add(
        "varying", "Where", [constants, graph.constant("zero", [], [Double(0)]), value])
    }
    return graph.add("inputs", "Cast <to = \(ONNXGraph.Element.float.rawValue)>", [value])
  }

  /// The shape with which a number for each group of neighbours meets a sample: each feature, or each channel of an image.
  private static func shape(of scaling: Scaling, _ sample: Shape) -> [Int] {
    scaling.offsets.count == sample.count
      ? sample.sizes : [scaling.offsets.count] + sample.sizes.dropFirst().map { _ in 1 }
  }
}
