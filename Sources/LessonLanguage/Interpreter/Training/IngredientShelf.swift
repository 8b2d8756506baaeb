import Autodiff
import Learning
import Text

/// The ingredients that the program has named so far, and the networks that it has trained.
struct IngredientShelf: Sendable {
  struct Prepared: Sendable, Equatable {
    let data: DataSet
    let split: Split
    let scaling: Scaling.Kind
  }

  /// A network whose weights are nodes of the graph.
  struct Trained: Sendable {
    let ingredients: Ingredients
    /// What the data set was called.
    let data: String
    let parameters: [NodeID]
    let hasDiverged: Bool
  }

  var data: [String: Prepared] = [:]
  var models: [String: ModelSpecification] = [:]
  /// nil until `loss` names one: then the usual one for the data.
  var loss: LossSpecification?
  var lossPlace: Place?
  var optimizer: Optimizer?
  var trained: [String: Trained] = [:]
}
