import Autodiff
import Learning

/// The layers of a model, from the input to the output.
package struct NetworkPicture: Sendable {
  package struct Layer: Sendable {
    /// The layer as written; `nil` for the input.
    package let specification: LayerSpecification?
    /// The shape of a sample after the layer; `nil` if it depends on data that are not known yet.
    package let shape: Shape?
    /// A name for each output, such as a feature or a class; empty if they have none.
    package let names: [String]
    /// Its weights, biases and running statistics; `nil` if they are not known yet.
    package let parameters: [Model.Parameter]?
    /// Their values in a trained network; empty before.
    package let weights: [Working]
  }

  package let model: String
  package let layers: [Layer]

  package var isTrained: Bool { layers.contains { !$0.weights.isEmpty } }
}
