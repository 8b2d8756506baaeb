import Learning
import Text

/// The grammar of the four ingredients, of the training run and of the test.
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
      case "scaling": call.scaling = try choice(of: "a scaling", Scaling.Kind.allCases)
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
    let (name, arguments, place) = try call("of a loss, as in: loss cross_entropy")
    return LossCall(name: name, arguments: arguments, place: place)
  }

  mutating func schedule() throws(Diagnostic) -> ScheduleCall {
    let (name, arguments, place) = try call("of a schedule, as in cosine(steps = 100)")
    return ScheduleCall(name: name, arguments: arguments, place: place)
  }

  mutating func train() throws(Diagnostic) -> TrainCall {
    let model = try name("of a model, as in: train net on iris for 30 epochs")
    try requireWord("on", "and a data set, as in: train net on iris for 30 epochs")
    let data = try name("of a data set")
    var call = TrainCall(
      model: model.text, modelPlace: model.place, data: data.text, dataPlace: data.place,
      duration: try epochs())
    var clauses = Clauses(["batch", "seed", "schedule", "l2", "clip", "patience", "initializer"])
    while let clause = try clauses.next(&self) {
      switch clause {
      case "batch": call.batch = try expression()
      case "seed": call.seed = try expression()
      case "schedule": call.schedule = try schedule()
      case "l2": call.l2 = try expression()
      case "clip": call.clip = try expression()
      case "patience": call.patience = try expression()
      default: call.initializer = try choice(of: "an initializer", Initializer.allCases)
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

  private mutating func epochs() throws(Diagnostic) -> Duration {
    if takeWord("for") {
      let count = try expression()
      if !takeWord("epoch") { try requireWord("epochs", "after their number") }
      return .steps(count)
    }
    try requireWord("until", "or 'for', as in: for 30 epochs, or: until change < 1e-4")
    try requireWord("change", "and a bound, as in: until change < 1e-4")
    _ = try require(.less, "and a bound, as in: until change < 1e-4")
    return .untilChange(below: try expression())
  }

  // MARK: Layers

  mutating func layers() throws(Diagnostic) -> [LayerSpecification] {
    var layers = [try layer()]
    while take(.comma) { layers.append(try layer()) }
    return layers
  }

  private static let layerWords = ["dense", "conv", "max_pool", "avg_pool", "flatten", "dropout"]

  private mutating func layer() throws(Diagnostic) -> LayerSpecification {
    let word = try name("of a layer, as in: dense 8 tanh")
    switch word.text {
    case "dense":
      return .dense(units: try whole("of units, as in: dense 8 tanh"), try activation())
    case "conv":
      let filters = try whole("of filters, as in: conv 8 3x3 relu")
      guard case .window(let height, let width) = present.kind else {
        throw unexpected("the window's size, as in: conv 8 3x3 relu")
      }
      _ = advance()
      let activation = try activation()
      var clauses = Clauses(["stride", "padding"])
      var (stride, padding) = (1, 0)
      while let clause = try clauses.next(&self) {
        let value = try whole("behind '\(clause)'")
        if clause == "stride" { stride = value } else { padding = value }
      }
      return .convolution(
        filters: filters, height: height, width: width, activation, stride: stride,
        padding: padding)
    case "max_pool": return .maxPool(try whole("for the size, as in: max_pool 2"))
    case "avg_pool": return .averagePool(try whole("for the size, as in: avg_pool 2"))
    case "flatten": return .flatten
    case "dropout":
      guard case .number(let rate) = present.kind else {
        throw unexpected("a probability, as in: dropout 0.5")
      }
      _ = advance()
      return .dropout(rate)
    default:
      throw Diagnostic(
        word.place,
        "there is no layer '\(word.text)'"
          + (NearestName.suggestion(for: word.text, among: Self.layerWords).map {
            "; did you mean '\($0)'?"
          } ?? "; there are \(Self.layerWords.joined(separator: ", "))"))
    }
  }

  /// The activation behind a layer's size; none where a comma, a clause or the end follows.
  private mutating func activation() throws(Diagnostic) -> Activation {
    guard present.kind == .name, !["stride", "padding"].contains(present.text) else {
      return .linear
    }
    return try choice(of: "an activation", Activation.allCases)
  }

  // MARK: Parts

  /// A name with settings in brackets, or without any.
  private mutating func call(
    _ purpose: String
  ) throws(Diagnostic) -> (name: String, arguments: [Argument], place: Place) {
    let start = try name(purpose)
    guard take(.open) else { return (start.text, [], start.place) }
    let arguments = try arguments()
    let end = try require(.close, "after the settings")
    return (start.text, arguments, start.place.joined(to: end.place))
  }

  private mutating func whole(_ purpose: String) throws(Diagnostic) -> Int {
    guard case .number(let number) = present.kind, let whole = Int(exactly: number),
      whole <= 1_000_000_000
    else { throw unexpected("a whole number \(purpose)") }
    _ = advance()
    return whole
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

  /// One of the cases of a type, by its name.
  private mutating func choice<T: RawRepresentable<String>>(
    of what: String, _ cases: [T]
  ) throws(Diagnostic) -> T {
    let names = cases.map { $0.rawValue }
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
    if let chosen = cases.first(where: { $0.rawValue == text }) { return chosen }
    throw Diagnostic(
      first.place,
      "\(what) is one of \(names.joined(separator: ", ")), not '\(text)'"
        + didYouMean(text, among: names))
  }

  fileprivate func didYouMean(_ name: String, among names: [String]) -> String {
    NearestName.suggestion(for: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
  }
}

/// Words that may follow a statement in any order, each once.
private struct Clauses {
  private let known: [String]
  private var taken: Set<String> = []

  init(_ known: [String]) { self.known = known }

  /// The next clause's word, which is taken; nil where the statement ends.
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
