import Learning
import Testing
import Text

@testable import LessonLanguage

@Suite("The four ingredients")
struct IngredientTests {
  private static func kind(_ text: String) throws(Diagnostic) -> Statement.Kind {
    try Parser.statements(of: text)[0].kind
  }

  @Test("data are loaded with clauses in any order")
  func data() throws {
    let text =
      "data iris = load \"iris\" seed 7 scaling min-max split 80/20 classes \"n.csv\" target \"species\""
    guard case .data(let data) = try Self.kind(text) else {
      Issue.record("no data statement")
      return
    }
    #expect(data.name == "iris" && data.path == "iris" && data.seed != nil)
    #expect(data.scaling == .minMax && data.ratio?.shares == [0.8, 0, 0.2])
    #expect(data.target == "species" && data.classes == "n.csv")
    #expect(data.pathPlace == Place(line: 1, column: 18, length: 6))
  }

  @Test("a model is a list of layers, which its text spells again")
  func model() throws {
    let text =
      "model c = conv 8 3x5 relu stride 2 padding 1, max_pool 2, flatten, dropout 0.5, dense 10"
    guard case .model(let model) = try Self.kind(text) else {
      Issue.record("no model statement")
      return
    }
    #expect(
      model.specification.layers == [
        LayerSpecification(
          .convolution,
          ["filters": 8, "height": 3, "width": 5, "stride": 2, "padding": 1], .relu),
        LayerSpecification(.maxPool, ["size": 2]), LayerSpecification(.flatten),
        LayerSpecification(.dropout, ["probability": 0.5]), .dense(units: 10, .linear),
      ])
    #expect(text.hasSuffix("\(model.specification)"))
    #expect(try Parser.layers(of: "\(model.specification)") == model.specification)
  }

  @Test("blocks of layers are nested, and may be written on several lines")
  func blocks() throws {
    let text =
      "residual { dense 8 relu, batch_norm eps 0.001, residual { dense 8 tanh } relu, dropout 0.5 } softmax, dense 3"
    let model = try Parser.layers(of: text)
    #expect("\(model)" == text)
    #expect(model.layers[0].activation == .softmax && model.layers[0].block?.count == 4)
    #expect(model.layers[0].block?[2].block == [.dense(units: 8, .tanh)])
    #expect(
      try Parser.layers(of: "residual {\n  dense 8,\n  dense 8\n}").layers[0].block?.count == 2)
    func failure(_ text: String) -> String {
      do throws(Diagnostic) {
        return try Parser.layers(of: text).description
      } catch {
        return error.message
      }
    }
    let example = "residual { dense 8 relu, dense 8 } relu"
    #expect(
      failure("residual dense 8") == "expected '{' and its layers, as in: \(example), found 'dense'"
    )
    #expect(failure("residual { }") == "expected a name of a layer, as in: dense 8 tanh, found '}'")
    #expect(
      failure("residual { dense 8 dense 8 }").hasPrefix("an activation is one of linear, relu"))
    #expect(
      failure("residual { dense 8 relu dense 8 }")
        == "expected '}' after the layers, as in: \(example), found 'dense'")
    #expect(failure("residual { dense 8") == "'{' is never closed")
    let deep =
      String(repeating: "residual { ", count: 65) + "flatten" + String(repeating: " }", count: 65)
    #expect(failure(deep) == "blocks of layers can be nested at most 64 deep")
  }

  @Test("a training has a duration and clauses")
  func train() throws {
    let text =
      "train net on iris until change < 1e-4 batch 16 seed 3 schedule cosine(steps = 100, least = 0) "
      + "l2 0.001 clip 1 patience 5 initializer he"
    guard case .train(let train) = try Self.kind(text) else {
      Issue.record("no training")
      return
    }
    #expect(train.model == "net" && train.data == "iris")
    #expect(train.schedule?.name == "cosine" && train.schedule?.arguments.count == 2)
    #expect(train.initializer == .he)
    let numbers = train.numbers.mapValues { $0.text }
    #expect(
      numbers == [.batch: "16", .seed: "3", .l2: "0.001", .clip: "1", .patience: "5"])
  }

  @Test("the words of ingredients are names unless a name follows")
  func names() throws {
    let text =
      "data = 1\nmodel = 2\nloss = 3\noptimizer = 4\ntrain = 5\nloss(v) = v^2\ndata + train"
    var session = Session()
    var last: Step?
    for statement in try Parser.statements(of: text) { last = try session.run(statement) }
    #expect(last?.value?.number == 6)
  }

  @Test("optimizers, losses and schedules are spelt as they are read")
  func spelling() throws {
    for text in [
      "sgd(rate = 0.1)", "adam(rate = 0.003, beta1 = 0.9, beta2 = 0.999, eps = 1e-08)",
      "momentum(rate = 0.05, momentum = 0.9)", "nesterov(rate = 0.05, momentum = 0.9)",
    ] {
      #expect(try TypedIngredients.read(UpdateRule.self, text).description == text)
    }
    #expect(try TypedIngredients.optimizer("sgd", rate: 0.5).description == "sgd(rate = 0.5)")
    for text in ["mse", "huber(delta = 2)", "cross_entropy"] {
      #expect(try TypedIngredients.read(Loss.self, text).description == text)
    }
    for text in [
      "constant", "step(every = 10, factor = 0.5)", "exponential(factor = 0.97)",
      "cosine(steps = 60, least = 0.001)", "cosine(steps = 60, warm_up = 10)",
      "inverse(decay = 0.05)",
    ] {
      #expect(try TypedIngredients.read(RateRule.self, text).description == text)
    }
  }

  @Test(
    "an error is reported at its place",
    arguments: [
      ("model m = dence 3", 11, "there is no layer 'dence'; did you mean 'dense'?"),
      (
        "model m = dense 3, group_norm", 20,
        "there is no layer 'group_norm'; there are dense, conv, max_pool, avg_pool, flatten, dropout, batch_norm, residual"
      ),
      (
        "data d = load \"iris\" split 0/50/50", 28,
        "the first part of a split is trained on and cannot be 0, as in '0/50/50'"
      ),
      (
        "model m = dense 3 relo", 19,
        "an activation is one of linear, relu, leaky_relu, tanh, sigmoid, softmax, softplus, not 'relo'; "
          + "did you mean 'relu'?"
      ),
      ("train n on d for 3 epochs seed 1 seed 2", 34, "'seed' is given twice"),
      (
        "train n on d for 3 epochs bach 2", 27,
        "expected the end of the statement or one of batch, seed, l2, clip, patience, schedule, "
          + "initializer, found 'bach'; did you mean 'batch'?"
      ),
      (
        "model m = conv 8 relu", 18,
        "expected the window's size, as in: conv 8 3x3 relu, found 'relu'"
      ),
      (
        "model m = dense 2.5", 17,
        "expected a whole number of units, as in: dense 8 tanh, found '2.5'"
      ),
      ("x = 3x3", 5, "expected a value, found '3x3'"),
    ])
  func wrong(text: String, column: Int, message: String) {
    do throws(Diagnostic) {
      _ = try Parser.statements(of: text)
      Issue.record("\(text) is read")
    } catch {
      #expect(error.message == message)
      #expect(error.place?.column == column)
    }
  }
}
