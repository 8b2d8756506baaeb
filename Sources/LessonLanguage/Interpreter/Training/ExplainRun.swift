import Autodiff
import Learning
import Text

/// `explain step 3 of net`: a step of the last training of a network, with all of its numbers.
extension Session {
  /// Repeats the training up to the step, and runs the step as statements in a session of its own.
  mutating func explain(_ call: ExplainCall, at place: Place) throws(Diagnostic) -> Step {
    _ = try model(call.model, at: call.modelPlace)
    guard let trained = shelf.trained[call.model] else {
      throw Diagnostic(
        call.modelPlace,
        "'\(call.model)' has learned nothing yet: train \(call.model) on a data set first")
    }
    guard trained.ingredients.settings.clip == nil else {
      throw Diagnostic(
        call.modelPlace,
        "'\(call.model)' was trained with clip, which is not part of an optimizer's step: leave clip out to "
          + "have a step explained")
    }
    let number = try wholeNumber(call.step, "a step")
    guard (1...max(1, trained.steps)).contains(number) else {
      throw Diagnostic(
        call.step.place,
        "the training of '\(call.model)' took \(trained.steps.counting("step")), and there is no step \(number)"
      )
    }
    let trainer = try trainer(of: trained, before: number, at: place)
    let (epoch, batch) = (trainer.epoch + 1, trainer.iteration + 1)
    let explained = try ExplainedStep(
      trained.ingredients, inputs: trainer.nextInputs(), state: trainer.state,
      limits: workspace.limits, showsAll: showsAll)
    var inner = explained.session
    inner.setDigits(digits)
    var steps: [Step] = []
    for statement in explained.statements { steps.append(try inner.run(statement)) }
    try spend(inner.workspace.work, at: place)
    return Step(
      place: place,
      outcome: .explanation(
        ExplainedIteration(
          model: call.model, step: number, epoch: epoch, batch: batch,
          iterations: trainer.iterations, statements: steps)),
      value: inner.value(of: explained.lossName))
  }

  private mutating func trainer(
    of trained: IngredientShelf.Trained, before step: Int, at place: Place
  ) throws(Diagnostic) -> Trainer<Double> {
    let trainer = try Trainer<Double>(trained.ingredients)
    let epochs = Double((step - 1) / trainer.iterations)
    let cost = trained.cost
    try spend(
      cost.preparation + cost.step * Double(step) + cost.epoch * epochs + cost.copy, at: place)
    do throws(Divergence) {
      while trainer.steps < step - 1 { _ = try trainer.step() }
    } catch {
      throw Diagnostic(place, "the training diverged before this step")
    }
    return trainer
  }
}
