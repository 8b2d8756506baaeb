import Autodiff
import Learning
import LessonLanguage
import Text

/// Writes the four ingredients of a training run, one per line.
package struct IngredientsText {
  private let style: Style

  package init(_ style: Style) { self.style = style }

  /// - Parameter model: the path of the model from which the scaling is taken, if it is not fitted on the training part.
  package func data(_ report: DataReport, scaledAsFor model: String? = nil) -> [String] {
    facts(report, scaledAsFor: model).flatMap { $0.lines(style) }
  }

  /// The data set that is evaluated at the end.
  package func test(_ data: DataSet) -> [String] {
    row("test", "\(data.name.escaped): \(samples(data.summary)), evaluated at the end")
  }

  /// The trained model with which a run begins, and what is kept of it.
  package func start(
    _ start: StartingPoint, of path: String, keepsLoss: Bool, keepsClassWeights: Bool
  ) -> [String] {
    let kept = start.specification.layers.count - 1
    let layers = kept == 1 ? "layer 1" : "layers 1 to \(kept)"
    return row(
      "from",
      "\(path.escaped): "
        + (start.isLastLayerNew
          ? "the weights of \(layers) are kept; the last layer is new, for other classes"
          : keepsClassWeights
            ? "all weights, the loss and its class weights are kept"
            : keepsLoss ? "all weights and the loss are kept" : "all weights are kept"))
  }

  func facts(_ report: DataReport, scaledAsFor model: String? = nil) -> [Block.Fact] {
    let data = report.data
    var text = "\(data.name.escaped): \(samples(data)), \(targets(data)); "
    text += "\(grouped(report.training)) to train"
    if report.validation > 0 { text += ", \(grouped(report.validation)) to validate" }
    if report.test > 0 { text += ", \(grouped(report.test)) to test" }
    return [Block.Fact(label: "data", text: text)]
      + (data.classesAside.map {
        [
          Block.Fact(
            label: "",
            text:
              "the classes of '\($0.escaped)' are set aside: pictures are marked with them, and nothing else"
          )
        ]
      } ?? [])
      + (scaled(report, model).map { [Block.Fact(label: "", text: $0)] } ?? [])
      + data.notes.map { Block.Fact(label: "", text: style.printable($0)) }
  }

  package func model(_ model: Model) -> [String] {
    let shape = model.sampleShape.sizes.map { "\($0)" }.joined(separator: style.timesTight)
    let layers = model.specification.layers.map { $0.description }.joined(
      separator: " \(style.leads) ")
    return row(
      "model", "\(shape) \(style.leads) \(layers); \(model.parameters.sizes)")
  }

  package func loss(
    _ loss: LossSpecification, activation: Activation, l2: Double,
    classes: [ClassWeighting.Named] = []
  ) -> [String] {
    var text = loss.description
    if loss.fused(with: activation) != nil {
      text += ", computed from the sums before \(activation.name)"
    }
    if !classes.isEmpty { text += "; weighted, \(ClassWeightsText(classes, style).formula)" }
    if l2 > 0 { text += ", plus \(number(l2)) \(style.times) the sum of all squared weights" }
    return row("loss", text)
  }

  package func optimizer(
    _ optimizer: Optimizer, settings: TrainingSettings, iterations: Int, samples: Int
  ) -> [String] {
    var text = optimizer.description
    if settings.schedule != .constant { text += ", \(settings.schedule)" }
    if let clip = settings.clip { text += ", gradients no longer than \(number(clip))" }
    let size = min(settings.batch, samples)
    let order = settings.shuffles ? "" : " in the order of the data"
    text += "; batches of \(grouped(size))\(order): \(counted(iterations, "step")) an epoch"
    return row("optimizer", text)
  }

  /// The layers with their shapes and their numbers of weights.
  package func layers(_ model: Model) -> [String] {
    let rows = model.layers.map { layer in
      (
        "\(layer.number)  \(layer.specification)", "\(layer.outputShape)",
        layer.parameters.isEmpty ? "" : grouped(layer.parameters.weightCount)
      )
    }
    let first = max(rows.map { TextColumns.width($0.0) }.max() ?? 0, 5)
    let second = max(rows.map { TextColumns.width($0.1) }.max() ?? 0, 5)
    let third = max(rows.map { TextColumns.width($0.2) }.max() ?? 0, 7)
    let all = [("   layer", "output", "weights")] + rows
    return all.map { layer, output, weights in
      let gap = TextColumns.spaces(third - TextColumns.width(weights))
      return TextColumns.trimmed(
        TextColumns.padded(layer, to: first + 3) + TextColumns.padded(output, to: second + 3) + gap
          + weights)
    }
  }

  private func row(_ label: String, _ text: String) -> [String] {
    Block.Fact(label: label, text: text).lines(style)
  }

  private func samples(_ data: DataSummary) -> String {
    let sizes = data.sampleShape.sizes
    guard sizes.count == 3 else {
      return "\(counted(data.count, "sample")) of \(counted(data.sampleShape.count, "feature"))"
    }
    let channels = sizes[0] == 1 ? "" : " of \(sizes[0]) channels"
    return "\(counted(data.count, "image")) \(sizes[1])\(style.timesTight)\(sizes[2])\(channels)"
  }

  private func targets(_ data: DataSummary) -> String {
    if data.reproduces { return "each sample is its own target" }
    if !data.classNames.isEmpty {
      return counted(data.classNames.count, "class", plural: "classes")
    }
    return data.targetColumns == 1
      ? "the target '\(data.targetName.escaped)' is a number"
      : "\(data.targetColumns) numbers as targets"
  }

  private func scaled(_ report: DataReport, _ model: String?) -> String? {
    let measured =
      model.map { "as measured for \($0.escaped)" } ?? "as measured on the training part"
    let features = report.data.hasIndicators ? "numeric features" : "features"
    let what =
      switch report.data.targetColumns {
      case 0: features
      case 1: features + " and target"
      default: features + " and targets"
      }
    switch report.scaling {
    case .none: return nil
    case .standard:
      return "\(what) scaled to mean 0 and deviation 1, \(measured)"
    case .minMax: return "\(what) scaled to 0 \(style.ellipsis) 1, \(measured)"
    }
  }

  private func number(_ value: Double) -> String {
    NumberFormat(decimals: 4, unicode: style.unicode).print(value).text
  }
}

extension Block.Fact {
  private static let column = 11

  /// The label and its text, with further lines aligned with the text.
  func lines(_ style: Style) -> [String] {
    Wrapping.prose(
      text, width: style.width, first: TextColumns.padded(style.bold(label), to: Self.column),
      indent: TextColumns.spaces(Self.column))
  }
}

extension [Model.Parameter] {
  /// `323 weights, 64 running statistics`
  var sizes: String {
    counted(weightCount, "weight")
      + (statisticCount == 0 ? "" : ", " + counted(statisticCount, "running statistic"))
  }
}

extension Style {
  /// The sign between sizes: 8×8.
  var timesTight: String { unicode ? "×" : "x" }
}
