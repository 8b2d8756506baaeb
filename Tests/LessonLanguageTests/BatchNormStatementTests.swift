import Autodiff
import Learning
import TestSupport
import Testing

@testable import LessonLanguage

@Suite("A network with batch normalisation")
struct BatchNormStatementTests {
  private static let program = """
    data moons = load "moons" split 70/15/15 seed 3 scaling none
    model net = dense 3, batch_norm tanh eps 0.1 momentum 0.2, residual { dense 4 relu, batch_norm, dense 3 }, dense 2 softmax
    optimizer sgd(rate = 0.1)
    train net on moons for 2 epochs batch 8 seed 1
    x = [0.3, -0.2]

    """

  @Test("is computed by hand from its weights and running statistics, in any company")
  func byHand() throws {
    let (session, steps) = try Moons.run(
      Self.program + """
        h = tanh((net.0.weight @ x + net.0.bias - net.1.running_mean) / sqrt(net.1.running_var + 0.1) * net.1.weight + net.1.bias)
        a = relu(net.3.block.0.weight @ h + net.3.block.0.bias)
        n = (a - net.3.block.2.running_mean) / sqrt(net.3.block.2.running_var + 0.00001) * net.3.block.2.weight + net.3.block.2.bias
        r = h + net.3.block.3.weight @ n + net.3.block.3.bias
        softmax(net.4.weight @ r + net.4.bias) - net(x)
        net([x, [9, 9], [-9, 4]])[0] - net(x)
        net.1.running_mean
        """)
    for step in steps.suffix(3).dropLast() {
      #expect(try #require(step.value).elements.allSatisfy { abs($0) < 1e-15 })
    }
    #expect(try #require(steps.last?.value).elements.allSatisfy { $0 != 0 })
    let kinds = session.state.filter { $0.kind == .memory }.map { $0.name.text }
    #expect(
      kinds == [
        "net.1.running_mean", "net.1.running_var", "net.3.block.2.running_mean",
        "net.3.block.2.running_var",
      ])
  }

  @Test("evaluates the best epoch with the statistics of that epoch")
  func best() throws {
    let (session, steps) = try Moons.run(
      Self.program.replacing("2 epochs", with: "60 epochs patience 3") + "validation_loss")
    let trained = try #require(session.shelf.trained["net"])
    let parameters = trained.parameters.map { session.workspace.value($0).elements }
    let evaluation = try trained.ingredients.evaluation(
      of: parameters, rows: trained.ingredients.split.validation)
    #expect(isClose(evaluation.score.loss, try #require(steps.last?.value?.number), within: 1e-12))
    guard case .training(let training) = steps[3].outcome else {
      Issue.record("no training")
      return
    }
    #expect(training.kept?.epoch != training.epochs.last?.epoch)
  }

  @Test("an explained step names what it computes, and moves the running statistics")
  func explained() throws {
    let (_, steps) = try Moons.run(Self.program + "explain step 2 of net")
    guard case .explanation(let explained) = try #require(steps.last).outcome else {
      Issue.record("no explanation")
      return
    }
    let written = explained.statements.compactMap { step -> String? in
      if case .definition(let working, _) = step.outcome { working.subject.text } else { nil }
    }
    #expect(
      written == [
        "z1", "mean2", "centred2", "variance2", "normalised2", "z2", "running_mean2",
        "running_var2", "h2", "z3_1", "h3_1", "mean3_2", "centred3_2", "variance3_2",
        "normalised3_2", "z3_2", "running_mean3_2", "running_var3_2", "z3_3", "z3", "z4", "L",
      ])
  }
}

extension Formula {
  fileprivate var text: String? {
    if case .name(let name) = self { name } else { nil }
  }
}
