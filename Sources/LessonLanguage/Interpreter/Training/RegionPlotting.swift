import Autodiff
import Learning
import Text

/// `plot net on moons`: what a trained network answers over the plane of its two features.
extension Session {
  private static let columns = 201
  private static let rows = 101
  /// The most samples that are drawn, and the most classes that can be told apart.
  private static let mostSamples = 600
  private static let mostClasses = Working.fewElements

  mutating func regions(_ call: TestCall, at place: Place) throws(Diagnostic) -> Step {
    _ = try model(call.model, at: call.modelPlace)
    let prepared = try data(call.data, at: call.dataPlace)
    let data = prepared.data
    guard data.sampleShape == Shape([2]) else {
      let features = data.isOfImages ? "images" : data.featureCount.counting("feature")
      throw Diagnostic(
        call.dataPlace,
        "'\(call.data)' has \(features), and a picture has room for two features: plot a network on data with two, "
          + "such as moons, or use 'test \(call.model) on \(call.data)' for its errors in numbers")
    }
    let trained = try trained(call, on: prepared, to: "plot")
    guard !trained.ingredients.data.reproduces else {
      throw Diagnostic(
        call.modelPlace,
        "'\(call.model)' reproduces its samples and answers nothing over their plane: plot "
          + "encode(\(call.model), \(call.data)) draws what its narrow layer makes of them")
    }
    guard data.targets.width == 1 || !data.classNames.isEmpty else {
      throw Diagnostic(
        call.dataPlace,
        "'\(call.data)' has \(data.targets.width) targets, and a picture shows one: load it with one target"
      )
    }
    guard data.classNames.count <= Self.mostClasses else {
      throw Diagnostic(
        call.dataPlace,
        "a picture tells up to \(Self.mostClasses) classes apart, and '\(call.data)' has \(data.classNames.count)"
      )
    }
    let rows = prepared.split.training + prepared.split.validation
    let weights = Double(trained.ingredients.model.parameters.weightCount)
    let points = Self.columns * Self.rows + rows.count
    try spend(weights * (10 + Double(points) / 2) + 100 * Double(points), at: place)
    try spendOnPicture(points: points, at: place)
    let picture = try Diagnostic.placed(at: place) { () throws(Diagnostic) in
      try regions(call, trained, prepared.split)
    }
    return Step(place: place, outcome: .regions(picture))
  }

  private func regions(
    _ call: TestCall, _ trained: IngredientShelf.Trained, _ split: Split
  ) throws(Diagnostic) -> RegionPicture {
    let ingredients = trained.ingredients
    let data = ingredients.data
    let parameters = trained.parameters.map { workspace.value($0).elements }
    let x = Self.side(data, feature: 0, count: Self.columns)
    let y = Self.side(data, feature: 1, count: Self.rows)
    var plane: [Double] = []
    plane.reserveCapacity(2 * x.count * y.count)
    for row in 0..<y.count {
      for column in 0..<x.count { plane += [x.coordinate(column), y.coordinate(row)] }
    }
    let answers = try ingredients.answers(of: parameters, for: plane)
    var samples: [RegionPicture.Sample] = []
    var parts: [RegionPicture.Part] = []
    for part in [Split.Part.training, .validation] where !split[part].isEmpty {
      let chosen = data.rows(split[part])
      let predictions = try ingredients.answers(of: parameters, for: chosen.features)
      let targets = chosen.targets.asNumbers
      var features = chosen.features
      ingredients.featureScaling.fill(&features)
      let stride = (split.training.count + split.validation.count - 1) / Self.mostSamples + 1
      var wrong = 0
      for (index, (target, predicted)) in zip(targets, predictions).enumerated() {
        if target != predicted { wrong += 1 }
        guard index % stride == 0 else { continue }
        samples.append(
          .init(
            x: features[2 * index], y: features[2 * index + 1], target: target,
            predicted: predicted, part: part))
      }
      parts.append(
        .init(
          part: part, samples: targets.count, wrong: data.classNames.isEmpty ? nil : wrong))
    }
    return RegionPicture(
      model: call.model, data: call.data,
      output: data.classNames.isEmpty ? .number(data.targetName) : .classes(data.classNames),
      grid: PlaneGrid(x: x, y: y, values: answers), samples: samples, parts: parts)
  }

  /// The range of a feature over all samples, with a tenth of it as a margin at both ends.
  private static func side(_ data: DataSet, feature: Int, count: Int) -> PlaneGrid.Side {
    let features = data.features
    let values = stride(from: feature, to: features.count, by: 2)
      .map { features[$0] }.filter { !$0.isNaN }
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    let margin = high > low ? (high / 10 - low / 10) : max(low.magnitude, 1) / 2
    let limit = Double.greatestFiniteMagnitude
    return PlaneGrid.Side(
      name: data.featureName(feature), from: max(low - margin, -limit),
      to: min(high + margin, limit), count: count)
  }
}

extension Targets {
  /// The classes as their indices, or the numbers.
  fileprivate var asNumbers: [Double] {
    switch self {
    case .none, .features: []
    case .classes(let labels, _): labels.map { Double($0) }
    case .numbers(let values, _): values
    }
  }
}
