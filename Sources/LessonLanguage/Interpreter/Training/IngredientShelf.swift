import Autodiff
import Learning
import Text

/// The ingredients that the program has named, and the networks that it has trained.
struct IngredientShelf: Sendable {
  struct Prepared: Sendable, Equatable {
    let data: DataSet
    let split: Split
    let scaling: Scaling.Kind
  }

  /// A network whose weights are nodes of the graph.
  struct Trained: Sendable {
    let ingredients: Ingredients
    /// The name of the data set.
    let data: String
    let parameters: [NodeID]
    /// The number of steps that the training took, and their cost.
    let steps: Int
    let cost: TrainingCost
    let hasDiverged: Bool
  }

  var data: [String: Prepared] = [:]
  var models: [String: ModelSpecification] = [:]
  /// The loss of the last `loss` statement; `nil` for the default.
  var loss: LossSpecification?
  var lossPlace: Place?
  /// How that loss weighs the classes.
  var classWeighting: ClassWeighting?
  var optimizer: Optimizer?
  var trained: [String: Trained] = [:]
}
