import Autodiff
import Learning
import TestSupport
import Testing
import Text

@testable import LessonLanguage

@Suite("Networks that reproduce their samples")
struct ReproductionTests {
  private static let program = """
    data moons = load "moons" split 70/15/15 seed 3
    model net = dense 6 tanh, dense 1, dense 6 tanh, dense 2
    loss mse
    optimizer adam(rate = 0.02)
    train net on moons to reproduce for 8 epochs batch 16 seed 2
    """

  private static let data = Generated.moons(count: 120, seed: 3)

  private func split() throws -> Split { try Split(Self.data, ratio: .standard, seed: 3) }

  private func failure(_ statements: String) -> String? {
    do throws(Diagnostic) {
      _ = try Moons.run(Self.program + "\n" + statements)
      return nil
    } catch {
      return error.message
    }
  }

  @Test("the run is that of a trainer whose targets are the features")
  func run() throws {
    let (session, _) = try Moons.run(Self.program)
    let ingredients = try Ingredients(
      data: Self.data.reproducing, split: split(), scaling: .standard,
      model: ModelSpecification(layers: [
        .dense(units: 6, .tanh), .dense(units: 1, .linear), .dense(units: 6, .tanh),
        .dense(units: 2, .linear),
      ]), loss: nil, optimizer: Optimizer(.adam, ["rate": 0.02]),
      settings: TrainingSettings(batch: 16, seed: 2))
    let trainer = try Trainer<Double>(ingredients)
    var last: EpochResult?
    for _ in 0..<8 { last = try trainer.finishEpoch() }
    let program = TestProgram(session)
    #expect(try program.number("train_loss") == last?.training.loss)
    #expect(try program.number("validation_loss") == last?.validation?.loss)
    #expect(failure("validation_accuracy") != nil)
  }

  @Test("net(x) gives a sample back in its own units, and test measures the scaled features")
  func outputs() throws {
    let (session, steps) = try Moons.run(Self.program + "\ntest net on moons")
    guard case .test(let report)? = steps.last?.outcome,
      case .reproduction(let measured) = report.evaluation.detail
    else {
      Issue.record("no reproduction")
      return
    }
    let split = try split()
    let scaling = try Scaling(.standard, features: Self.data, rows: split.training)
    let chosen = Self.data.rows(split.test)
    var reproduced: [Double] = []
    for row in 0..<chosen.count {
      let sample = chosen.features[2 * row..<2 * row + 2]
      reproduced += try TestProgram(session).elements(
        "net([\(sample.map { "\($0)" }.joined(separator: ", "))])")
    }
    scaling.apply(to: &reproduced)
    let expected = Reproduction(
      actual: scaling.applied(to: chosen), reproduced: reproduced, width: 2)
    #expect(isClose(measured.mse, expected.mse, within: 1e-12))
    #expect(isClose(measured.explained, expected.explained, within: 1e-12))
    #expect(isClose(report.evaluation.score.loss, expected.mse, within: 1e-12))
  }

  @Test("encode gives the narrow layer's outputs for the training part, as for single samples")
  func encode() throws {
    let (session, _) = try Moons.run(Self.program)
    let program = TestProgram(session)
    let rows = try split().training
    let codes = try program.elements("encode(net, moons)")
    #expect(codes.count == rows.count)
    for position in [0, 1, rows.count - 1] {
      let sample = Self.data.features[2 * rows[position]..<2 * rows[position] + 2]
      let code = try program.number(
        "sum(encode(net, [\(sample.map { "\($0)" }.joined(separator: ", "))]))")
      #expect(isClose(code, codes[position], within: 1e-12))
    }
    // By hand, from the weights.
    let byHand = try program.elements(
      "tanh(features(moons) @ transpose(net.0.weight) + net.0.bias) @ transpose(net.2.weight) + net.2.bias"
    )
    #expect(isClose(byHand, codes, within: 1e-12))
  }

  @Test("features are those of the training part, scaled as for training")
  func features() throws {
    let (session, _) = try Moons.run(Self.program)
    let rows = try split().training
    let scaling = try Scaling(.standard, features: Self.data, rows: rows)
    let features = try TestProgram(session).elements("features(moons)")
    #expect(features == scaling.applied(to: Self.data.rows(rows)))
  }

  @Test("principal axes are those of PrincipalAxes, and plain numbers")
  func principal() throws {
    let program = try TestProgram(
      "X = [[1, 2], [2, 3], [3, 5], [4, 6], [5, 9]]\nparam w = [[2, 0], [0, 1], [1, 1]]")
    let axes = try PrincipalAxes([1, 2, 2, 3, 3, 5, 4, 6, 5, 9], width: 2).axes
    #expect(try program.elements("principal(X, 1)") == Array(axes.prefix(2)))
    #expect(try program.elements("principal(X, 2)") == axes)
    var through = program
    try through.run("S = sum(principal(w, 1)) + sum(w)\nbackprop S")
    #expect(try through.elements("grad(w)") == [Double](repeating: 1, count: 6))
  }

  @Test(
    "points are the rows of a matrix, marked by the classes of the training part",
    arguments: ["plot Z by moons", "plot encode(flat, moons)"])
  func points(statement: String) throws {
    let (session, steps) = try Moons.run(
      """
      data moons = load "moons" split 70/15/15 seed 3
      model flat = dense 2, dense 2
      train flat on moons to reproduce for 1 epoch seed 2
      Z = encode(flat, moons)
      """ + "\n" + statement)
    guard case .scatter(let picture)? = steps.last?.outcome,
      case .classes(let labels, let names) = Self.data.targets
    else {
      Issue.record("no points")
      return
    }
    let rows = try split().training
    let numbers = try TestProgram(session).elements("Z")
    #expect(picture.samples.flatMap { [$0.point.x, $0.point.y] } == numbers)
    #expect(picture.samples.map { $0.label } == rows.map { labels[$0] })
    #expect(picture.classes == names && picture.count == rows.count)
  }

  @Test("an expression without a data set is drawn without classes, and many points are thinned")
  func plain() throws {
    let (_, steps) = try Moons.run("plot reshape([1, 2, 3, 4], [2, 2])")
    guard case .scatter(let picture)? = steps.last?.outcome else {
      Issue.record("no points")
      return
    }
    #expect(picture.classes.isEmpty && picture.counts == [2])
    #expect(picture.samples.map { $0.point } == [.init(x: 1, y: 2), .init(x: 3, y: 4)])
    let many = ScatterPicture(
      title: "", xName: "", yName: "", points: [Double](repeating: 0, count: 4_000), labels: [],
      classes: [])
    #expect(many.count == 2_000 && many.samples.count == 667)
  }

  @Test(
    "what cannot be done says why",
    arguments: [
      (
        "plot net on moons",
        "'net' reproduces its samples and answers nothing over their plane: plot encode(net, moons) draws what its "
          + "narrow layer makes of them"
      ),
      (
        "plot encode(net, moons)",
        "points are drawn from a matrix of two columns, and this has shape [84, 1]"
      ),
      (
        "P = [[1, 2], [3, 4]]\nplot P by moons",
        "this has 2 rows, and the training part of 'moons' 84 samples: the points are those of its samples, in "
          + "their order"
      ),
      ("plot net.0.bias by moon", "there is no data set 'moon'; did you mean 'moons'?"),
      ("encode(net)", "a call of 'encode' is written as in encode(net, digits)"),
      ("encode(nett, moons)", "there is no model 'nett'; did you mean 'net'?"),
      (
        "model other = dense 2\nencode(other, moons)",
        "'other' has learned nothing yet: train other on a data set first"
      ),
      ("features(3)", "'features' takes the name of a data set here, as in features(digits)"),
      ("features(moon)", "there is no data set 'moon'; did you mean 'moons'?"),
      (
        "principal([1, 2], 1)",
        "'principal' takes a matrix with a sample in each row, and this has shape [2]"
      ),
      (
        "principal([[1, 2]], 3)",
        "samples of 2 numbers have 1 to 2 principal axes, not 3"
      ),
      (
        "principal([[1, 2], [1e300, 3]], 1)",
        "the numbers are too large, or not finite, and have no principal axes"
      ),
      (
        "model wide = dense 3\ntrain wide on moons to reproduce for 1 epoch",
        "the model has 3 outputs for 2 features to reproduce: let its last layer be 'dense 2'"
      ),
      (
        "train net on moons to copy for 1 epoch",
        "expected 'reproduce' as in: train net on digits to reproduce for 30 epochs, found 'copy'"
      ),
      (
        "encode = 3\nencode(1)",
        "'encode' is a value, not a function; a product is written encode * (…)"
      ),
    ])
  func errors(statements: String, message: String) {
    #expect(failure(statements) == message)
  }
}
