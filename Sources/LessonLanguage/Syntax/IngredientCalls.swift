import Learning
import Text

// The statements of the four ingredients and of the training run, as written.

/// `data iris = load "iris" split 70/15/15 seed 7`
package struct DataCall: Sendable {
  package let name: String
  package let path: String
  /// The place of the path.
  package let pathPlace: Place
  /// The split; `nil` for the data set's default.
  package var ratio: SplitRatio?
  package var seed: Expression?
  package var scaling = Scaling.Kind.standard
  /// The column to predict; `nil` for the last one.
  package var target: String?
  /// A file with the names of the classes.
  package var classes: String?
}

/// `model net = dense 8 tanh, dense 3 softmax`
package struct ModelCall: Sendable {
  package let name: String
  package let specification: ModelSpecification
  /// The place of the layers.
  package let place: Place
}

/// An ingredient by its name, with its settings: `huber(delta = 2)`, `cosine(steps = 100, warm_up = 10)`.
package struct IngredientCall: Sendable {
  package let name: String
  package let arguments: [Argument]
  package let place: Place
}

extension IngredientCall {
  /// The call for a choice.
  /// - Parameter spelling: returns the spelling of a number; `nil` for the fewest digits.
  init<Kind: Ingredient>(
    _ choice: Choice<Kind>, spelling: ((Double) -> String)? = nil, at place: Place
  ) {
    self.init(
      name: choice.name,
      arguments: choice.written.map { setting in
        Argument(setting.name, setting.value, spelling: spelling?(setting.value), at: place)
      }, place: place)
  }

  /// The call as written in the language.
  var text: String {
    arguments.isEmpty ? name : "\(name)(\(arguments.map { $0.text }.joined(separator: ", ")))"
  }
}

/// `loss cross_entropy with class weights setosa = 1, virginica = 2`
package struct LossCall: Sendable {
  package let loss: IngredientCall
  package var weights: ClassWeightsCall?
}

/// The weights of classes in a loss, as written.
package struct ClassWeightsCall: Sendable {
  /// The weights by name; `nil` for `balanced`.
  package let named: [(name: String, weight: Expression)]?
  package let place: Place
}

/// `train net on iris for 30 epochs batch 32`, `train net on digits to reproduce for 30 epochs`
package struct TrainCall: Sendable {
  package let model: String
  package let modelPlace: Place
  package let data: String
  package let dataPlace: Place
  /// Whether each sample is its own target.
  package var reproduces = false
  package var duration: Duration
  /// The settings that are numbers, as far as they are given.
  package var numbers: [TrainNumber: Expression] = [:]
  package var schedule: IngredientCall?
  package var initializer: Initializer?
}

/// A setting of a `train` statement that is a number.
package enum TrainNumber: String, CaseIterable, Sendable {
  case batch, seed, l2, clip, patience
}

/// `explain step 3 of net`
package struct ExplainCall: Sendable {
  package let step: Expression
  package let model: String
  package let modelPlace: Place
}

/// `test net on iris`
package struct TestCall: Sendable {
  package let model: String
  package let modelPlace: Place
  package let data: String
  package let dataPlace: Place
}
