import Learning
import Testing
import Text

@testable import LessonLanguage

@Suite("Training in a lesson")
struct TrainStatementTests {
  @Test("it leaves the network and the losses as values")
  func values() throws {
    let text =
      Moons.program
      + "\ntrain_loss\nvalidation_loss\ntest net on moons\ntest_accuracy\nnet([0, 1])\nnet([[0, 1], [1, 0]])"
    let (_, steps) = try Moons.run(text)
    guard case .training(let training) = steps[4].outcome else {
      Issue.record("no training")
      return
    }
    #expect(training.epochs.count == 12 && training.end == .allEpochs)
    #expect(steps[5].value?.number == training.epochs[11].training.loss)
    #expect(steps[6].value?.number == training.epochs[11].validation?.loss)
    guard case .test(let report) = steps[7].outcome else {
      Issue.record("no test")
      return
    }
    #expect(report.samples == 18 && training.testSamples == 18)
    #expect(steps[7].value?.number == report.evaluation.score.loss)
    #expect((steps[8].value?.number ?? 0) > 0.7)
    #expect(steps[9].value?.shape.sizes == [2])
    #expect(abs((steps[9].value?.elements.reduce(0, +) ?? 0) - 1) < 1e-12)
    #expect(steps[10].value?.shape.sizes == [2, 2])
    #expect(Array((steps[10].value?.elements ?? [])[0..<2]) == steps[9].value?.elements)
  }

  @Test(
    "stepping gives the same numbers, and so does an earlier copy"
  )
  func stepping() throws {
    let (_, straight) = try Moons.run(Moons.program)
    let statements = try Parser.statements(of: Moons.program)
    var session = Session(watchesLoops: true, loader: Moons.loader)
    for statement in statements.dropLast() { _ = try session.run(statement) }
    var run = StatementRun(statements[4])
    for _ in 0..<9 { try session.advance(&run) }
    var (copy, copyOfRun) = (session, run)
    while run.step == nil { try session.advance(&run) }
    #expect(run.step?.value == straight[4].value)
    while copyOfRun.step == nil { try copy.advance(&copyOfRun) }
    #expect(copyOfRun.step?.value == straight[4].value)
  }

  @Test(
    "errors name what is missing",
    arguments: [
      ("train net on moons for 3 epochs", "there is no model 'net'"),
      (
        "model net = dense 2 softmax\ntrain net on moons for 3 epochs",
        "there is no data set 'moons'"
      ),
      ("data d = load \"mons\"", "there is no data set 'mons'"),
      (
        "model net = dense 2 softmax\nnet([1, 2])",
        "'net' has learned nothing yet: train net on a data set first"
      ),
      ("loss msee", "there is no loss 'msee'; did you mean 'mse'?"),
      (
        "data d = load \"moons\"\nmodel net = dense 3 softmax\ntrain net on d for 1 epochs",
        "the model has 3 outputs for 2 classes: let its last layer be 'dense 2 softmax'"
      ),
      (
        "data d = load \"moons\"\nmodel net = dense 2 softmax\ntrain net on d for 1 epochs batch 500",
        "a batch of 500 is larger than the 84 samples to train on"
      ),
      (
        "data d = load \"moons\"\nmodel net = dense 2 softmax\ntrain net on d for 0 epochs",
        "train takes 1 to 10000 epochs, not 0"
      ),
    ])
  func errors(text: String, message: String) {
    do throws(Diagnostic) {
      _ = try Moons.run(text)
      Issue.record("\(text) runs")
    } catch {
      #expect(error.message == message)
    }
  }
}
