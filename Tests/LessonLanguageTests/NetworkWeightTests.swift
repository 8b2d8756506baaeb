import Learning
import Testing
import Text

@testable import LessonLanguage

@Suite("Inside a training")
struct NetworkWeightTests {
  @Test(
    "the weights of a trained network are values: the network can be computed by hand from them")
  func weights() throws {
    let text =
      Moons.program + "\n"
        + """
        x = [0.3, -0.2]
        net.0.weight
        net.2.bias
        z = net.0.weight @ x + net.0.bias
        byhand = softmax(net.2.weight @ tanh(z) + net.2.bias)
        """
    var (session, steps) = try Moons.run(text)
    #expect(steps[6].value?.shape.sizes == [8, 2] && steps[7].value?.shape.sizes == [2])
    guard case .training(let training) = steps[4].outcome else {
      Issue.record("no training")
      return
    }
    // The features are scaled before they reach the network.
    let unscaled = Moons.program.replacing("seed 3", with: "seed 3 scaling none") + "\n"
    (session, steps) = try Moons.run(
      unscaled
        + """
        x = [0.3, -0.2]
        softmax(net.2.weight @ tanh(net.0.weight @ x + net.0.bias) + net.2.bias) - net(x)
        """)
    #expect(steps[6].value?.elements.allSatisfy { abs($0) < 1e-15 } == true)
    #expect(training.layers.count == 2)
    #expect(
      session.state.suffix(4).map { $0.kind.rawValue } == Array(repeating: "parameter", count: 4))
    #expect(session.knownNames.contains("net.2.weight"))
  }

  @Test(
    "errors say which weights there are, or what is missing",
    arguments: [
      (
        "net.1.weight",
        "'net' has no net.1.weight: it has net.0.weight, net.0.bias, net.2.weight, net.2.bias"
      ),
      (
        "net.0.weights",
        "'net' has no net.0.weights: it has net.0.weight, net.0.bias, net.2.weight, net.2.bias"
      ),
      ("nat.0.weight", "there is no network 'nat'; did you mean 'net'?"),
      ("net.0.weight = 2", "'net.0.weight' would be a weight of 'net' and cannot be a name here"),
      (
        "model net = dense 2 softmax\nnet.0.weight",
        "'net' has learned nothing yet: train net on a data set first"
      ),
      ("explain step 97 of net", "the training of 'net' took 72 steps, and there is no step 97"),
      ("explain step 0 of net", "the training of 'net' took 72 steps, and there is no step 0"),
      ("explain step 1 of nat", "there is no model 'nat'; did you mean 'net'?"),
      (
        "model other = dense 2 softmax\nexplain step 1 of other",
        "'other' has learned nothing yet: train other on a data set first"
      ),
      ("explain net", "expected 'step' and its number, as in: explain step 1 of net, found 'net'"),
      (
        "train net on moons for 1 epochs clip 1\nexplain step 1 of net",
        "'net' was trained with clip, which is not part of an optimizer's step: leave clip out to have a step explained"
      ),
    ])
  func errors(text: String, message: String) throws {
    var (session, _) = try Moons.run(Moons.program)
    do throws(Diagnostic) {
      for statement in try Parser.statements(of: text) { _ = try session.run(statement) }
      Issue.record("no error")
    } catch {
      #expect(error.message == message)
    }
  }

  @Test("a later training has its own weights; the earlier ones are written with a prime")
  func retrained() throws {
    let (_, steps) = try Moons.run(
      Moons.program
        + "\nx = sum(net.0.weight)\ntrain net on moons for 1 epochs seed 9\nsum(net.0.weight)\nforward x"
    )
    #expect(steps[5].value != steps[7].value && steps[8].value == steps[5].value)
  }

  @Test("an explained step ends with the weights that the training has after it")
  func explained() throws {
    let numbered = 5
    let text = Moons.program.replacing("12 epochs", with: "1 epochs").replacing(
      "batch 16", with: "batch 17")
    let (_, steps) = try Moons.run(text + "\nexplain step \(numbered) of net")
    guard case .explanation(let explained) = steps[5].outcome else {
      Issue.record("no explanation")
      return
    }
    #expect(explained.epoch == 1 && explained.batch == numbered && explained.iterations == numbered)
    #expect(
      explained.statements.map { String($0.source.prefix { $0 != "," }) }.suffix(2) == [
        "backprop L", "step adam(rate = 0.05",
      ])
    guard case .update(let update) = explained.statements.last?.outcome else {
      Issue.record("no update")
      return
    }
    // The fifth step is the last of the training.
    let (_, after) = try Moons.run(text + "\nnet.0.weight\nnet.0.bias\nnet.2.weight\nnet.2.bias")
    for (parameter, value) in zip(update.parameters, after.suffix(4)) {
      let last = try #require(parameter.workings.last?.value)
      #expect(zip(last.elements, value.value?.elements ?? []).allSatisfy { abs($0 - $1) < 1e-12 })
    }
    #expect(steps[5].value == explained.statements.dropLast(2).last?.value)
  }
}
