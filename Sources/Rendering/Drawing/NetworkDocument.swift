import Autodiff
import Learning
import LessonLanguage
import Text

/// The layers of a model, what they contain, and their weights.
struct NetworkDocument {
  struct Layer {
    /// `input`, `dense 8 tanh`
    let title: String
    /// `8 neurons`, `4 maps of 6×6`; empty if unknown.
    let contents: String
    /// The number of neurons or maps; 0 if unknown.
    let count: Int
    let isOfImages: Bool
    /// Whether each output is a weighted sum of all inputs.
    let isDense: Bool
    let names: [String]
    /// `32 weights and 8 biases`, with running statistics if there are any; empty if the layer has none or they are unknown.
    let parameters: String
  }

  let picture: NetworkPicture
  let layers: [Layer]
  let weights: [Equation]
  /// The kernels of convolutions as images.
  let kernels: ImagesDocument?
  let book: NumberBook

  /// The largest number of neurons of a layer that are all drawn.
  static let most = 10

  init(_ picture: NetworkPicture, _ writer: FormulaText) {
    self.picture = picture
    book = writer.book
    let style = writer.style
    layers = picture.layers.map { layer in
      let (contents, count) = Self.contents(layer, style)
      return Layer(
        title: layer.specification?.description ?? "input", contents: contents, count: count,
        isOfImages: (layer.shape?.rank ?? 0) == 3, isDense: layer.specification?.kind == .dense,
        names: layer.names.map { style.printable($0) },
        parameters: Self.parameters(layer.parameters ?? []))
    }
    weights = picture.layers.flatMap { $0.weights }.map { Equation($0, writer.book) }
    var images: [NamedImage] = []
    for weights in picture.layers.flatMap({ $0.weights }) where weights.value.shape.rank == 4 {
      images += NamedImage.all(of: weights.value, named: weights.subject)
    }
    kernels =
      images.isEmpty ? nil : ImagesDocument(Array(images.prefix(NamedImage.most)), writer)
  }

  /// What is missing from the picture, in words.
  var remark: String? {
    picture.isTrained ? nil : "no weights yet: train gives the network its weights"
  }

  private static func contents(
    _ layer: NetworkPicture.Layer, _ style: Style
  ) -> (String, Int) {
    guard let shape = layer.shape else { return ("", 0) }
    if shape.rank == 3 {
      let size = "\(shape.sizes[1])\(style.timesTight)\(shape.sizes[2])"
      let noun = layer.specification == nil ? "channel" : "map"
      return ("\(counted(shape.sizes[0], noun)) of \(size)", shape.sizes[0])
    }
    let count = shape.count
    return (counted(count, layer.specification?.kind == .dense ? "neuron" : "value"), count)
  }

  private static func parameters(_ parameters: [Model.Parameter]) -> String {
    if parameters.isEmpty { return "" }
    let biases = parameters.filter { $0.isBias }.weightCount
    let statistics = parameters.statisticCount
    return counted(parameters.weightCount - biases, "weight")
      + (biases == 0 ? "" : " and " + counted(biases, "bias", plural: "biases"))
      + (statistics == 0 ? "" : ", " + counted(statistics, "running statistic"))
  }

  /// The positions of the neurons that are drawn; `nil` stands for those that are left out.
  static func drawn(_ count: Int) -> [Int?] {
    var drawn = [Int?](repeating: nil, count: count <= most ? count : most - 1)
    let first = count <= most ? count : most - 4
    for place in drawn.indices where place != first {
      drawn[place] = place < first ? place : count - drawn.count + place
    }
    return drawn
  }
}
