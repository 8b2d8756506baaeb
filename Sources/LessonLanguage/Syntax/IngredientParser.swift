import Learning
import Text

/// The grammar of the four ingredients, the training run and the test.
extension Parser {
  mutating func data() throws(Diagnostic) -> DataCall {
    let name = try name("for the data set").text
    _ = try require(.assign, "as in: data iris = load \"iris\"")
    try requireWord("load", "and the data set, as in: load \"iris\"")
    let place = present.place
    var call = DataCall(
      name: name, path: try string("of the data set, as in: load \"iris\""), pathPlace: place)
    var clauses = Clauses(["split", "seed", "scaling", "target", "classes"])
    while let clause = try clauses.next(&self) {
      switch clause {
      case "split": call.ratio = try ratio()
      case "seed": call.seed = try expression()
      case "scaling":
        let kinds = Scaling.Kind.allCases
        call.scaling = kinds[try choice(of: "a scaling", kinds.map { $0.rawValue })]
      case "target": call.target = try string("of the target's column")
      default: call.classes = try string("of the file that names the classes")
      }
    }
    return call
  }

  mutating func model() throws(Diagnostic) -> ModelCall {
    let name = try name("for the model").text
    _ = try require(.assign, "and the layers, as in: dense 8 tanh, dense 3 softmax")
    let first = present.place
    let layers = try layers()
    return ModelCall(
      name: name, specification: ModelSpecification(layers: layers),
      place: first.joined(to: tokens[position - 1].place))
  }

  mutating func loss() throws(Diagnostic) -> LossCall {
    var call = LossCall(loss: try self.call(of: Loss.self))
    let place = present.place
    guard takeWord("with") else { return call }
    let example = ", as in: loss cross_entropy with class weights balanced"
    try requireWord("class", "and 'weights'" + example)
    try requireWord("weights", example)
    if takeWord("balanced") {
      call.weights = ClassWeightsCall(named: nil, place: place)
      return call
    }
    var named: [(name: String, weight: Expression)] = []
    repeat {
      let name = try className()
      _ = try require(.assign, "and the weight of the class")
      named.append((name, try expression()))
    } while take(.comma)
    call.weights = ClassWeightsCall(named: named, place: place)
    return call
  }

  /// A class as a name, a number, or a text in quotes.
  private mutating func className() throws(Diagnostic) -> String {
    switch present.kind {
    case .name, .number: return advance().text
    default: return try string("of a class, 'balanced', or the name of a class")
    }
  }

  mutating func train() throws(Diagnostic) -> TrainCall {
    let model = try name("of a model, as in: train net on iris for 30 epochs")
    try requireWord("on", "and a data set, as in: train net on iris for 30 epochs")
    let data = try name("of a data set")
    let reproduces = takeWord("to")
    if reproduces {
      try requireWord("reproduce", "as in: train net on digits to reproduce for 30 epochs")
    }
    var call = TrainCall(
      model: model.text, modelPlace: model.place, data: data.text, dataPlace: data.place,
      reproduces: reproduces, duration: try duration(in: "epoch", example: (30, "1e-4")))
    var clauses = Clauses(TrainNumber.allCases.map { $0.rawValue } + ["schedule", "initializer"])
    while let clause = try clauses.next(&self) {
      if let number = TrainNumber(rawValue: clause) {
        call.numbers[number] = try expression()
      } else if clause == "schedule" {
        call.schedule = try self.call(of: RateRule.self)
      } else {
        call.initializer = try choice(of: Initializer.self)
      }
    }
    return call
  }

  mutating func test() throws(Diagnostic) -> TestCall {
    let model = try name("of a model, as in: test net on iris")
    try requireWord("on", "and the data set it was trained on, as in: test net on iris")
    let data = try name("of a data set")
    return TestCall(
      model: model.text, modelPlace: model.place, data: data.text, dataPlace: data.place)
  }

  mutating func explain() throws(Diagnostic) -> ExplainCall {
    try requireWord("step", "and its number, as in: explain step 1 of net")
    let step = try expression()
    try requireWord("of", "and a model that was trained, as in: explain step 1 of net")
    let model = try name("of a model")
    return ExplainCall(step: step, model: model.text, modelPlace: model.place)
  }

  /// `for 30 epochs` or `until change < 1e-4`
  /// - Parameter example: a number of units and a bound, for errors.
  mutating func duration(
    in unit: String, example: (count: Int, bound: String)
  ) throws(Diagnostic) -> Duration {
    if takeWord("for") {
      let count = try expression()
      if !takeWord(unit) { try requireWord(unit + "s", "after their number") }
      return .steps(count)
    }
    let change = "until change < \(example.bound)"
    try requireWord("until", "or 'for', as in: for \(example.count) \(unit)s, or: \(change)")
    try requireWord("change", "and a bound, as in: \(change)")
    _ = try require(.less, "and a bound, as in: \(change)")
    return .untilChange(below: try expression())
  }

  // MARK: Layers

  mutating func layers() throws(Diagnostic) -> [LayerSpecification] {
    var layers = [try layer()]
    while take(.comma) { layers.append(try layer()) }
    return layers
  }

  private mutating func layer() throws(Diagnostic) -> LayerSpecification {
    let word = try name(LayerKind.request)
    let kind: LayerKind
    do throws(Diagnostic) {
      kind = try LayerKind.named(word.text)
    } catch {
      throw error.at(word.place)
    }
    var settings: [String: Double] = [:]
    var activation = Activation.linear
    var inner: [LayerSpecification]?
    let clauses = kind.parts.compactMap { part -> Setting? in
      if case .clause(let setting) = part { setting } else { nil }
    }
    for part in kind.parts {
      switch part {
      case .number(let setting):
        settings[setting.name] = try number(setting, ", as in: \(kind.written)")
      case .window(let height, let width):
        guard case .window(let rows, let columns) = present.kind else {
          throw unexpected("the window's size, as in: \(kind.written)")
        }
        _ = advance()
        (settings[height.name], settings[width.name]) = (Double(rows), Double(columns))
      case .activation:
        // The activation is optional: a comma, a clause or the end may follow.
        guard present.kind == .name, !clauses.contains(where: { $0.name == present.text }) else {
          continue
        }
        activation = try choice(of: Activation.self)
      case .block: inner = try layerBlock(", as in: \(kind.written)")
      case .clause: continue
      }
    }
    if clauses.isEmpty { return LayerSpecification(kind, settings, activation, block: inner) }
    var words = Clauses(clauses.map { $0.name })
    while let word = try words.next(&self) {
      for clause in clauses where clause.name == word { settings[word] = try number(clause, "") }
    }
    return LayerSpecification(kind, settings, activation, block: inner)
  }

  /// `{ dense 8 relu, dense 8 }`
  private mutating func layerBlock(_ example: String) throws(Diagnostic) -> [LayerSpecification] {
    let start = try require(.openBrace, "and its layers" + example)
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.deepestNesting else {
      throw Diagnostic(
        start.place, "blocks of layers can be nested at most \(Self.deepestNesting) deep")
    }
    skipNewlines()
    var layers = [try layer()]
    skipNewlines()
    while take(.comma) {
      skipNewlines()
      layers.append(try layer())
      skipNewlines()
    }
    _ = try require(.closeBrace, "after the layers" + example)
    return layers
  }

  private mutating func skipNewlines() {
    while present.kind == .newline { _ = advance() }
  }

  /// Parses a number of the right type for a layer's setting; the layer checks its range.
  private mutating func number(_ setting: Setting, _ example: String) throws(Diagnostic) -> Double {
    guard case .number(let value) = present.kind, setting.bounds.takes(value) else {
      throw unexpected(setting.bounds.noun + example)
    }
    _ = advance()
    return value
  }

  // MARK: Parts

  /// Parses a name with optional settings in brackets.
  /// - Parameter settings: the words of the error if required brackets are missing; `nil` if they are optional.
  mutating func call<Kind: Ingredient>(
    of kind: Kind.Type, needing settings: String? = nil
  ) throws(Diagnostic) -> IngredientCall {
    let start = try name(Kind.request)
    if settings == nil, !isSymbol(.open) {
      return IngredientCall(name: start.text, arguments: [], place: start.place)
    }
    _ = try require(.open, settings ?? "")
    let arguments = try arguments()
    let end = try require(.close, "after the settings")
    return IngredientCall(
      name: start.text, arguments: arguments, place: start.place.joined(to: end.place))
  }

  /// `70/15/15`
  private mutating func ratio() throws(Diagnostic) -> SplitRatio {
    let first = present.place
    var text = ""
    repeat {
      guard case .number = present.kind else {
        throw unexpected("shares, as in: split 70/15/15")
      }
      text += (text.isEmpty ? "" : "/") + advance().text
    } while take(.divide)
    do throws(Diagnostic) {
      return try SplitRatio(text)
    } catch {
      throw Diagnostic(first.joined(to: tokens[position - 1].place), error.message)
    }
  }

  /// Parses the name of an ingredient without settings.
  private mutating func choice<Kind: Ingredient>(of kind: Kind.Type) throws(Diagnostic) -> Kind {
    let all = Kind.all
    return all[try choice(of: Kind.request, all.map { $0.name })]
  }

  /// Parses one of some names and returns its position.
  private mutating func choice(of what: String, _ names: [String]) throws(Diagnostic) -> Int {
    guard present.kind == .name || present.kind == .symbol(.minus) else {
      throw unexpected("\(what): \(names.joined(separator: ", "))")
    }
    let first = present
    var text = advance().text
    // min-max is read as a difference.
    while isSymbol(.minus), ahead(1).kind == .name {
      text += "-" + ahead(1).text
      position += 2
    }
    if let chosen = names.firstIndex(of: text) { return chosen }
    throw Diagnostic(
      first.place,
      "\(what) is one of \(names.joined(separator: ", ")), not '\(text)'"
        + didYouMean(text, among: names))
  }

  fileprivate func didYouMean(_ name: String, among names: [String]) -> String {
    NearestName.suggestion(for: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
  }
}

/// Clauses that may follow a statement in any order, each once.
private struct Clauses {
  private let known: [String]
  private var taken: Set<String> = []

  init(_ known: [String]) { self.known = known }

  /// Reads the word of the next clause; `nil` at the end of the statement.
  mutating func next(_ parser: inout Parser) throws(Diagnostic) -> String? {
    guard parser.present.kind == .name else { return nil }
    let word = parser.present
    guard known.contains(word.text) else {
      throw Diagnostic(
        word.place,
        "expected the end of the statement or one of \(known.joined(separator: ", ")), found "
          + "'\(word.text)'" + parser.didYouMean(word.text, among: known))
    }
    guard taken.insert(word.text).inserted else {
      throw Diagnostic(word.place, "'\(word.text)' is given twice")
    }
    _ = parser.advance()
    return word.text
  }
}
