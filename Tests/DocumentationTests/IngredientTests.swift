import Autodiff
import Foundation
import TestSupport
import Testing
import Text

@testable import Learning
@testable import LessonLanguage

/// What must name every ingredient, and no other. Each list comes from the declarations in `Sources/Learning/Ingredients`.
@Suite("Every ingredient")
struct IngredientTests {
  private static let document = try! Document("lessons/reference/language.md")

  private func rows(_ heading: String) -> [[String]] {
    Self.document.rows(below: "## " + heading).filter { !$0[0].code.isEmpty }
  }

  /// Compares a table of the reference with the declarations: names, settings with defaults, and what each does.
  private func compare<Kind: Ingredient>(_ rows: [[String]], _ all: [Kind]) {
    let name = { (row: [String]) in String(row[0].code[0].prefix { !"( ".contains($0) }) }
    #expect(rows.map(name).sorted() == all.map { $0.name }.sorted())
    for kind in all {
      guard let row = rows.first(where: { name($0) == kind.name }) else { continue }
      #expect(row[1] == kind.summary, "\(kind.name)")
    }
  }

  /// Compares the settings that a row shows in brackets with the declared ones; optional ones may be left out.
  private func compareSettings<Kind: Ingredient>(_ rows: [[String]], _ all: [Kind]) {
    for (kind, call) in all.flatMap({ kind in rows.map { (kind, $0[0].code[0]) } })
    where call.hasPrefix(kind.name + "(") {
      let shown = call.dropFirst(kind.name.count + 1).dropLast().components(separatedBy: ", ")
        .map { $0.components(separatedBy: " = ") }
      for setting in kind.settings {
        let entry = shown.first { $0[0] == setting.name }
        #expect(entry != nil || setting.isOptional, "\(kind.name): \(setting.name)")
        guard let entry else { continue }
        #expect((entry.count > 1 ? Double(entry[1]) : nil) == setting.fallback, "\(call)")
      }
      for entry in shown where !["y", "p", "x"].contains(entry[0]) {
        #expect(kind.settings.contains { $0.name == entry[0] }, "\(call): \(entry[0])")
      }
    }
  }

  @Test("is in the language reference, with its settings and its formula")
  func reference() throws {
    compare(rows("Losses"), Loss.functions)
    compareSettings(rows("Losses"), Loss.functions)
    compare(rows("Optimizers"), UpdateRule.all)
    compareSettings(rows("Optimizers"), UpdateRule.all)
    compare(rows("Schedules"), RateRule.all)
    compareSettings(rows("Schedules"), RateRule.all)
    compare(rows("Initializers"), Initializer.all)
    compare(rows("Layers"), LayerKind.all)
    #expect(rows("Layers").map { $0[0].code[0] } == LayerKind.all.map(notation))
    compare(rows("Activations"), Activation.all)
    #expect(
      rows("Activations").map { $0[2].code[0] } == Activation.all.map { $0.initializer.name })
    let functions = rows("Functions").filter { row in
      Activation.names.contains { row[0].hasPrefix("`\($0)(") }
    }
    compare(functions, Activation.all.filter { $0.operation != nil })
    compareSettings(functions, Activation.all)
    let excluded = Set(Loss.functions.map { $0.name }).subtracting(Loss.names)
    let sentence = try #require(Self.document.lines.first { $0.hasPrefix("- `loss` takes") })
    #expect(Set(sentence.code.dropFirst()) == excluded)
  }

  /// A layer with letters in the place of its numbers.
  private func notation(_ kind: LayerKind) -> String {
    let words = kind.parts.map { part in
      switch part {
      case .number(let setting): if case .whole = setting.bounds { "N" } else { "P" }
      case .window: "HxW"
      case .activation: "f"
      case .clause(let setting): setting.name + " N"
      case .block: "{ … }"
      }
    }
    return ([kind.name] + words).joined(separator: " ")
  }

  @Test("is in the help of train, and is offered by the shell")
  func help() throws {
    let help = try BinaryRun("train", "--help").output.split { $0 == " " || $0 == "\n" }
      .joined(separator: " ")
    let completion = try BinaryRun("--generate-completion-script", "fish").output
    func check(_ option: String, _ names: [String], in opening: String) {
      #expect(help.contains(opening + names.joined(separator: ", ") + ")"), "\(option)")
      let words = "-l \(option) -r -f -a '\(names.joined(separator: " "))' "
      #expect(completion.contains(words), "\(option)")
    }
    check("loss", Loss.names, in: "The loss (")
    check("optimizer", UpdateRule.names, in: "The optimizer (")
    check("schedule", RateRule.names, in: "How the rate falls (")
    check("model", LayerKind.names, in: "The layers (")
    check("initializer", Initializer.names, in: "(values: ")
    #expect(help.contains("activations (\(Activation.names.joined(separator: ", ")))"))
  }

  /// A choice with a value other than its default for every setting.
  private func altered<Kind: Ingredient>(_ kind: Kind) throws -> Choice<Kind> {
    let values = kind.settings.map { setting in
      [setting.example / 2, 0.5, 1, 2].first {
        setting.bounds.contains($0) && $0 != setting.fallback
      }!
    }
    return try kind.resolved(Choice(kind, values: values))
  }

  private func spelling<Kind: Ingredient>(_ all: [Kind]) throws {
    for choice in try all.map({ $0.example }) + all.map(altered) {
      #expect(try TypedIngredients.read(Kind.self, choice.description) == choice, "\(choice)")
    }
    for kind in all {
      for alias in kind.aliases { #expect(try Kind.named(alias) == kind) }
    }
  }

  @Test("is read from its own spelling")
  func spelling() throws {
    try spelling(Loss.all)
    try spelling(UpdateRule.all)
    try spelling(RateRule.all)
    for kind in LayerKind.all {
      for text in [kind.written, try example(kind).description] {
        #expect(try TypedIngredients.model(text).description == text)
      }
    }
    for activation in Activation.all {
      let model = try TypedIngredients.model("dense 3 \(activation.name)")
      #expect(model.layers == [.dense(units: 3, activation)])
    }
  }

  /// A layer with its example settings; a block keeps the shape of images.
  private func example(_ kind: LayerKind) throws -> LayerSpecification {
    let block = try TypedIngredients.model(
      "conv 1 3x3 relu padding 1, batch_norm eps 0.1, dropout 0.5")
    let hasBlock = kind.parts.contains { if case .block = $0 { true } else { false } }
    return LayerSpecification(
      kind, Dictionary(uniqueKeysWithValues: kind.settings.map { ($0.name, $0.example) }),
      block: hasBlock ? block.layers : nil)
  }

  /// A network in which a layer of each kind stands: what it takes is images, or rows.
  private func model(with layer: LayerSpecification) -> ModelSpecification {
    let isLast = layer.kind.takesRows
    let before = LayerSpecification(.flatten)
    return ModelSpecification(
      layers: (isLast ? [before, layer] : [layer, before]) + [.dense(units: 10, .softmax)])
  }

  private func ingredients(
    _ model: ModelSpecification, _ loss: LossSpecification? = nil,
    _ optimizer: Optimizer = Optimizer(.sgd)
  ) throws -> Ingredients {
    let features = (0..<40 * 64).map { (i: Int) -> Double in Double(i * 7919 % 101) / 50 - 1 }
    let labels = (0..<40).map { $0 % 10 }
    let data = DataSet(
      name: "images", source: "", sampleShape: Shape([1, 8, 8]), features: features,
      targets: .classes(labels, names: (0..<10).map { "\($0)" }))
    return try Ingredients(
      data: data, split: Split(data, ratio: .standard, seed: 1), scaling: .none, model: model,
      loss: loss, optimizer: optimizer, settings: TrainingSettings(batch: 4))
  }

  private func layers() throws -> [LayerSpecification] {
    try LayerKind.all.map(example)
      + Activation.all.filter { !$0.comparesOutputs }.map { .dense(units: 4, $0) }
  }

  @Test("comes back from a model's file")
  func modelFile() throws {
    func reread(_ ingredients: Ingredients, _ loss: LossSpecification) throws -> TrainedModel {
      let trained = TrainedModel(
        model: ingredients.model,
        parameters: ingredients.model.parameters.map {
          [Float](repeating: 0, count: $0.shape.count)
        },
        loss: loss, featureScaling: ingredients.featureScaling, targetScaling: nil,
        columns: [], classNames: [], targetName: "", targetColumns: [], white: nil)
      return try TrainedModel(try Safetensors(trained.file().bytes)) {
        (text) throws(Diagnostic) in try TypedIngredients.model(text)
      }
    }
    let plain = try ingredients(model(with: .dense(units: 4, .tanh)))
    for loss in try Loss.all.map({ $0.example }) + Loss.all.map(altered) {
      #expect(try reread(plain, loss).loss == loss)
    }
    for layer in try layers() {
      let ingredients = try ingredients(model(with: layer))
      #expect(try reread(ingredients, plain.loss).model.specification == model(with: layer))
    }
  }

  @Test("is explained: the statements of a step compute what the run computes")
  func explained() throws {
    func check(_ ingredients: Ingredients) throws {
      let trainer = try Trainer<Double>(ingredients)
      _ = try trainer.step()
      let step = try ExplainedStep(
        ingredients, inputs: trainer.nextInputs(), state: trainer.state, limits: Limits(),
        showsAll: false)
      var session = step.session
      for statement in step.statements { _ = try session.run(statement) }
      let loss = try trainer.step()
      let shown = try #require(session.value(of: step.lossName)?.number)
      #expect(isClose(shown, loss, within: 1e-9), "\(ingredients.model.specification)")
      for (name, elements) in zip(step.parameterNames, trainer.state.parameters) {
        let shown = try #require(session.value(of: name)?.elements)
        #expect(isClose(shown, elements, within: 1e-7), "\(ingredients.optimizer)")
      }
    }
    for layer in try layers() { try check(ingredients(model(with: layer))) }
    for rule in UpdateRule.all {
      try check(ingredients(model(with: .dense(units: 4, .tanh)), nil, altered(rule)))
    }
    for kind in Loss.all {
      let activation: Activation
      switch kind.compares {
      case .numbers: activation = .tanh
      case .probabilities(let own, _): activation = own
      case .sums: activation = .linear
      }
      let model = ModelSpecification(layers: [.dense(units: 10, activation)])
      try check(ingredients(model, altered(kind)))
    }
  }

  @Test("has a number of PyTorch's, unless it is drawn at random")
  func golden() throws {
    let programs = try Binary.programs.map { try String(contentsOfFile: $0, encoding: .utf8) }
      .joined()
    let runs = try String(
      contentsOf: Binary.repository.appendingPathComponent("Tests/Golden/training.json"),
      encoding: .utf8)
    func words(_ text: String) -> Set<Substring> {
      Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" })
    }
    func missing<Kind: Ingredient>(_ all: [Kind], in text: String) -> [String] {
      let words = words(text)
      return all.map { $0.name }.filter { !words.contains($0[...]) }
    }
    #expect(missing(Loss.functions, in: programs) == [])
    #expect(missing(UpdateRule.all, in: runs) == [])
    #expect(missing(RateRule.all, in: runs) == [])
    #expect(missing(LayerKind.all.filter { $0.dropped == nil }, in: runs) == [])
    #expect(missing(Activation.all.filter { $0.operation != nil }, in: runs) == [])
  }
}
