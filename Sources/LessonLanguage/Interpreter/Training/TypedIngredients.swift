import Learning
import Text

/// Ingredients as the command line and model files spell them: in the words of the language.
package enum TypedIngredients {
  package static func model(_ text: String) throws(Diagnostic) -> ModelSpecification {
    try Parser.layers(of: text)
  }

  package static func loss(_ text: String) throws(Diagnostic) -> LossSpecification {
    var session = Session()
    return try session.loss(Parser.loss(of: text))
  }

  package static func schedule(_ text: String) throws(Diagnostic) -> RateSchedule {
    var session = Session()
    return try session.schedule(Parser.schedule(of: text))
  }

  /// - Parameter rate: a learning rate that is given apart, in place of the optimizer's default.
  package static func optimizer(_ text: String, rate: Double? = nil) throws(Diagnostic) -> Optimizer
  {
    var session = Session()
    let call = try Parser.optimizer(of: text)
    guard let rate else { return try session.optimizer(call) }
    if let written = call.arguments.first(where: { $0.name == "rate" || $0.name == nil }) {
      throw Diagnostic(written.place, "the rate is given twice")
    }
    let value = Expression(.number(rate, spelling: rate.written), call.place)
    let argument = Argument(name: "rate", value: value, place: call.place)
    return try session.optimizer(
      OptimizerCall(name: call.name, arguments: call.arguments + [argument], place: call.place))
  }
}
