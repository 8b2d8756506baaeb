import Autodiff
import Learning
import LessonLanguage
import Lessons
import Rendering
import Text

/// Shows one step of a training run as a lesson would: every layer, the loss, the backward pass, the update.
struct StepExplanation {
  private let arguments: ParsedArguments
  private let console: Console

  init(_ arguments: ParsedArguments, _ console: Console) {
    self.arguments = arguments
    self.console = console
  }

  /// Trains up to the step, explains it in Double, takes it in Float, and reports the difference.
  func run(
    _ trainer: Trainer<Float>, step: Int, until rule: StopRule
  ) throws(Diagnostic) -> ExitCode {
    guard trainer.ingredients.settings.clip == nil else {
      throw Diagnostic(
        .usage,
        "--explain shows the step of an optimizer, which does not include --clip: leave one of them out"
      )
    }
    guard step > trainer.steps else {
      throw Diagnostic(
        .usage, "The run is at step \(trainer.steps) already: --explain looks at a later one")
    }
    func refuse(_ steps: Int) -> Diagnostic {
      Diagnostic(.usage, "The run ends after \(steps) steps: --explain looks at one of them")
    }
    if case .epochs(let count) = rule.limit, step > count * trainer.iterations {
      throw refuse(count * trainer.iterations)
    }
    do throws(Divergence) {
      while trainer.steps < step - 1, trainer.iteration > 0 || rule.reason(trainer.history) == nil {
        _ = try trainer.step()
      }
      if trainer.steps == step - 1 { return try explain(trainer, step: step) }
    } catch {
      let style = ShowOptions.style(arguments, console)
      throw Diagnostic(.diverged, "Training \(DivergenceText(error, style).sentence)")
    }
    throw refuse(trainer.steps)
  }

  private func explain(_ trainer: Trainer<Float>, step: Int) throws(Divergence) -> ExitCode {
    let style = ShowOptions.style(arguments, console)
    let file = SourceFile(name: "step \(step)", SourceText(""))
    let explained: ExplainedStep
    var limits = Limits()
    limits.work *= 10
    do throws(Diagnostic) {
      explained = try ExplainedStep(
        trainer.ingredients, inputs: trainer.nextInputs(), state: trainer.state, limits: limits,
        showsAll: style.showsAll)
    } catch {
      return fail(error, file)
    }
    let isText = arguments[\ShowOptions.format] == .text
    var text = TranscriptText(style, file: file, label: "")
    var json = TranscriptJSON(file: file)
    if isText {
      let title = ExplanationText.title(
        step: step, epoch: trainer.epoch + 1, batch: trainer.iteration + 1,
        of: trainer.iterations)
      for line in style.wrapped(title) + [""] { console.output.write(line + "\n") }
    }
    var reading = Reading(Lesson(statements: explained.statements), session: explained.session)
    while let entry = reading.next() {
      if case .error(let diagnostic) = entry { return fail(diagnostic, file) }
      if isText {
        for line in text.lines(for: entry) { console.output.write(line + "\n") }
      } else {
        console.output.write(json.line(for: entry) + "\n")
      }
    }
    let loss = try trainer.step()
    let difference = StepDifference(explained, reading.session, loss: loss, after: trainer)
    if isText {
      for line in [""] + style.wrapped(difference.sentence) { console.output.write(line + "\n") }
    } else {
      console.output.write(difference.line + "\n")
    }
    console.output.flush()
    return .success
  }

  private func fail(_ diagnostic: Diagnostic, _ file: SourceFile) -> ExitCode {
    console.output.flush()
    for line in DiagnosticText(diagnostic, file).lines { console.error.write(line + "\n") }
    return .badData
  }
}

extension StepDifference {
  /// Compares the values of the statements with those of the run.
  fileprivate init(
    _ explained: ExplainedStep, _ session: Session, loss: Double, after trainer: Trainer<Float>
  ) {
    let model = trainer.ingredients.model
    var sizes = [Double](repeating: 0, count: model.layers.count)
    var differences = sizes
    for (position, parameter) in model.parameters.enumerated() {
      let shown = session.value(of: explained.parameterNames[position])?.elements ?? []
      for (a, b) in zip(shown, trainer.state.parameters[position]) {
        sizes[parameter.layer] = max(sizes[parameter.layer], abs(a))
        differences[parameter.layer] = max(differences[parameter.layer], abs(a - Double(b)))
      }
    }
    let greatest = zip(differences, sizes).reduce(0) { $1.1 > 0 ? max($0, $1.0 / $1.1) : $0 }
    self.init(
      shownLoss: session.value(of: explained.lossName)?.number ?? .nan, runLoss: loss,
      weights: greatest)
  }
}
