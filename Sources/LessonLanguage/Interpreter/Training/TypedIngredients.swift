import Learning
import Text

/// Ingredients in the command line and in model files, in the syntax of the language.
package enum TypedIngredients {
  package static func model(_ text: String) throws(Diagnostic) -> ModelSpecification {
    try Parser.layers(of: text)
  }

  /// `adam`, `huber(delta = 2)`, `cosine(steps = 100)`
  package static func read<Kind: Ingredient>(
    _ kind: Kind.Type, _ text: String
  ) throws(Diagnostic) -> Choice<Kind> {
    var session = Session()
    return try session.choice(kind, try Parser.ingredient(kind, of: text))
  }

  /// - Parameter rate: a separately given learning rate, which replaces the optimizer's default.
  package static func optimizer(_ text: String, rate: Double?) throws(Diagnostic) -> Optimizer {
    var session = Session()
    var call = try Parser.ingredient(UpdateRule.self, of: text)
    if let rate {
      if let written = call.arguments.first(where: { $0.name == "rate" || $0.name == nil }) {
        throw Diagnostic(written.place, "the rate is given twice")
      }
      call = IngredientCall(
        name: call.name, arguments: call.arguments + [Argument("rate", rate, at: call.place)],
        place: call.place)
    }
    return try session.choice(UpdateRule.self, call)
  }
}
