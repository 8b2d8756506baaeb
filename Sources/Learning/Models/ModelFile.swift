import Autodiff
import Kernels
import Text

/// A trained network as a safetensors file: weights under PyTorch's names, everything else as strings in `__metadata__`.
extension TrainedModel {
  /// The entry that identifies the program and the version of the format.
  static let format = "nnlearn 2"
  /// The entry with the weight of each class in the loss.
  package static let classWeightsEntry = "loss_weights"
  /// The entry of a network whose samples are their own targets.
  private static let reproduces = "reproduces"

  /// Returns the file's tensors and metadata, with `further` entries of the caller.
  package func file(
    tensors further: [StoredTensor] = [], texts: [Safetensors.Entry] = []
  ) -> Safetensors {
    let own = zip(model.parameters, parameters).map { parameter, elements in
      StoredTensor(name: parameter.name, shape: parameter.shape, floats: elements)
    }
    var entries = [
      Safetensors.Entry("format", "pt"), .init("program", Self.format),
      .init("model", model.specification.description),
      .init(
        "sample_shape", JSON.array(model.sampleShape.sizes.map { .whole($0) }).text),
      .init("loss", loss.name),
    ]
    entries += Self.settings(of: loss)
    entries += [
      .init("scaling", featureScaling.json.text),
      .init("columns", JSON.array(columns.map { $0.json }).text),
      .init("classes", JSON.strings(classNames).text), .init("target", targetName),
      .init("target_columns", JSON.strings(targetColumns).text),
    ]
    if reproduces {
      entries.append(.init(Self.reproduces, "features"))
    } else if let targetScaling {
      entries.append(.init("target_scaling", targetScaling.json.text))
    }
    if !classWeights.isEmpty {
      entries.append(.init(Self.classWeightsEntry, JSON.numbers(classWeights).text))
    }
    if let white { entries.append(.init("white", "\(white)")) }
    return Safetensors(tensors: own + further, metadata: entries + texts)
  }

  /// Reads a file made by `file`; an error names what is missing or inconsistent.
  /// - Parameter layers: parses a model.
  package init(
    _ file: Safetensors, layers: (String) throws(Diagnostic) -> ModelSpecification
  ) throws(Diagnostic) {
    guard let program = file.text("program") else {
      throw Diagnostic(
        "this file was not written by nnlearn: it does not say how to use its tensors")
    }
    guard program == Self.format else {
      throw Diagnostic(
        "the file is of '\(program.escaped)', and this program reads '\(Self.format)'")
    }
    let specification = try layers(try file.required("model"))
    guard let sizes = try file.json("sample_shape").items?.map({ $0.whole ?? 0 }),
      (1...3).contains(sizes.count), sizes.allSatisfy({ $0 > 0 && $0 <= 1 << 24 })
    else { throw Diagnostic("the file's 'sample_shape' is not a shape") }
    model = try Model(specification, sampleShape: Shape(sizes))
    loss = try Self.loss(file)
    parameters = try model.parameters.map { (parameter) throws(Diagnostic) in
      try file.weights(parameter)
    }
    featureScaling = try Scaling(try file.json("scaling"), width: model.sampleShape.count)
    reproduces = file.text(Self.reproduces) != nil
    if reproduces {
      guard model.outputCount == model.sampleShape.count else {
        throw Diagnostic(
          "the file says that its model reproduces \(model.sampleShape.count) features, and it has "
            + "\(model.outputCount.counting("output"))")
      }
      targetScaling = featureScaling
    } else {
      targetScaling =
        file.text("target_scaling") == nil
        ? nil : try Scaling(try file.json("target_scaling"), width: model.outputCount)
    }
    columns = try file.columns(width: model.sampleShape.count)
    classNames = try file.names("classes")
    targetName = file.text("target") ?? ""
    targetColumns = try file.names("target_columns")
    classWeights =
      file.text(Self.classWeightsEntry) == nil
      ? [] : try file.json(Self.classWeightsEntry).numbers ?? [0]
    guard
      classWeights.isEmpty
        || (classWeights.count == classNames.count
          && classWeights.allSatisfy { $0.isFinite && $0 > 0 } && loss.kind.activation != nil)
    else {
      throw Diagnostic(
        "the file's entry '\(Self.classWeightsEntry)' is not a number above 0 for each class")
    }
    white = file.text("white").flatMap { Double($0) }
    guard
      classNames.isEmpty || classNames.count == model.outputCount
        || (classNames.count == 2 && model.outputCount == 1)
    else {
      throw Diagnostic(
        "the file names \(classNames.count) classes, and its model has \(model.outputCount) outputs"
      )
    }
  }
}

extension TrainedModel {
  /// An entry for each setting of any loss, so that all files have the same entries.
  private static func settings(of loss: LossSpecification) -> [Safetensors.Entry] {
    var entries: [Safetensors.Entry] = []
    for kind in Loss.all {
      for setting in kind.settings where !entries.contains(where: { $0.name == setting.name }) {
        let isOwn = loss.kind.settings.contains { $0.name == setting.name }
        entries.append(.init(setting.name, "\(isOwn ? loss[setting.name] : setting.example)"))
      }
    }
    return entries
  }

  private static func loss(_ file: Safetensors) throws(Diagnostic) -> LossSpecification {
    let kind = try Loss.named(try file.required("loss"))
    var settings = SettingsReader(kind)
    for (index, setting) in kind.settings.enumerated() {
      if let value = file.text(setting.name).flatMap({ Double($0) }) {
        try settings.set(index, to: value)
      }
    }
    return try settings.choice()
  }
}

extension Safetensors {
  fileprivate func required(_ name: String) throws(Diagnostic) -> String {
    guard let text = text(name) else { throw Diagnostic("the file has no entry '\(name)'") }
    return text
  }

  fileprivate func json(_ name: String) throws(Diagnostic) -> JSON {
    guard let value = JSON.read(try required(name)) else {
      throw Diagnostic("the file's entry '\(name)' is not JSON")
    }
    return value
  }

  fileprivate func names(_ name: String) throws(Diagnostic) -> [String] {
    guard let names = try json(name).strings else {
      throw Diagnostic("the file's entry '\(name)' is not a list of names")
    }
    return names
  }

  fileprivate func columns(width: Int) throws(Diagnostic) -> [FeatureColumn] {
    let columns = try json("columns").items?.map { FeatureColumn($0) }
    guard let known = columns?.compactMap({ $0 }), known.count == columns?.count,
      known.isEmpty || known.width == width
    else { throw Diagnostic("the file's entry 'columns' does not fit its model") }
    return known
  }

  fileprivate func weights(_ parameter: Model.Parameter) throws(Diagnostic) -> [Float] {
    guard let tensor = self[parameter.name] else {
      throw Diagnostic("the file has no tensor '\(parameter.name)'")
    }
    guard tensor.shape == parameter.shape, let values = tensor.doubles else {
      throw Diagnostic(
        "the tensor '\(parameter.name)' has the shape \(tensor.shape), and the model needs "
          + "\(parameter.shape)")
    }
    return values.map { Float($0) }
  }
}

extension FeatureColumn {
  /// `{"name":"age","gaps":true}`, or `{"name":"sex","gaps":false,"categories":["female","male"]}`.
  var json: JSON {
    var members: [JSON.Member] = [("name", .string(name)), ("gaps", .bool(hasGaps))]
    if case .categories(let names) = kind { members.append(("categories", JSON.strings(names))) }
    return .object(members)
  }

  fileprivate init?(_ json: JSON) {
    guard let name = json["name"]?.string, case .bool(let hasGaps)? = json["gaps"] else {
      return nil
    }
    guard let categories = json["categories"] else {
      self.init(name, hasGaps: hasGaps)
      return
    }
    guard let names = categories.strings, !names.isEmpty else { return nil }
    self.init(name, .categories(names), hasGaps: hasGaps)
  }
}

extension Scaling {
  var json: JSON {
    .object([
      ("kind", .string(kind.rawValue)), ("width", .whole(width)),
      ("offsets", .numbers(offsets)), ("spreads", .numbers(spreads)), ("means", .numbers(means)),
    ])
  }

  fileprivate init(_ json: JSON, width: Int) throws(Diagnostic) {
    guard let kind = json["kind"]?.string.flatMap({ Kind(rawValue: $0) }),
      json["width"]?.whole == width, let offsets = json["offsets"]?.numbers,
      let spreads = json["spreads"]?.numbers, let means = json["means"]?.numbers,
      let scaling = Scaling(
        kind: kind, width: width, offsets: offsets, spreads: spreads, means: means)
    else { throw Diagnostic("the file's scaling does not fit its model") }
    self = scaling
  }
}
