import Autodiff
import Learning
import TestSupport
import Testing
import Text

@testable import LessonLanguage

@Suite("The test part in a lesson")
struct TestStatementTests {
  /// The run of `Moons.program`, without the language.
  private func trainer() throws -> Trainer<Double> {
    let data = Generated.moons(count: 120, seed: 3)
    let ingredients = try Ingredients(
      data: data, split: Split(data, ratio: .standard, seed: 3), scaling: .standard,
      model: ModelSpecification(layers: [.dense(units: 8, .tanh), .dense(units: 2, .softmax)]),
      loss: LossSpecification(.crossEntropy),
      optimizer: Optimizer(.adam, ["rate": 0.05]),
      settings: TrainingSettings(batch: 16, seed: 2))
    let trainer = try Trainer<Double>(ingredients)
    for _ in 0..<12 { _ = try trainer.finishEpoch() }
    return trainer
  }

  @Test("a test evaluates the test part with the weights of the run, and its value is the loss")
  func test() throws {
    let (_, steps) = try Moons.run(Moons.program + "\ntest net on moons\ntest_loss\ntest_accuracy")
    let trainer = try trainer()
    let expected = try #require(try trainer.evaluation(trainer.ingredients.split.test))
    guard case .test(let report) = steps[5].outcome else {
      Issue.record("no test")
      return
    }
    #expect(report.evaluation == expected)
    #expect(steps[5].value?.number == expected.score.loss)
    #expect(steps[6].value?.number == expected.score.loss)
    #expect(steps[7].value?.number == expected.score.accuracy)
  }

  @Test("training looks at two parts only, and another training forgets the test of the one before")
  func train() throws {
    let advice = "'test_loss' has no value here; 'test net on moons' gives it one"
    #expect(failure(Moons.program + "\ntest_loss") == advice)
    let again = "\ntest net on moons\ntrain net on moons for 1 epoch\ntest_loss"
    #expect(failure(Moons.program + again) == advice)
    #expect(
      failure("test_accuracy")
        == "'test_accuracy' has no value here; 'test net on iris' gives it one")
  }

  @Test(
    "an impossible test says why, and what to do",
    arguments: [
      ("test nett on moons", "there is no model 'nett'; did you mean 'net'?"),
      ("test net on moon", "there is no data set 'moon'; did you mean 'moons'?"),
      (
        "model other = dense 2 softmax\ntest other on moons",
        "'other' has learned nothing yet: train other on moons first"
      ),
      (
        "data more = load \"moons\" split 50/25/25 seed 3\ntest net on more",
        "'net' was trained on 'moons', and 'more' has another test part: test net on moons"
      ),
      (
        "data moons = load \"moons\" split 70/15/15 seed 4\ntest net on moons",
        "'moons' was loaded again after 'net' was trained on it: train net on moons again"
      ),
      (
        "optimizer sgd(rate = 1e10)\ntrain net on moons for 3 epochs l2 1e300\ntest net on moons",
        "the training of 'net' diverged: there is nothing to test"
      ),
      (
        "test net moons",
        "expected 'on' and the data set it was trained on, as in: test net on iris, found 'moons'"
      ),
    ])
  func errors(text: String, message: String) {
    #expect(failure(Moons.program + "\n" + text) == message)
  }

  @Test("the same data in the same parts may have another name")
  func sameData() throws {
    let text =
      "\ndata again = load \"moons\" split 70/15/15 seed 3\ntest net on again\ntest net on moons"
    let (_, steps) = try Moons.run(Moons.program + text)
    #expect(steps[6].value == steps[7].value)
  }

  @Test("in the middle of a run the present weights are tested")
  func underWay() throws {
    let statements = try Parser.statements(of: Moons.program + "\ntest net on moons")
    var session = Session(watchesLoops: true, loader: Moons.loader)
    for statement in statements.prefix(4) { _ = try session.run(statement) }
    var run = StatementRun(statements[4])
    for _ in 0..<3 { try session.advance(&run) }
    try session.settle(run)
    let early = try session.run(statements[5])
    while run.step == nil { try session.advance(&run) }
    #expect(try session.run(statements[5]).value != early.value)
  }

  private func failure(_ text: String) -> String? {
    do throws(Diagnostic) {
      _ = try Moons.run(text)
      return nil
    } catch {
      return error.message
    }
  }
}

@Suite("What a training run reports")
struct TrainReportTests {
  @Test("with patience all figures belong to the weights that are kept")
  func kept() throws {
    let text = """
      data moons = load "moons" split 20/40/40 seed 3
      model net = dense 30 relu, dense 30 relu, dense 2 softmax
      optimizer adam(rate = 0.03)
      train net on moons for 60 epochs batch 8 seed 2 patience 50
      train_loss
      validation_loss
      train_accuracy
      """
    let (session, steps) = try Moons.run(text)
    guard case .training(let training) = steps[3].outcome else {
      Issue.record("no training")
      return
    }
    let losses = training.epochs.compactMap { $0.validation?.loss }
    let best = try #require(losses.firstIndex(of: losses.min() ?? 0))
    #expect(best < training.epochs.count - 1)
    #expect(training.kept == training.epochs[best])
    #expect(steps[3].value?.number == training.epochs[best].training.loss)
    #expect(steps[4].value?.number == training.epochs[best].training.loss)
    #expect(steps[5].value?.number == losses[best])
    #expect(steps[6].value?.number == training.epochs[best].training.accuracy)
    // The very weights that the network now has.
    let trained = try #require(session.shelf.trained["net"])
    let weights = trained.parameters.map { session.workspace.value($0).elements }
    let validation = trained.ingredients.split.validation
    #expect(
      try trained.ingredients.evaluation(of: weights, rows: validation).score.loss == losses[best])
  }

  @Test("the training loss does not include the penalty, which is a separate value")
  func penalty() throws {
    let text = """
      data moons = load "moons" split 70/15/15 seed 3
      model net = dense 2 softmax
      optimizer sgd(rate = 1e-300)
      train net on moons for 2 epochs batch 84 seed 2 l2 0.25
      train_loss
      train_penalty
      train net on moons for 2 epochs batch 84 seed 2
      train_loss
      """
    let (session, steps) = try Moons.run(text)
    // At this rate the weights stay where they started: both losses are those of the same weights.
    #expect(steps[4].value == steps[7].value)
    let trained = try #require(session.shelf.trained["net"])
    let squares = session.workspace.value(trained.parameters[0]).elements.reduce(0) { $0 + $1 * $1 }
    #expect(isClose([steps[5].value?.number ?? 0], [0.25 * squares]))
    #expect(session.names["train_penalty"] == nil)
  }

  @Test("histories of training are drawn over epochs, from 1 on; others, and mixtures, over steps")
  func plots() throws {
    let text =
      Moons.program
      + "\na = 1\na = 2\nplot train_loss, validation_loss\nplot a\nplot a, train_loss"
    let (_, steps) = try Moons.run(text)
    let plots = steps.suffix(3).compactMap { step -> Plot? in
      if case .plot(let plot) = step.outcome { plot } else { nil }
    }
    #expect(plots.map { $0.xLabel } == ["epoch", "step", "step"])
    #expect(plots[0].series[1].points.map { $0.x } == (1...12).map { Double($0) })
    #expect(plots[1].series[0].points.map { $0.x } == [0, 1])
  }

  @Test("a name that is redefined after a training starts a new history")
  func unit() throws {
    let (_, steps) = try Moons.run(Moons.program + "\ntrain_loss = 5\nplot train_loss")
    guard case .plot(let plot) = steps[6].outcome else {
      Issue.record("no plot")
      return
    }
    #expect(plot.xLabel == "step" && plot.series[0].points == [Plot.Point(x: 0, y: 5)])
  }

  @Test("thinning a long history keeps the numbers of its values")
  func thinned() {
    var history = History()
    for number in 0..<50_000 { history.record("a", Tensor(Double(number))) }
    let track = history["a"]!
    #expect(track.count <= 20_000)
    #expect(track.indices.allSatisfy { track.number($0) == track[$0].number })
    #expect(track.last?.number == 49_996)
  }
}
